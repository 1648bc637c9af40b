// SPDX-License-Identifier: BSL-1.0
// The stationary distribution of an irreducible chain by elimination of all states but one.
//
// With the states in the order of elimination, where the last one is kept with mass 1,
//   pi_k = (sum over the later i of pi_i a_ik) / d_k,   k from the last but one to the first,
// normalised at the end. Masses may differ by more than the range of T, and what is small on the
// way may lead to what is large: where numbers get near the ends of the range, exponents are
// carried apart, so that only the result is ever rounded to 0.
// Source: Grassmann, Taksar & Heyman 1985.
// Index: GTH algorithm, state reduction.
#pragma once

#include <nines/markov/elimination/factors.hpp>
#include <nines/markov/elimination/wide.hpp>

namespace nines::detail {

/// The masses relative to the last state, in the order of elimination.
template <class Number, class T>
std::vector<Number> relative_masses(const front_factors<T>& factors) {
  const elimination_fronts& plan = factors.plan().fronts();
  std::vector<Number> pi(plan.order.size());
  pi.back() = Number(one<T>());
  for (std::size_t f = factors.count(); f-- > 0;) {
    const auto& here = plan.fronts[f];
    const auto border = plan.border(here);
    const auto left = factors.left(f);
    const auto top = factors.top(f);
    Number* const inner = pi.data() + here.first;
    for (std::size_t k = 0; k < here.pivots; ++k) inner[k] = Number(zero<T>());
    const auto flow = [&](const Number& mass, const T* rates, std::size_t n) {
      for (std::size_t k = 0; k < n; ++k) inner[k] += mass * Number(rates[k]);
    };
    for (std::size_t b = 0; b < border.size(); ++b) flow(pi[border[b]], left.row(b), here.pivots);
    for (std::size_t k = here.pivots; k-- > 0;) {
      inner[k] = inner[k] / Number(factors.pivots(f)[k]);
      flow(inner[k], top.row(k), k);
    }
  }
  return pi;
}

/// Whether no mass came near an end of the range of T.
template <class T>
bool in_range(const std::vector<T>& masses) {
  if constexpr (std::floating_point<T>) {
    constexpr T least = std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon();
    const auto [low, high] = std::minmax_element(masses.begin(), masses.end());
    return *low > least && *high < one<T>() / least;
  }
  return true;
}

}  // namespace nines::detail

namespace nines {

/// The stationary distribution of an irreducible chain, by a plan that keeps the last state.
/// *Throws* domain_error when it is not irreducible, convergence_error when it falls apart within
/// the range of T, or would take more bytes than memory_limit.
template <class T>
std::vector<T> stationary_masses(const rate_matrix<T>& rates, const elimination_plan& plan,
                                 double memory_limit = default_memory_limit) {
  detail::affordable<T>("steady_state", plan, memory_limit);
  const std::vector<T> exits(plan.size(), zero<T>());
  const auto factors = detail::front_elimination<T>(plan, rates, exits).take();
  const auto normalised = [&](const auto& mass) {
    auto sum = mass[0];
    for (std::size_t k = 1; k < mass.size(); ++k) sum += mass[k];
    std::vector<T> pi(mass.size());
    for (std::size_t k = 0; k < mass.size(); ++k)
      pi[plan.fronts().order[k]] = static_cast<T>(mass[k] / sum);
    return pi;
  };
  const std::vector<T> plain = detail::relative_masses<T>(factors);
  if constexpr (std::floating_point<T>)
    if (!detail::in_range(plain))
      return normalised(detail::relative_masses<detail::wide<T>>(factors));
  return normalised(plain);
}
/// The same by a plan of its own.
template <class T>
std::vector<T> stationary_masses(const rate_matrix<T>& rates) {
  return stationary_masses(rates, elimination_plan(rates, true));
}

}  // namespace nines
