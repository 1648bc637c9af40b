// SPDX-License-Identifier: BSL-1.0
// The plan of a sweep: in which steps links and nodes are decided, and which slot of the frontier
// each open node has meanwhile.
//
// Each decision is a step (decision_sequence.hpp). A node, or a shared-risk group, takes the lowest
// free slot before its first link and gives it back after its last.
// Index: frontier-based search.
#pragma once

#include <nines/network/decision_sequence.hpp>
#include <nines/network/frontier_step.hpp>
#include <nines/network/problem.hpp>
#include <nines/network/state/sweep_cost.hpp>
#include <nines/network/state/twin_finder.hpp>
#include <nines/network/state/undecided_links.hpp>

namespace nines::detail {

/// All steps, and how many slots they need.
template <class T>
class frontier_plan {
 public:
  /// The problem must outlive the plan.
  frontier_plan(const connection_problem<T>& problem, const node_order& order,
                links_with_node which = links_with_node::to_earlier)
      : problem_(&problem), which_(which), terminals_to_come_(problem.terminal_count()) {
    const std::size_t n = problem.nodes.size();
    uses_.resize(n + problem.groups.size());
    cost_.be_dense(problem.links.size() > 3 * n);
    place_.assign(n, 0);
    if (problem.is_directed) undecided_ = {n, problem.links};
    for (std::size_t i = 0; i < n; ++i) place_[order[i]] = i;
    for (const auto& item : decision_sequence(problem, place_, which).of(order)) use(item);
    allot_slots();
  }

  [[nodiscard]] const std::vector<frontier_step<T>>& steps() const { return steps_; }
  [[nodiscard]] std::size_t slot_count() const { return slot_count_; }
  [[nodiscard]] const std::vector<sweep_decision>& decisions() const { return decisions_; }
  [[nodiscard]] bool is_directed() const { return problem_->is_directed; }
  /// The slot of a directed problem's source.
  [[nodiscard]] frontier_slot source_slot() const { return uses_[problem_->source].at; }
  [[nodiscard]] const frontier_slot* begin(const slot_range& range) const {
    return slots_.data() + range.begin;
  }
  [[nodiscard]] const frontier_slot* end(const slot_range& range) const {
    return slots_.data() + range.end;
  }

  /// Looks for nodes that are alike after each step, so that states which differ only by them are
  /// one. Returns whether there are any.
  bool find_twins() {
    if (problem_->is_directed) return false;
    twin_finder finder(*problem_);
    std::vector<std::vector<std::size_t>> leaving(steps_.size());
    for (std::size_t v = 0; v < problem_->nodes.size(); ++v)
      if (uses_[v].first != never_used) leaving[uses_[v].last].push_back(v);
    bool has_any = false;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      for (const std::size_t v : nodes_of(decisions_[i]))
        if (uses_[v].first == i) finder.open(v);
      if (steps_[i].is_link) finder.decide(decisions_[i].index);
      for (const std::size_t v : leaving[i]) finder.close(v);
      steps_[i].twins = list_twins(finder);
      if (i > 0 && !are_equal(steps_[i].twins, steps_[i - 1].twins))  // an index
        steps_[i].keeps = kept_outcome::neither;
      has_any |= steps_[i].twins.begin != steps_[i].twins.end;
    }
    return has_any;
  }

  /// How much work a sweep over all states may be, but for a factor, in natural logarithms: a sum
  /// over the steps of how many states each may have.
  [[nodiscard]] double log_cost() const {
    return cost_.log_total([this](std::size_t i) {
      return twin_classes{begin(steps_[i].twins), end(steps_[i].twins)};
    });
  }

 private:
  using kind = sweep_decision::kind;
  static constexpr auto never_used = static_cast<std::size_t>(-1);
  /// When a node, or behind those a group, is on the frontier.
  struct lifetime {
    std::size_t first = never_used, last = 0;
    frontier_slot at = 0;
  };

