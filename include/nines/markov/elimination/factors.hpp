// SPDX-License-Identifier: BSL-1.0
// The factors of -Q = (D - A) (I - V), front by front: how they are kept and made.
//
// Each front is assembled from the rates of its pivots and from what its children pass on, its
// pivots are eliminated (dense.hpp), and what its border gains waits on a stack for its parent.
// Rates are scaled by a power of two on the way, so that those far slower than the fastest,
// products of many probabilities, have the most room below it.
#pragma once

#include <cmath>
#include <nines/markov/elimination/dense.hpp>
#include <nines/markov/elimination/plan.hpp>

namespace nines::detail {

/// Makes the factors.
template <class T>
class front_elimination {
 public:
  front_elimination(elimination_plan plan, const rate_matrix<T>& rates, std::span<const T> exits)
      : result_(std::move(plan)),
        tree_(result_.plan().fronts()),
        rates_(rates),
        sources_(rates),
        position_(positions(tree_.order)),
        local_(tree_.order.size(), 0),
        scale_(scale_for(rates, exits)) {
    for (const state_number s : tree_.order) exit_.push_back(exits[s] * scale_);
    for (std::size_t f = 0; f < result_.count(); ++f) eliminate(f);
    if (!result_.plan().keeps_last()) unscale();
  }
  [[nodiscard]] front_factors<T> take() { return std::move(result_); }

 private:
  using front = elimination_fronts::front;

  /// A power of two that takes the fastest state near the top of the range of T.
  static T scale_for(const rate_matrix<T>& rates, std::span<const T> exits) {
    if constexpr (std::floating_point<T>) {
      using limits = std::numeric_limits<T>;
      T fastest = limits::min();
      for (std::size_t i = 0; i < exits.size(); ++i) {
        T sum = exits[i];
        for (const auto [to, rate] : row_of(rates, i)) sum += rate;
        fastest = std::max(fastest, sum);
      }
      constexpr int high = limits::max_exponent / 8 * 7;
      return std::ldexp(T(1), std::min(high - std::ilogb(fastest), limits::max_exponent - 1));
    } else {
      return one<T>();
    }
  }
  /// A pivot below this may have lost digits to underflow.
  static T least_pivot() {
    if constexpr (std::numeric_limits<T>::is_specialized)
      return std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon();
    else
      return zero<T>();
  }

  void eliminate(std::size_t f) {
    const front& here = tree_.fronts[f];
    const auto border = tree_.border(here);
    for (std::size_t b = 0; b < border.size(); ++b)
      local_[border[b]] = static_cast<state_number>(here.pivots + b);
    const block<T> top = rows_of(f);
    const block<T> left = result_.left(f);
    assemble_rates(here, top, left);
    for_children(here, [&](const block<T>& part, std::size_t inner) {
      assemble_pivots(part, inner, top, left);
    });

    T* const exit = exit_.data() + here.first;
    const std::size_t done = eliminate_pivots(top, left, exit, result_.pivots(f), least_pivot());
    if (done < here.pivots) fail_pivot(tree_.order[here.first + done]);
    for (std::size_t b = 0; b < border.size(); ++b)
      for (std::size_t k = 0; k < here.pivots; ++k) exit_[border[b]] += left(b, k) * exit[k];

    gain_.assign(border.size() * border.size(), zero<T>());
    const block<T> gain{gain_.data(), border.size(), border.size(), border.size()};
    add_product(gain, left, top.part(0, here.pivots, here.pivots, border.size()));
    for_children(here, [&](const block<T>& part, std::size_t inner) {
      for (std::size_t i = inner; i < part.rows; ++i)
        for (std::size_t j = inner; j < part.cols; ++j)
          gain(place_[i] - here.pivots, place_[j] - here.pivots) += part(i, j);
    });
    pass_on(f);
    if (result_.plan().keeps_last())
      for (std::size_t i = 0; i < here.pivots; ++i)
        std::copy_n(top.row(i), here.pivots, result_.top(f).row(i));
  }

