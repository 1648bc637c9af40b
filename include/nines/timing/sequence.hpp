// SPDX-License-Identifier: BSL-1.0
// sequence(a, b, c): one after the other. repeat(n, a): the same, n times.
//
//   F = F_a * F_b * F_c   (convolution)      mean and variance are sums
//
// Assumes independent steps. Accuracy: 1e-9 relative on both tails down to 1e-12, and on quantiles
// (some 1e-12 is usual); below 1e-20 a tail is only right in absolute terms, below 1e-26 it is 0.
// The chances of each sum are added up as a check: convergence_error when they miss 1e-10. Cost:
// about a millisecond per step, once; a chance then costs a microsecond, a quantile ten. Steps of
// one fixed time only delay; the smoothest of the others are summed first, which leaves the fewest
// breakpoints.
#pragma once

#include <nines/timing/convolution.hpp>
#include <nines/timing/law_list.hpp>

namespace nines {

/// A law that is known by its table: what sequence() returns. Immutable, cheap to copy.
template <class T = double>
class tabulated_law : public law_members<tabulated_law<T>, T> {
 public:
  tabulated_law(detail::tabulated<T> table, T mean, T variance)
      : table_(std::make_shared<const detail::tabulated<T>>(std::move(table))),
        mean_(std::move(mean)),
        variance_(std::move(variance)) {}

  [[nodiscard]] law_instant<T> at(const T& t) const {
    if (t < table_->origin) return {};
    return table_->at(t - table_->origin);  // a time since the shortest
  }
  [[nodiscard]] law_outline<T> outline() const {
    const T& origin = table_->origin;
    law_outline<T> law{origin,        origin + table_->most, origin + table_->reach,
                       table_->atoms, table_->breakpoints,   table_->finishes};
    for (auto& a : law.atoms) a.time += origin;
    for (auto& b : law.breakpoints) b.time += origin;
    return law;
  }
  [[nodiscard]] T mean_seconds() const { return mean_; }
  [[nodiscard]] T variance_seconds() const { return variance_; }
  [[nodiscard]] const detail::tabulated<T>& table() const { return *table_; }

 private:
  std::shared_ptr<const detail::tabulated<T>> table_;
  T mean_, variance_;
};

namespace detail {

/// The order of the roughest point of a law.
template <class T>
T roughness(const tabulated<T>& law) {
  if (!law.atoms.empty()) return T(-1);
  T order = smooth<T>;
  for (const auto& b : law.breakpoints) order = std::min(order, b.order);
  return order;
}
template <class T>
bool is_fixed(const tabulated<T>& law) {
  return law.pieces.empty() && law.atoms.size() == 1 && law.finishes.complement() == zero<T>();
}

/// The table of a sum.
template <class T>
tabulated<T> sum_of_tables(std::vector<tabulated<T>> tables) {
  std::stable_sort(tables.begin(), tables.end(), [](const auto& a, const auto& b) {
    return is_fixed(a) != is_fixed(b) ? is_fixed(b) : roughness(a) > roughness(b);
  });
  tabulated<T> sum = std::move(tables.front());
  for (std::size_t i = 1; i < tables.size(); ++i)
    sum = is_fixed(tables[i]) ? later(std::move(sum), tables[i].origin) : convolved(sum, tables[i]);
  return sum;
}

template <class T>
duration_law<T> sequence_of(const std::vector<duration_law<T>>& steps) {
  if (steps.size() == 1) return steps.front();
  T mean = zero<T>();
  T variance = zero<T>();
  std::vector<tabulated<T>> tables;
  for (const auto& step : steps) {
    mean += step.mean_seconds();
    variance += step.variance_seconds();
    tables.push_back(step.table());
  }
  return tabulated_law<T>(sum_of_tables(std::move(tables)), mean, variance);
}

}  // namespace detail

/// The time of steps one after the other. *Assumes* independent steps. *Throws* domain_error for an
/// empty range; convergence_error where the promise of this header is not kept.
template <timing_law First, timing_law... Rest>
[[nodiscard]] auto sequence(const First& first, const Rest&... rest) {
  return detail::sequence_of(detail::listed(first, rest...));
}
template <law_range R>
[[nodiscard]] auto sequence(const R& steps) {
  return detail::sequence_of(detail::listed("sequence", steps));
}

/// The time of a step n times over, independent each time; at most 2 log2(n) sums. *Throws* as
/// sequence(), and domain_error for n = 0.
template <timing_law Law>
[[nodiscard]] auto repeat(std::size_t n, const Law& step) {
  using T = typename Law::scalar_type;
  if (n == 0) detail::fail("repeat", "n", n, "1 or more");
  std::vector<duration_law<T>> parts;
  duration_law<T> power = step;
  for (; n > 0; n /= 2) {
    if (n % 2 == 1) parts.push_back(power);
    if (n > 1) power = sequence(power, power);
  }
  return sequence(parts);
}

}  // namespace nines
