// SPDX-License-Identifier: BSL-1.0
// Sums that have a closed form, before anything is computed by quadrature.
//
//   fixed times                       a delay
//   gammas of one scale               gamma, the shapes added: exponentials and Erlangs of one rate
//   exponentials, Erlangs of several  hypoexponential, if nothing else is added
//   uniforms                          uniform_sum, by fours
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/distribution/hypoexponential.hpp>
#include <nines/distribution/uniform_sum.hpp>
#include <vector>
#ifndef NINES_COMPILED
#include <nines/distribution/boost.hpp>
#else
namespace nines {
template <class T>
class gamma_time;  // whoever adds up other scalars than double includes distribution/boost.hpp
}
#endif

namespace nines::detail {

/// The means of the phases of a sum of Erlang distributions; none if a shape is no whole number, or
/// where there are so many that their product of matrices is no shortcut.
template <class T>
std::vector<seconds_in<T>> phases_of(const std::vector<gamma_term<T>>& gammas) {
  std::vector<seconds_in<T>> means;
  for (const auto& g : gammas) {
    const bool is_whole = g.shape <= T(64) && g.shape == T(static_cast<int>(g.shape));
    if (!is_whole || means.size() > 64) return {};
    means.insert(means.end(), static_cast<std::size_t>(g.shape), seconds_in<T>(g.scale));
  }
  return means;
}

/// The distributions, fixed times aside, that a sum of terms is the sum of. `is_all`: nothing else
/// is added.
template <class T>
std::vector<random_time<T>> distributions_of(const sum_terms<T>& terms, bool is_all) {
  std::vector<random_time<T>> dists;
  const auto means = phases_of(terms.gammas);
  if (is_all && terms.widths.empty() && terms.gammas.size() > 1 && !means.empty()) {
    dists.emplace_back(hypoexponential_time<T>(means));
    return dists;
  }
  for (const auto& g : terms.gammas)
    dists.emplace_back(gamma_time<T>(g.shape, seconds_in<T>(g.scale)));
  constexpr std::size_t most = uniform_sum<T>::most_widths;
  for (std::size_t i = 0; i < terms.widths.size(); i += most) {
    const std::size_t end = std::min(i + most, terms.widths.size());
    std::vector<T> widths;
    for (std::size_t j = i; j < end; ++j) widths.push_back(terms.widths[j]);
    dists.emplace_back(uniform_sum<T>(seconds_in<T>(zero<T>()), std::move(widths)));
  }
  return dists;
}

#ifdef NINES_COMPILED
/// The same of double, compiled once: what it needs of Boost.Math is not needed here.
std::vector<random_time<double>> distributions_of(const sum_terms<double>& terms, bool is_all);
#endif

/// The steps as a delay and distributions; steps whose sum has a closed form are put together.
template <class T>
struct merged_steps {
  T delay = zero<T>();
  std::vector<random_time<T>> dists;
};
template <class T>
merged_steps<T> merged(const std::vector<random_time<T>>& steps) {
  merged_steps<T> result;
  sum_terms<T> terms;
  for (const auto& step : steps) {
    if (const auto closed = step.terms())
      terms.add(*closed);
    else
      result.dists.push_back(step);
  }
  terms.merge_scales();
  const auto closed = distributions_of(terms, result.dists.empty());
  result.dists.insert(result.dists.end(), closed.begin(), closed.end());
  result.delay = terms.fixed;
  return result;
}

}  // namespace nines::detail
