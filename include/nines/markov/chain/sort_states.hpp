// SPDX-License-Identifier: BSL-1.0
// An explored model with its states sorted, instead of in the order in which they were found.
//
//   const auto model = nines::sort_states(nines::explore(initial, transitions));   // by operator<
//
// Sweeps and steps through time depend on the order of the states. Where a state is a tuple of
// counts, sorting may put what exchanges most side by side, at few distances: the long run of a
// workstation cluster of 151 060 states then takes 44 sweeps instead of 144, that of a polling
// system, sorted by the place of its server first, 44 instead of 394. It may also do harm: a tandem
// of queues takes 1484 instead of 488. Try it on a small model of the kind.
#pragma once

#include <nines/markov/chain/explored.hpp>

namespace nines {

namespace detail {

template <class State, class T>
class state_sorter {
 public:
  state_sorter(explored<State, T>& model, std::vector<int> order)
      : model_(model), order_(std::move(order)), number_(order_.size()) {
    for (std::size_t k = 0; k < order_.size(); ++k) number_[at(order_[k])] = static_cast<int>(k);
  }

  void sort() {
    chain<T>& c = model_.chain_;
    c.rates_ = sorted(c.rates_);
    c.exit_rates_ = sorted(c.exit_rates_);
    if (!c.names_.empty()) c.names_ = sorted(c.names_);
    for (auto& [name, reward] : c.rewards_) reward = sorted(reward);
    for (auto& label : c.labels_) {
      const state_set& old = label.second;
      label.second =
          state_set::where(old.size(), [&](std::size_t k) { return old.contains(at(order_[k])); });
    }
    state_index<State> index;
    for (const int old : order_) index.insert(State(model_.states()[at(old)]));
    model_.index_ = std::move(index);
    std::unordered_map<int, T> loops;
    for (const auto& [old, rate] : model_.loops_) loops.emplace(number_[at(old)], rate);
    model_.loops_ = std::move(loops);
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }

  template <class V>
  std::vector<V> sorted(const std::vector<V>& all) const {
    std::vector<V> result;
    result.reserve(all.size());
    for (const int old : order_) result.push_back(all[at(old)]);
    return result;
  }
  rate_matrix<T> sorted(const rate_matrix<T>& rates) const {
    rate_matrix<T> result(rates.rows(), rates.cols());
    result.reserve(rates.nonZeros());
    std::vector<std::pair<int, T>> row;
    for (std::size_t k = 0; k < order_.size(); ++k) {
      row.clear();
      for (const auto [to, rate] : row_of(rates, order_[k])) row.emplace_back(number_[to], rate);
      std::sort(row.begin(), row.end(),
                [](const auto& a, const auto& b) { return a.first < b.first; });
      result.startVec(static_cast<Eigen::Index>(k));
      for (const auto& [to, rate] : row) result.insertBack(static_cast<Eigen::Index>(k), to) = rate;
    }
    result.finalize();
    return result;
  }

  explored<State, T>& model_;
  std::vector<int> order_;   // the old number of each state
  std::vector<int> number_;  // the new one
};

}  // namespace detail

/// The model with its states numbered in the order of `less`, labels and rewards with them. The
/// initial state is index_of(initial). *Cost*: n log n comparisons, and a second matrix of rates
/// for a while.
template <class State, class T, class Less = std::less<>>
[[nodiscard]] explored<State, T> sort_states(explored<State, T> model, const Less& less = {}) {
  const auto& states = model.states();
  std::vector<int> order(states.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<int>(k);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return less(states[static_cast<std::size_t>(a)], states[static_cast<std::size_t>(b)]);
  });
  detail::state_sorter<State, T>(model, std::move(order)).sort();
  return model;
}

}  // namespace nines
