// SPDX-License-Identifier: BSL-1.0
// Vanishing states: those that are left at once, as in stochastic Petri nets with immediate
// transitions.
//
// Example:
//   vanishing_builder<> b;
//   b.add("up", "switch", 1e-4).add("down", "up", 0.5);                  // rates
//   b.immediate("switch", "up", 99).immediate("switch", "down", 1);      // weights: 99 of 100
//   const auto model = b.build();                                        // up, down
//
// A vanishing state v is taken out by sending what enters it on to where it leads:
//   a_ij += a_iv w_vj / (sum of w_vk over k other than v)
// Loops of vanishing states are eliminated by the same step, since what leads from v to itself only
// repeats the choice: it is left out of the sum, and nothing is subtracted. Each rate of the result
// has some epsilons for each vanishing state on the way (Grassmann, Taksar & Heyman 1985).
// Index: stochastic Petri net, vanishing marking.
#pragma once

#include <map>
#include <nines/markov/chain/chain_builder.hpp>
#include <set>

namespace nines {

/// A chain without its vanishing states. These keep their numbers in what entry() answers.
template <class T = double>
struct tangible_chain {
  nines::chain<T> chain;            ///< of the states that are not left at once
  std::vector<std::size_t> states;  ///< the number that each state of the chain had
  /// Where each of the original states leads at once: the probability of each state of the chain.
  std::vector<std::map<std::size_t, T>> entries;

  /// The distribution over the chain, from one over all the original states. *Throws* domain_error
  /// when it is none.
  [[nodiscard]] std::vector<T> entered(std::span<const T> initial) const {
    const std::vector<T> start =
        detail::distribution_of("tangible_chain::entered", "initial", initial, entries.size());
    std::vector<T> result(chain.size(), zero<T>());
    for (std::size_t i = 0; i < entries.size(); ++i)
      for (const auto& [state, p] : entries[i]) result[state] += start[i] * p;
    return result;
  }
};

/// Collects timed and immediate transitions. Every function *throws* domain_error with what is
/// wrong and where.
template <class T = double>
class vanishing_builder {
 public:
  /// A transition at a rate, as in chain_builder.
  vanishing_builder& add(std::string_view from, std::string_view to, const T& rate) {
    check("add", "rate", from, to, rate);
    const std::size_t i = state(from);  // in the order of the arguments
    return record(i, state(to), rate, false);
  }
  /// A transition that is taken at once, with a probability in proportion to its weight.
  vanishing_builder& immediate(std::string_view from, std::string_view to, const T& weight) {
    check("immediate", "weight", from, to, weight);
    const std::size_t i = state(from);
    return record(i, state(to), weight, true);
  }
  /// A named set of states; those that vanish have no time to be in it.
  vanishing_builder& label(std::string_view name, std::initializer_list<std::string_view> states) {
    for (const std::string_view s : states) {
      const auto found = number_.find(s);
      if (found == number_.end())
        fail("vanishing_builder::label", "there is no state '" + std::string(s) + "'");
      labels_[std::string(name)].push_back(found->second);
    }
    return *this;
  }
  /// The unit of time that rates are per.
  template <class Rep, class Period>
  vanishing_builder& rates_per(std::chrono::duration<Rep, Period> unit) {
    unit_ = detail::unit_of("vanishing_builder::rates_per", "unit", unit);
    return *this;
  }
  /// The number of the state of this name; the next one when it is new.
  std::size_t state(std::string_view name) {
    const auto [found, is_new] = number_.try_emplace(std::string(name), names_.size());
    if (is_new) {
      names_.emplace_back(name);
      rows_.emplace_back();
    }
    return found->second;
  }

  /// The chain of the states in which time is spent. *Throws* domain_error when there is none, when
  /// a state has both timed and immediate transitions (the timed ones would never be taken), and
  /// for a trap: vanishing states that lead only to each other. *Cost*: for each vanishing state,
  /// the states that lead to it times those that it leads to; convergence_error when the links take
  /// more bytes than memory_limit.
  [[nodiscard]] tangible_chain<T> build(double memory_limit = default_memory_limit) const {
    check_kinds();
    require_nonnegative("vanishing_builder::build", "memory_limit", memory_limit);
    double count = 0;  // of links, at most
    link_table links(rows_.size());
    source_table sources(rows_.size());
    fill(links, sources);
    const double most_links = memory_limit / (sizeof(std::pair<std::size_t, T>) + 96);  // 2 nodes
    for (std::size_t v = 0; v < rows_.size(); ++v)
      if (rows_[v].vanishing) {
        eliminate(v, links, sources);
        count += static_cast<double>(sources[v].size()) * static_cast<double>(links[v].size());
        if (count > most_links)
          count = check_links(links, v, memory_limit);  // most were there already, mostly
      }
    return without_vanishing(links);
  }

