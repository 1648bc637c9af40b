// SPDX-License-Identifier: BSL-1.0
// Which states of a chain have to do with each other: the graph that orderings work on.
//
// Eliminating a state links all its neighbours. Directions are dropped: for chains, most of whose
// transitions have one back, this costs little fill and makes fronts and trees simple.
#pragma once

#include <Eigen/SparseCore>
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace nines::detail {

/// The number of a state, or of its position in an order.
using state_number = std::uint32_t;
inline constexpr state_number no_state = ~state_number{0};

/// The inverse of an order: where each state stands in it.
inline std::vector<state_number> positions(std::span<const state_number> order) {
  std::vector<state_number> position(order.size());
  for (state_number k = 0; k < order.size(); ++k) position[order[k]] = k;
  return position;
}

/// The neighbours of each state, ascending; a transition either way makes two states neighbours.
class state_graph {
 public:
  state_graph() = default;
  template <class T>
  explicit state_graph(const Eigen::SparseMatrix<T, Eigen::RowMajor>& rates)
      : size_(static_cast<state_number>(rates.rows())) {
    const auto back = sources(rates);
    start_.reserve(size_ + std::size_t{1});
    start_.push_back(0);
    neighbours_.reserve(back.neighbours_.size() + back.neighbours_.size() / 2);
    for (state_number i = 0; i < size_; ++i) {
      const auto [first, last] = row(rates, i);
      const auto other = back[i];
      std::set_union(first, last, other.begin(), other.end(), std::back_inserter(neighbours_));
      start_.push_back(neighbours_.size());
    }
  }

  [[nodiscard]] state_number size() const { return size_; }
  [[nodiscard]] std::size_t links() const { return neighbours_.size(); }
  [[nodiscard]] std::span<const state_number> operator[](std::size_t state) const {
    return {neighbours_.data() + start_[state], neighbours_.data() + start_[state + 1]};
  }
  /// The links among some states, renumbered in the order given. `number` is scratch: no_state for
  /// every state, before and after.
  [[nodiscard]] state_graph among(std::span<const state_number> states,
                                  std::vector<state_number>& number) const {
    state_graph result;
    result.size_ = static_cast<state_number>(states.size());
    for (state_number i = 0; i < result.size_; ++i) number[states[i]] = i;
    result.start_.push_back(0);
    for (const state_number s : states) {
      for (const state_number t : (*this)[s])
        if (number[t] != no_state) result.neighbours_.push_back(number[t]);
      result.start_.push_back(result.neighbours_.size());
    }
    for (const state_number s : states) number[s] = no_state;
    return result;
  }

 private:
  template <class T>
  static auto row(const Eigen::SparseMatrix<T, Eigen::RowMajor>& rates, state_number i) {
    const int* const columns = rates.innerIndexPtr();
    const int* const starts = rates.outerIndexPtr();
    return std::pair(columns + starts[i], columns + starts[i + 1]);
  }
  /// Where transitions into each state come from.
  template <class T>
  static state_graph sources(const Eigen::SparseMatrix<T, Eigen::RowMajor>& rates) {
    state_graph back;
    const auto n = static_cast<std::size_t>(rates.rows());
    back.start_.assign(n + 1, 0);
    for (state_number i = 0; i < n; ++i)
      for (auto [to, last] = row(rates, i); to != last; ++to)
        ++back.start_[static_cast<std::size_t>(*to) + 1];
    for (std::size_t i = 0; i < n; ++i) back.start_[i + 1] += back.start_[i];
    back.neighbours_.resize(back.start_[n]);
    auto place = back.start_;
    for (state_number i = 0; i < n; ++i)
      for (auto [to, last] = row(rates, i); to != last; ++to)
        back.neighbours_[place[static_cast<std::size_t>(*to)]++] = i;
    return back;
  }

  state_number size_ = 0;
  std::vector<std::size_t> start_;
  std::vector<state_number> neighbours_;
};

}  // namespace nines::detail
