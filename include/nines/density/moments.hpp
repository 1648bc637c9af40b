// SPDX-License-Identifier: BSL-1.0
// Mean and variance of a distribution that is known by its tables: moments without a closed form.
//
//   mean = sum of (origin + t) dF over the tables      variance = sum of (origin + t - mean)^2 dF
//
// A table ends where 1e-24 is left. Where what lies beyond may count for a moment, the tail being
// heavy, it is refused.
#pragma once

#include <nines/density/table_parts.hpp>
#include <span>

namespace nines::detail {

/// A moment of order k of a table that has no end. Throws where what lies beyond it may count: the
/// last eighth of it counts, and the tail falls there more slowly than a power of 4 k.
template <class T>
T settled(const char* function, const tabulated<T>& table, const T& moment, int k) {
  const T late = table.reach * T(0.875);
  const T left = table.at(late).cdf.complement();
  const T most = T(1e-10) * moment / (k == 1 ? table.reach : T(table.reach * table.reach));
  const T falls = log_of(T(std::max(left, T(negligible_mass)) / T(negligible_mass))) /
                  log_of(T(table.reach / late));  // the power of time that takes it to the end
  const bool is_steep = falls >= T(4 * k) && T(2 * negligible_mass) <= most;
  if (table.reach < table.max && !(left <= most) && !is_steep)
    give_up(function, "what is left after " + describe(T(table.origin + table.reach)) +
                          " s counts, or makes it infinite");
  return moment;
}

/// The mean of a distribution in tables, from their origins on.
template <class T>
T mean_of_tables(std::span<const tabulated<T>> tables, const T& origin) {
  T mean = zero<T>();
  for (const auto& table : tables)
    mean += (table.origin - origin) * table.completion.value() +  // of input data
            table.sum([](const T& t) { return t; });
  return mean;
}
}  // namespace nines::detail

namespace nines {

/// The mean of a distribution in tables, in seconds; infinite if it may never end. *Throws*
/// convergence_error where the tail is so heavy that what lies beyond a table might count.
template <class T>
T mean_of(std::span<const tabulated<T>> tables, const probability<T>& completion) {
  if (completion.complement() > zero<T>()) return std::numeric_limits<T>::infinity();
  const T mean = detail::mean_of_tables(tables, zero<T>());
  for (const auto& table : tables) (void)detail::settled("mean", table, mean, 1);
  return mean;
}
/// The variance of a distribution in tables, in seconds squared; infinite and refused as mean_of().
template <class T>
T variance_of(std::span<const tabulated<T>> tables, const probability<T>& completion) {
  if (completion.complement() > zero<T>()) return std::numeric_limits<T>::infinity();
  if (tables.empty()) return zero<T>();
  const T& origin = tables.front().origin;  // near which their differences keep their digits
  const T mean = detail::mean_of_tables(tables, origin);
  T variance = zero<T>();
  for (const auto& table : tables) {
    const T since = table.origin - origin;
    variance += table.sum([&](const T& t) {
      const T off = since + t - mean;  // only its square is added
      return off * off;
    });
  }
  for (const auto& table : tables) (void)detail::settled("variance", table, variance, 2);
  return variance;
}
/// The mean of a distribution by one table.
template <class T>
T mean_of(const tabulated<T>& table) {
  return mean_of<T>({&table, 1}, table.completion);
}
/// The variance of a distribution by one table.
template <class T>
T variance_of(const tabulated<T>& table) {
  return variance_of<T>({&table, 1}, table.completion);
}
/// The mean of a distribution in parts.
template <class T>
T mean_of(const table_parts<T>& dist) {
  return mean_of<T>(dist.tables, dist.completion);
}
/// The variance of a distribution in parts.
template <class T>
T variance_of(const table_parts<T>& dist) {
  (void)mean_of(dist);  // what hides a mean hides a variance, too
  return variance_of<T>(dist.tables, dist.completion);
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template double nines::mean_of(std::span<const nines::tabulated<double>>,
                                      const nines::probability<double>&);
extern template double nines::variance_of(std::span<const nines::tabulated<double>>,
                                          const nines::probability<double>&);
#endif