  void use(const sweep_decision& item) {
    const std::size_t now = decisions_.size();
    decisions_.push_back(item);
    const auto touch = [&](std::size_t object) {
      auto& life = uses_[object];
      if (life.first == never_used) life.first = now;
      life.last = now;
    };
    const std::size_t groups = problem_->nodes.size();
    if (item.what == kind::group) return touch(groups + item.index);
    if (item.what == kind::node) {
      touch(item.index);
      for (const std::size_t g : problem_->nodes[item.index].groups) touch(groups + g);
      return;
    }
    touch(problem_->links[item.index].from);
    touch(problem_->links[item.index].to);
    for (const std::size_t g : problem_->links[item.index].groups) touch(groups + g);
  }

  void allot_slots() {
    std::vector<std::vector<std::size_t>> entering(decisions_.size()), leaving(decisions_.size());
    for (std::size_t object = 0; object < uses_.size(); ++object)
      if (uses_[object].first != never_used) {
        entering[uses_[object].first].push_back(object);
        leaving[uses_[object].last].push_back(object);
      }
    for (std::size_t i = 0; i < decisions_.size(); ++i) {
      const bool is_passed_on = pass_on(i, entering[i], leaving[i]);
      for (const std::size_t object : entering[i]) take_slot(object);
      note_load(decisions_[i]);
      steps_.push_back(make_step(decisions_[i], entering[i], leaving[i]));
      steps_.back().is_passed_on = is_passed_on;
      if (!problem_->is_directed) steps_.back().keeps = steps_.back().kept();
      for (const std::size_t object : leaving[i]) {
        is_free_[uses_[object].at] = true;
        --open_;
      }
    }
    slot_count_ = is_free_.size();
  }
  /// Whether a link's one end leaves when the other comes: then that takes its slot, if neither is
  /// decided on its own and the newcomer is no terminal.
  bool pass_on(std::size_t step, std::vector<std::size_t>& entering,
               std::vector<std::size_t>& leaving) {
    const auto& item = decisions_[step];
    if (problem_->is_directed || item.what != kind::link || entering.size() != 1 ||
        leaving.size() != 1 || entering == leaving)
      return false;
    const std::size_t comes = entering.front(), goes = leaving.front();
    const std::size_t nodes = problem_->nodes.size();
    if (comes >= nodes || goes >= nodes || problem_->nodes[comes].is_terminal ||
        problem_->nodes[goes].can_fail() || !problem_->links[item.index].groups.empty())
      return false;
    uses_[comes].at = uses_[goes].at;
    entering.clear();
    leaving.clear();
    return true;
  }
  /// Notes what a step has open, and at how many nodes all links so far meet.
  void note_load(const sweep_decision& item) {
    if (item.what == kind::link) {
      const auto& link = problem_->links[item.index];
      const bool from_first = place_[link.from] < place_[link.to];
      const bool with_first = which_ == links_with_node::to_later;
      cost_.note_hub(from_first == with_first ? link.from : link.to);
    }
    cost_.note_step(open_);
  }
  [[nodiscard]] std::vector<std::size_t> nodes_of(const sweep_decision& item) const {
    if (item.what == kind::group) return {};
    if (item.what == kind::node) return {item.index};
    return {problem_->links[item.index].from, problem_->links[item.index].to};
  }
  [[nodiscard]] bool are_equal(const slot_range& a, const slot_range& b) const {
    return std::equal(begin(a), end(a), begin(b), end(b));
  }
  [[nodiscard]] slot_range list_twins(twin_finder<connection_problem<T>>& finder) {
    const auto begin = static_cast<std::uint32_t>(slots_.size());
    finder.each_class([this](auto first, auto last) {
      slots_.push_back(static_cast<frontier_slot>(last - first));
      for (; first != last; ++first) slots_.push_back(uses_[first->second].at);
    });
    return {begin, static_cast<std::uint32_t>(slots_.size())};
  }
  void take_slot(std::size_t object) {
    std::size_t lowest = 0;
    while (lowest < is_free_.size() && !is_free_[lowest]) ++lowest;
    if (lowest == is_free_.size()) is_free_.push_back(true);
    if (is_free_.size() > 0x7fff) give_up("network", "has more than 32767 nodes open at a time");
    is_free_[lowest] = false;
    uses_[object].at = static_cast<frontier_slot>(lowest);
    ++open_;
  }

