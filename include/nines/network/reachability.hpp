// SPDX-License-Identifier: BSL-1.0
// The state of a sweep over a directed network: which open nodes the source reaches, which reach
// the target, and which of the others reach which, all by what is decided so far.
//
// A row of bits for each slot, closed under composition: a node that leaves takes nothing away. A
// node that the source reaches needs no row, and none has it in its row: so do those that reach the
// target. A node that nothing can reach any more, or that can reach nothing, counts as down; so a
// network without circles, swept in its order, has no more than 2^open states.
// Index: directed network, source-terminal connectedness.
#pragma once

#include <nines/network/problem.hpp>
#include <nines/network/state/partition.hpp>

namespace nines::detail {

/// As many slots as Word has bits.
template <class Word>
class reachability {
 public:
  static constexpr std::size_t most_slots = 8 * sizeof(Word);

  /// The source or the target enters.
  void mark(frontier_slot s, bool is_source) {
    Word& set = is_source ? reached() : reaching();
    set = static_cast<Word>(set | bit(s));
  }
  void take_down(frontier_slot s) { down() = static_cast<Word>(down() | bit(s)); }
  [[nodiscard]] bool is_down(frontier_slot s) const {
    return (words_[most_slots + 2] & bit(s)) != 0;
  }
  /// Whether a link from a to b would change anything.
  [[nodiscard]] bool can_join(frontier_slot a, frontier_slot b) const {
    return a != b && !is_down(a) && !is_down(b) && (words_[most_slots] & bit(b)) == 0 &&
           (words_[most_slots + 1] & bit(a)) == 0 && (words_[a] & bit(b)) == 0;
  }
  /// Nodes of a directed network are not told alone, nor alike.
  [[nodiscard]] static bool is_alone(frontier_slot /*s*/) { return false; }
  static void sort_alike(const twin_classes& /*classes*/) {}
  outcome join(frontier_slot a, frontier_slot b, std::uint32_t /*terminals_to_come*/) {
    if ((reached() & bit(a)) != 0) return grow(reached(), bit(b) | words_[b]);
    if ((reaching() & bit(b)) != 0) return grow(reaching(), bit(a) | column(a));
    const Word more = static_cast<Word>(bit(b) | words_[b]);
    const Word from = static_cast<Word>(bit(a) | column(a));
    for (frontier_slot x = 0; x < most_slots; ++x)
      if ((from & bit(x)) != 0) words_[x] = static_cast<Word>((words_[x] | more) & ~bit(x));
    return outcome::open;
  }
  /// A node leaves. Cut, if it was the last that the source reaches, or that reaches the target.
  outcome leave(frontier_slot s) {
    down() = static_cast<Word>(down() & ~bit(s));
    return remove(bit(s));
  }
  /// The nodes with all links to them decided, and with all links from them: what follows from
  /// that there will be no more.
  outcome settle(std::uint64_t in_done, std::uint64_t out_done) {
    for (Word last = static_cast<Word>(~down()); last != down();) {
      last = down();
      Word useless = 0;
      for (frontier_slot x = 0; x < most_slots; ++x) {
        const bool no_way_in = (in_done >> x & 1) != 0 && (reached() & bit(x)) == 0 && !column(x);
        const bool no_way_out =
            (out_done >> x & 1) != 0 && (reaching() & bit(x)) == 0 && words_[x] == 0;
        if (no_way_in || no_way_out) useless = static_cast<Word>(useless | bit(x));
      }
      if (remove(useless) == outcome::cut) return outcome::cut;
      down() = static_cast<Word>(down() | useless);
    }
    return outcome::open;
  }

  [[nodiscard]] std::uint64_t hash() const { return hash_of<sizeof(reachability)>(words_); }
  friend bool operator==(const reachability& a, const reachability& b) {
    return std::memcmp(a.words_, b.words_, sizeof a.words_) == 0;
  }

 private:
  static Word bit(std::size_t s) { return static_cast<Word>(Word{1} << s); }
  Word& reached() { return words_[most_slots]; }
  Word& reaching() { return words_[most_slots + 1]; }
  Word& down() { return words_[most_slots + 2]; }

  /// Which nodes have this one in their row.
  [[nodiscard]] Word column(frontier_slot s) const {
    Word set = 0;
    for (std::size_t x = 0; x < most_slots; ++x)
      if ((words_[x] & bit(s)) != 0) set = static_cast<Word>(set | bit(x));
    return set;
  }
  void forget(Word set) {
    for (std::size_t x = 0; x < most_slots; ++x)
      words_[x] = (set & bit(x)) != 0 ? Word{0} : static_cast<Word>(words_[x] & ~set);
  }
  outcome grow(Word& set, std::uint64_t more) {
    set = static_cast<Word>(set | more);
    forget(static_cast<Word>(more));
    return (reached() & reaching()) != 0 ? outcome::connected : outcome::open;
  }
  outcome remove(Word set) {
    forget(set);
    bool is_cut = false;
    for (Word* const nodes : {&reached(), &reaching()}) {
      const bool had = *nodes != 0;
      *nodes = static_cast<Word>(*nodes & ~set);
      is_cut |= had && *nodes == 0;
    }
    return is_cut ? outcome::cut : outcome::open;
  }

  // A row for each slot, then reached, reaching, down, and zeros up to whole words of eight bytes.
  Word words_[most_slots + (sizeof(Word) == 1 ? 8 : 4)] = {};
};

/// The nodes of a directed problem that are terminals.
template <class T>
std::vector<bool> terminal_flags(const connection_problem<T>& problem) {
  std::vector<bool> flags;
  for (const auto& v : problem.nodes) flags.push_back(v.is_terminal);
  return flags;
}

/// The links that begin where the source reaches and end where the target is reached from, but for
/// loops and those that lead back to the source or on from the target.
template <class T>
std::vector<std::size_t> links_between(const connection_problem<T>& problem) {
  std::size_t target = 0;
  while (target == problem.source || !problem.nodes[target].is_terminal) ++target;
  const auto forth = reached_from(problem, problem.source, link_ends::out);
  const auto back = reached_from(problem, target, link_ends::in);
  std::vector<std::size_t> links;
  for (std::size_t l = 0; l < problem.links.size(); ++l) {
    const auto& link = problem.links[l];
    const bool leads_on = link.from != target && link.to != problem.source && link.from != link.to;
    if (leads_on && forth[link.from] && back[link.to]) links.push_back(l);
  }
  return links;
}

/// A directed problem without the links that no path from the source to the target can use.
template <class T>
connection_problem<T> without_dead_ends(connection_problem<T> problem) {
  for (std::size_t before = problem.links.size() + 1; problem.links.size() < before;) {
    before = problem.links.size();
    problem = part_of(problem, links_between(problem), terminal_flags(problem));
  }
  return problem;
}
/// The same, with what source and target need to be up as a factor.
template <class T>
reduced_problem<T> pruned(connection_problem<T> problem) {
  reduced_problem<T> result;
  for (auto& node : problem.nodes) {
    if (!node.is_terminal || !node.groups.empty()) continue;
    result.factor = both(result.factor, node.up);
    node.up = probability<T>::always();
  }
  result.rest.push_back(without_dead_ends(std::move(problem)));
  return result;
}

}  // namespace nines::detail
