// SPDX-License-Identifier: BSL-1.0
// Each verb once, for any scalar: what works for double works for T, and gives the same.
#pragma once

#include <array>
#include <list>
#include <nines/combine.hpp>
#include <nines/repairable.hpp>
#include <vector>

namespace nines_test {

template <class T>
using probabilities = std::vector<nines::probability<T>>;

/// Every verb that only adds, multiplies and divides, of seven parts.
template <class T>
probabilities<T> every_verb(const probabilities<T>& v) {
  using namespace nines;
  const std::list<probability<T>> list(v.begin(), v.end());
  const std::array<probability<T>, 3> three = {v[0], v[1], v[2]};
  return {
      series(v[0], v[1], v[2]),
      series(v),
      series(list),
      series(copies(5, v[3])),
      parallel(v[0], v[1], v[2]),
      parallel(v),
      parallel(list),
      parallel(copies(3, v[3])),
      at_least(2, v[0], v[1], v[2]),
      at_least(5, v),
      at_least(3, v),
      at_least(4, list),
      at_least(2, three),
      at_least(4, copies(5, v[3])),
      at_least(0, v),
      bridge(v[0], v[1], v[2], v[3], v[4]),
      pivot(v[0], v[1], v[2]),
      weighted_vote<T>(4, {{3, v[0]}, {2, v[1]}, {1, v[2]}, {1, v[3]}}),
      soft_dependency(v[0], v[1]),
      cached_dependency(v[0], v[1]),
      retried_dependency(v[0], 3),
      retried_dependency(v[0], 2, v[1]),
      beta_factor(2, copies(3, v[0]), v[1]),
      correlated_at_least(2, copies(4, v[0]), v[1]),
      split_common_cause(v[0], v[1]).common,
      split_common_cause(v[0], v[1]).independent,
      !v[0],
      probability<T>::from_sides(v[0].value(), v[0].complement()),
      probability<T>::from_value(v[6].value()),
      probability<T>::from_complement(v[0].complement()),
      probability<T>::from_odds(v[0].complement()),
  };
}

/// The verbs that do more; from_nines, too, needs elementary functions, which packs do not have.
template <class T>
probabilities<T> other_verbs(const probabilities<T>& v) {
  using namespace nines;
  const failure_domain<T> zone{.self = v[5], .hosts = {{3, v[0]}, {2, v[1], 2}}};
  probabilities<T> results = {
      at_least_capacity(9, failure_domain<T>{.self = v[2], .domains = {zone, zone}}),
      required_own_availability(series(v[0], v[1]), v[1]),
      required_own_availability(series(v[6], v[1]), v[1]),
  };
  if constexpr (!scalar_traits<T>::is_lanes) results.push_back(probability<T>::from_nines(T(2.5)));
  return results;
}

/// Bare numbers that verbs return.
template <class T>
std::vector<T> every_number(const probabilities<T>& v) {
  using namespace nines;
  return {beta_factor_rare_event(2, copies(3, v[0]), v[1]), expected_attempts(v[0], 3),
          v[0].odds()};
}

/// Every verb on repairable parts.
template <class T>
std::vector<nines::repairable<T>> every_repairable(const std::vector<nines::repairable<T>>& v) {
  using namespace nines;
  return {
      series(v[0], v[1], v[2]),     series(v),      series(copies(5, v[3])),
      parallel(v[0], v[1], v[2]),   parallel(v),    parallel(copies(3, v[3])),
      at_least(2, v[0], v[1]),      at_least(5, v), at_least(2, v),
      at_least(4, copies(5, v[3])), at_least(0, v), bridge(v[0], v[1], v[2], v[3], v[4]),
  };
}

/// The seven parts that the above are tried on; the last is mostly down.
inline probabilities<double> seven_parts() {
  probabilities<double> parts;
  for (const double q : {0.25, 0.125, 1e-2, 1e-3, 1e-5, 1e-2})
    parts.push_back(nines::probability<double>::from_complement(q));
  parts.push_back(nines::probability<double>::from_value(0.03125));
  return parts;
}
inline constexpr std::array<std::array<double, 2>, 7> seven_times = {
    {{100, 1}, {720, 4}, {1e4, 0.25}, {8760, 24}, {50, 50}, {1e6, 1}, {2000, 8}}};

template <class T, class Convert>
std::vector<nines::repairable<T>> repairables(const Convert& convert) {
  std::vector<nines::repairable<T>> parts;
  for (const auto& [mttf, mttr] : seven_times)
    parts.push_back(nines::repairable<T>::from_hours(convert(mttf), convert(mttr)));
  return parts;
}

}  // namespace nines_test
