// SPDX-License-Identifier: BSL-1.0
// A vector carried to time t by the dense matrix of a small chain: see squaring.hpp.
//
// A probability that has decayed to exp(-x) is known to x times the error of x, some 2000 epsilon
// at 1e-300. Where states are few and some are left for good, such probabilities are computed again
// in long double, which leaves some epsilon of the double; it takes ten times as long.
#pragma once

#include <nines/markov/transient/evolution.hpp>
#include <nines/markov/transient/squaring.hpp>

namespace nines::detail {

/// Up to this number of states long double is affordable.
inline constexpr std::size_t few_states = 64;

/// Among states that are never left, in the precision of W.
template <class W, class T>
evolution<T> evolve_squared_in(const rate_matrix<T>& rates, const time_question<T>& asked) {
  const rate_matrix<W> wide = rates.template cast<W>();
  std::vector<W> exits(asked.v.size(), zero<W>());
  for (Eigen::Index i = 0; i < wide.rows(); ++i)
    for (const auto [to, rate] : row_of(wide, i)) exits[static_cast<std::size_t>(i)] += rate;
  const auto m = transition_by_squaring<W>(wide, exits, W(asked.t), asked.order > 0);
  using column = Eigen::Matrix<W, Eigen::Dynamic, 1>;
  column x(wide.rows());
  for (std::size_t i = 0; i < asked.v.size(); ++i) x[static_cast<Eigen::Index>(i)] = W(asked.v[i]);
  evolution<T> result;
  result.report = {"squaring", m.squarings, 0};
  for (std::size_t o = 0; o <= static_cast<std::size_t>(asked.order); ++o) {
    const dense_matrix<W>& by = o == 0 ? m.probabilities : m.time;
    const column y = asked.way == direction::forward ? column(by.transpose() * x) : column(by * x);
    for (const W& entry : y) result.of_order[o].push_back(static_cast<T>(entry));
  }
  return result;
}

/// Whether some states are left for good, and an entry is so small that it may have decayed.
template <class T>
bool may_have_decayed(const rate_matrix<T>& rates, const std::vector<T>& entries) {
  const bool is_small = std::any_of(entries.begin(), entries.end(), [](const T& x) {
    return x > zero<T>() && x < constant<T>(1e-50);
  });
  if (!is_small) return false;
  const state_classes classes = communicating_classes(rates);
  return classes.closed.size() < classes.members.size();
}

/// Among the states seen, with an integral if one is asked for.
template <class T>
evolution<T> evolve_squared(const visible_states<T>& seen, const time_question<T>& asked) {
  const restricted_chain<T> all = seen.all();
  const std::vector<T> start = pick(asked.v, all.states);
  const time_question<T> among{asked.way, start, asked.t, asked.order};
  auto result = evolve_squared_in<T>(all.rates, among);
  if constexpr (std::same_as<T, double>)
    if (start.size() <= few_states && may_have_decayed(all.rates, result.of_order[0]))
      result = evolve_squared_in<long double>(all.rates, among);
  for (auto& entries : result.of_order) {
    if (entries.empty()) continue;
    std::vector<T> in_place(asked.v.size(), zero<T>());
    put(entries, all.states, in_place);
    entries = std::move(in_place);
  }
  return result;
}

}  // namespace nines::detail