  /// Where the rows of a front's pivots are worked on: where they stay, if all of them do.
  block<T> rows_of(std::size_t f) {
    if (!result_.plan().keeps_last()) return result_.top(f);
    const front& here = tree_.fronts[f];
    rows_.assign(here.pivots * here.size(), zero<T>());
    return {rows_.data(), here.pivots, here.size(), here.size()};
  }
  void assemble_rates(const front& here, const block<T>& top, const block<T>& left) {
    const state_number end = here.first + here.pivots;
    for (std::size_t k = 0; k < here.pivots; ++k) {
      const state_number state = tree_.order[here.first + k];
      for (const auto [to, rate] : row_of(rates_, state)) {
        const state_number j = position_[to];
        if (j >= here.first) top(k, j < end ? j - here.first : local_[j]) += rate * scale_;
      }
      for (const auto [from, rate] : row_of(sources_, state)) {
        const state_number i = position_[from];
        if (i >= end) left(local_[i] - here.pivots, k) += rate * scale_;
      }
    }
  }
  void assemble_pivots(const block<T>& part, std::size_t inner, const block<T>& top,
                       const block<T>& left) {
    for (std::size_t i = 0; i < inner; ++i)
      for (std::size_t j = 0; j < part.cols; ++j) top(place_[i], place_[j]) += part(i, j);
    for (std::size_t i = inner; i < part.rows; ++i)
      for (std::size_t j = 0; j < inner; ++j) left(place_[i] - top.rows, place_[j]) += part(i, j);
  }

  /// Calls action(what it passed on, how many of its border are pivots of `here`) for each child,
  /// with the places of its border in place_.
  template <class Action>
  void for_children(const front& here, Action action) {
    std::size_t end = stack_.size();
    for (std::size_t c = 0; c < here.children; ++c) {
      const front& child = tree_.fronts[waiting_[waiting_.size() - 1 - c]];
      const auto border = tree_.border(child);
      const std::size_t n = border.size();
      place_.resize(n);
      std::size_t inner = 0;
      for (; inner < n && border[inner] < here.first + here.pivots; ++inner)
        place_[inner] = border[inner] - here.first;
      for (std::size_t b = inner; b < n; ++b) place_[b] = local_[border[b]];
      end -= n * n;
      action(block<T>{stack_.data() + end, n, n, n}, inner);
    }
  }
  /// Takes the children of a front from the stack and puts its own gain there.
  void pass_on(std::size_t f) {
    for (std::size_t c = 0; c < tree_.fronts[f].children; ++c) {
      const std::size_t n = tree_.fronts[waiting_.back()].outside;
      stack_.resize(stack_.size() - n * n);
      waiting_.pop_back();
    }
    if (tree_.fronts[f].parent == no_state) return;
    stack_.insert(stack_.end(), gain_.begin(), gain_.end());
    waiting_.push_back(f);
  }

  /// Rates and pivots back to the unit of the chain.
  void unscale() {
    if constexpr (std::floating_point<T>)
      for (std::size_t f = 0; f < result_.count(); ++f) {
        const auto top = result_.top(f);
        const auto left = result_.left(f);
        for (std::size_t k = 0; k < top.rows; ++k) {
          T& pivot = result_.pivots(f)[k];
          pivot = pivot / scale_;
          if (!(pivot >= std::numeric_limits<T>::min()))
            fail_pivot(tree_.order[tree_.fronts[f].first + k]);
          divide(top.row(k), scale_, k);
        }
        divide(left.at, scale_, left.rows * left.cols);
      }
  }

  /// Throws what a pivot near zero means: a state without a way out, or numbers too small.
  [[noreturn]] void fail_pivot(std::size_t state) const {
    std::vector<char> leaves(tree_.order.size(), 0);
    std::vector<std::size_t> work;
    for (std::size_t k = 0; k < exit_.size(); ++k)
      if (exit_[k] > zero<T>() || (result_.plan().keeps_last() && k + 1 == exit_.size()))
        work.push_back(tree_.order[k]);  // it, or one eliminated before it, has an exit
    for (const std::size_t i : work) leaves[i] = 1;
    while (!work.empty()) {
      const std::size_t to = work.back();
      work.pop_back();
      for (const auto [from, rate] : row_of(sources_, to))
        if (leaves[from] == 0) {
          leaves[from] = 1;
          work.push_back(from);
        }
    }
    const auto lost = std::find(leaves.begin(), leaves.end(), 0);
    if (lost != leaves.end())
      fail("elimination", "there is no way out of state " + std::to_string(lost - leaves.begin()));
    give_up("elimination", "the way out of state " + std::to_string(state) +
                               " is too narrow for the range of the scalar type; take a wider one");
  }

  front_factors<T> result_;
  const elimination_fronts& tree_;
  const rate_matrix<T>& rates_;
  column_matrix<T> sources_;
  std::vector<state_number> position_, local_, place_;
  T scale_;
  // of each position: so far, the probability of leaving from eliminated ones
  std::vector<T> exit_;
  std::vector<T> stack_, gain_, rows_;
  std::vector<std::size_t> waiting_;  // the fronts whose gains are on the stack
};

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template class nines::detail::front_elimination<double>;
#endif