  [[nodiscard]] slot_range list_slots(const std::vector<std::size_t>& objects) {
    const auto begin = static_cast<std::uint32_t>(slots_.size());
    for (const std::size_t object : objects) slots_.push_back(uses_[object].at);
    return {begin, static_cast<std::uint32_t>(slots_.size())};
  }
  [[nodiscard]] slot_range group_slots(std::vector<std::size_t> groups) {
    for (std::size_t& g : groups) g += problem_->nodes.size();
    return list_slots(groups);
  }
  [[nodiscard]] frontier_step<T> make_step(const sweep_decision& item,
                                           const std::vector<std::size_t>& entering,
                                           const std::vector<std::size_t>& leaving) {
    frontier_step<T> step;
    fill_decision(step, item);
    std::vector<std::size_t> plain, marked;
    for (const std::size_t object : entering) {
      const bool is_terminal =
          object < problem_->nodes.size() && problem_->nodes[object].is_terminal;
      if (is_terminal) --terminals_to_come_;
      step.is_source |= is_terminal && object == problem_->source;
      if (step.is_link) (is_terminal ? marked : plain).push_back(object);
    }
    step.enter = list_slots(plain);
    step.enter_marked = list_slots(marked);
    step.leave = list_slots(leaving);
    for (const std::size_t object : leaving) {
      step.is_last_of_from |= step.is_link && uses_[object].at == step.from;
      step.is_last_of_to |= step.is_link && uses_[object].at == step.to;
    }
    step.terminals_to_come = static_cast<std::uint32_t>(terminals_to_come_);
    if (problem_->is_directed) note_done(step, item, entering, leaving);
    return step;
  }

  void note_done(frontier_step<T>& step, const sweep_decision& item,
                 const std::vector<std::size_t>& entering,
                 const std::vector<std::size_t>& leaving) {
    const auto update = [this](std::size_t v, bool is_open) {
      undecided_.update(v, uses_[v].at, is_open);
    };
    for (const std::size_t object : entering)
      if (object < problem_->nodes.size()) update(object, true);
    if (item.what == kind::link) {
      const auto& link = problem_->links[item.index];
      undecided_.decide(link.from, link.to);
      update(link.from, true);
      update(link.to, true);
    }
    for (const std::size_t object : leaving)
      if (object < problem_->nodes.size()) update(object, false);
    step.in_done = undecided_.in_done();
    step.out_done = undecided_.out_done();
  }
  void fill_decision(frontier_step<T>& step, const sweep_decision& item) {
    if (item.what == kind::link) {
      const auto& link = problem_->links[item.index];
      step.is_link = true;
      step.up = link.up;
      step.from = uses_[link.from].at;
      step.to = uses_[link.to].at;
      step.groups = group_slots(link.groups);
    } else if (item.what == kind::node) {
      const auto& node = problem_->nodes[item.index];
      step.up = node.up;
      step.from = uses_[item.index].at;
      step.groups = group_slots(node.groups);
      step.is_terminal = node.is_terminal;
    } else {
      step.up = problem_->groups[item.index];
      step.from = uses_[problem_->nodes.size() + item.index].at;
    }
  }

  const connection_problem<T>* problem_;
  links_with_node which_;
  std::size_t terminals_to_come_;
  std::vector<std::size_t> place_;  // of a node in the order
  std::vector<sweep_decision> decisions_;
  std::vector<lifetime> uses_;
  std::vector<frontier_step<T>> steps_;
  std::vector<frontier_slot> slots_;
  std::vector<bool> is_free_;
  undecided_links undecided_;
  sweep_cost cost_;
  std::size_t open_ = 0, slot_count_ = 0;
};

}  // namespace nines::detail