 private:
  struct row {
    bool timed = false, vanishing = false;
    std::map<std::size_t, T> links;
  };
  using link_table = std::vector<std::map<std::size_t, T>>;
  using source_table = std::vector<std::set<std::size_t>>;  // which states lead to each

  static void check(std::string_view function, const char* what, std::string_view from,
                    std::string_view to, const T& x) {
    if (!(x >= zero<T>()) || !is_finite(x))
      fail("vanishing_builder::" + std::string(function),
           std::string(what) + " from '" + std::string(from) + "' to '" + std::string(to) + "'", x,
           "0 or more, and finite");
  }
  vanishing_builder& record(std::size_t from, std::size_t to, const T& x, bool immediate) {
    (immediate ? rows_[from].vanishing : rows_[from].timed) = true;
    if (x > zero<T>()) rows_[from].links.try_emplace(to, zero<T>()).first->second += x;
    return *this;
  }
  void check_kinds() const {
    bool tangible = false;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].timed && rows_[i].vanishing)
        fail("vanishing_builder::build",
             "'" + names_[i] +
                 "' has immediate transitions, so its timed ones would never be taken");
      tangible = tangible || !rows_[i].vanishing;
    }
    if (!tangible) fail("vanishing_builder::build", "there is no state in which time is spent");
  }
  /// The links as they were given, and the states that they come from; but none to itself.
  void fill(link_table& links, source_table& sources) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      for (const auto& [to, x] : rows_[i].links)
        if (to != i) {
          links[i].emplace(to, x);
          sources[to].insert(i);
        }
  }
  /// The sum of the weights by which v is left. *Throws* domain_error unless it is positive and
  /// finite.
  [[nodiscard]] T sum_of_weights(std::size_t v, const link_table& links) const {
    T sum = zero<T>();
    for (const auto& [to, weight] : links[v]) sum += weight;
    if (!is_finite(sum))
      fail("vanishing_builder::build", "sum of the weights from '" + names_[v] + "'", sum,
           "finite");
    if (!(sum > zero<T>()))
      fail("vanishing_builder::build",
           "'" + names_[v] + "' is left at once, but leads to no state in which time is spent");
    return sum;
  }
  /// Sends what enters v on. Its own links become probabilities, and v is seen by no state any
  /// more.
  void eliminate(std::size_t v, link_table& links, source_table& sources) const {
    const T sum = sum_of_weights(v, links);
    for (auto& [to, weight] : links[v]) weight = weight / sum;
    for (const std::size_t i : sources[v]) {
      const T share = links[i].extract(v).mapped();
      for (const auto& [to, p] : links[v])
        if (to != i) {
          links[i].try_emplace(to, zero<T>()).first->second += share * p;
          sources[to].insert(i);
        }
    }
    for (const auto& [to, p] : links[v]) sources[to].insert(v);
  }
  /// How many links there are. *Throws* convergence_error when they take too much.
  static double check_links(const link_table& links, std::size_t done, double memory_limit) {
    double count = 0;
    for (const auto& row : links) count += static_cast<double>(row.size());
    require_memory("vanishing_builder::build",
                   "what " + std::to_string(done + 1) + " vanishing states lead to",
                   count * (sizeof(std::pair<std::size_t, T>) + 96), memory_limit);
    return count;
  }
  tangible_chain<T> without_vanishing(const link_table& links) const {
    tangible_chain<T> result;
    chain_builder<T> builder;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].vanishing) continue;
      builder.state(names_[i]);
      result.states.push_back(i);
    }
    result.entries.resize(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!rows_[i].vanishing) result.entries[i] = {{builder.state(names_[i]), one<T>()}};
      for (const auto& [to, x] : links[i])
        if (rows_[i].vanishing)
          result.entries[i].emplace(builder.state(names_[to]), x);
        else
          builder.add(names_[i], names_[to], x);
    }
    for (const auto& [name, members] : labels_) {
      std::vector<std::size_t> tangible;
      for (const std::size_t s : members)
        if (!rows_[s].vanishing) tangible.push_back(builder.state(names_[s]));
      builder.label(name, tangible);
    }
    result.chain = builder.rates_per(unit_).build();
    return result;
  }

  std::map<std::string, std::size_t, std::less<>> number_;
  std::vector<std::string> names_;
  std::vector<row> rows_;
  std::map<std::string, std::vector<std::size_t>> labels_;
  hours_in<double> unit_{1};
};

}  // namespace nines
