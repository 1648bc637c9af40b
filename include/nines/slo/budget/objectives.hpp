// SPDX-License-Identifier: BSL-1.0
// Availability as it is measured, and several objectives as one, in each of the conventions.
//
//   of counts, a request_count {failed, total} for each slice of time:
//     by_occurrences(slices)             good requests of all requests
//     by_timeslices(slices, 99_percent)  good slices of all slices: those that reach an objective
//     by_ratio_timeslices(slices)        the mean of the slices' own ratios
//   of several services, a list of slices each:
//     by_occurrences: all requests of all together
//     by_timeslices: a slice is good if it is good for each
//     by_ratio_timeslices: what is missing from 1 adds up, slice by slice
//   of objectives alone:
//     composite_occurrences(objectives, weights)     the mean, weighted by requests
//     composite_timeslices(objectives)               between bad slices that never meet, and always
//     composite_ratio_timeslices(objectives)         95 % and 95 % are 90 %
//
// The conventions differ widely: one API of 50 % with 100 requests beside one of 99.9 % with a
// million is 99.895 % by requests and 74.95 % by APIs. OpenSLO (budgetingMethod) has the terms, and
// calls the last "the average of all time slices' success ratios", which says nothing of a slice
// without requests. Here it is good, and all of it: its ratio counts as 1, as agreements have it
// that take the mean error rate of every five minutes of a month (Amazon S3). To leave such slices
// out, leave them out of the list. "Availability and Beyond" (AWS), "Measuring availability".
// Accuracy: n + 2 epsilon on both sides; of several services see by_ratio_timeslices.
// Index: service level indicator (SLI), request-based and time-slice objectives.
#pragma once

#include <algorithm>
#include <limits>
#include <nines/distribution/singularities.hpp>
#include <nines/duration/downtime.hpp>
#include <nines/probability/bounds.hpp>
#include <span>
#include <vector>

namespace nines {

/// Requests of a service in a slice of time, and how many of them failed.
template <class T = double>
struct request_count {
  T failed;  ///< of the total; from 0 to total
  T total;   ///< all requests of the slice; may be 0
};

namespace detail {

template <class T>
using slices = std::span<const request_count<T>>;

template <class T>
void check_slices(const char* function, slices<T> list) {
  if (list.empty()) fail(function, "there are no slices");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string name = "slices[" + std::to_string(i) + "]";
    if (!is_nonnegative(list[i].total) || !is_finite(list[i].total))
      fail(function, name + ".total", list[i].total, "0 or more, and finite");
    if (!is_nonnegative(list[i].failed) || !(list[i].failed <= list[i].total))
      fail(function, name + ".failed", list[i].failed, "from 0 to the total");
  }
}
/// Several services: at least one, of as many slices each.
template <class T>
void check_services(const char* function, const std::vector<std::vector<request_count<T>>>& list) {
  if (list.empty()) fail(function, "there are no services");
  for (const auto& service : list) {
    check_slices<T>(function, service);
    if (service.size() != list.front().size())
      fail(function, "number of slices", service.size(), "the same for each service");
  }
}

template <class T>
T number(std::size_t n) {
  return constant<T>(static_cast<double>(n));
}
/// The good share of the requests; of none it is all.
template <class T>
probability<T> ratio_of(const request_count<T>& slice) {
  if (!(slice.total > zero<T>())) return probability<T>::always();
  const T good = slice.total - slice.failed;
  return {unchecked, good / slice.total, slice.failed / slice.total};
}
/// Whether a slice keeps an objective: 29 failures of 100 keep 71 %. Of requests that are counted
/// one more is one too many, whatever the objective.
template <class T>
bool keeps(const request_count<T>& slice, const probability<T>& objective) {
  if (!(objective.complement() > zero<T>())) return !(slice.failed > zero<T>());
  return reaches(ratio_of(slice), objective, T(4 * std::numeric_limits<T>::epsilon()));
}
/// What is left when the shares that fail add up: of that of the worst.
template <class T>
probability<T> what_is_left(const std::vector<probability<T>>& all) {
  const auto worst = std::min_element(all.begin(), all.end());
  T others = zero<T>();
  for (auto p = all.begin(); p != all.end(); ++p)
    if (p != worst) others += p->complement();
  if (others >= worst->value()) return probability<T>::never();
  return {unchecked, worst->value() - others,  // of input data; see by_ratio_timeslices
          worst->complement() + others};
}
template <class T>
probability<T> share_of(std::size_t good, std::size_t all) {
  return {unchecked, number<T>(good) / number<T>(all), number<T>(all - good) / number<T>(all)};
}

}  // namespace detail

/// Good requests of all requests. *Throws* domain_error for bad counts, as all below, or none.
template <class T>
[[nodiscard]] probability<T> by_occurrences(const std::vector<request_count<T>>& slices) {
  detail::check_slices<T>("by_occurrences", slices);
  T failed = zero<T>();
  T total = zero<T>();
  for (const auto& s : slices) failed += s.failed, total += s.total;
  return availability_from_requests(failed, total);
}
/// Slices in which the share of good requests reaches the objective, of all slices.
template <class T>
[[nodiscard]] probability<T> by_timeslices(const std::vector<request_count<T>>& slices,
                                           const probability<std::type_identity_t<T>>& objective) {
  return by_timeslices(std::vector<std::vector<request_count<T>>>{slices}, objective);
}
/// The mean of the slices' ratios, each slice alike.
template <class T>
[[nodiscard]] probability<T> by_ratio_timeslices(const std::vector<request_count<T>>& slices) {
  return by_ratio_timeslices(std::vector<std::vector<request_count<T>>>{slices});
}

/// Several services as one: all requests of all of them.
template <class T>
[[nodiscard]] probability<T> by_occurrences(
    const std::vector<std::vector<request_count<T>>>& services) {
  detail::check_services("by_occurrences", services);
  std::vector<request_count<T>> all;
  for (const auto& slices : services) all.insert(all.end(), slices.begin(), slices.end());
  return by_occurrences(all);
}
/// A slice is good when it is good for each service.
template <class T>
[[nodiscard]] probability<T> by_timeslices(
    const std::vector<std::vector<request_count<T>>>& services,
    const probability<std::type_identity_t<T>>& objective) {
  detail::check_services("by_timeslices", services);
  const std::size_t n = services.front().size();
  std::size_t good = 0;
  for (std::size_t i = 0; i < n; ++i) {
    bool all = true;
    for (const auto& slices : services) all = all && detail::keeps(slices[i], objective);
    good += all ? 1 : 0;
  }
  return detail::share_of<T>(good, n);
}
/// In each slice the shares that fail add up, to 1 at most; the mean over the slices. *Accuracy*: n
/// epsilon on both sides; where several services fail in a slice at once its good share is what the
/// others leave of that of the worst one, and right to n epsilon of the latter.
template <class T>
[[nodiscard]] probability<T> by_ratio_timeslices(
    const std::vector<std::vector<request_count<T>>>& services) {
  detail::check_services("by_ratio_timeslices", services);
  const std::size_t n = services.front().size();
  T good = zero<T>();
  T bad = zero<T>();
  std::vector<probability<T>> slice;
  for (std::size_t i = 0; i < n; ++i) {
    slice.clear();
    for (const auto& slices : services) slice.push_back(detail::ratio_of(slices[i]));
    const auto both = detail::what_is_left(slice);
    good += both.value();
    bad += both.complement();
  }
  return probability<T>::from_computed_sides(good / detail::number<T>(n),
                                             bad / detail::number<T>(n));
}

namespace detail {

template <class T>
void check_objectives(const char* function, const std::vector<probability<T>>& objectives) {
  if (objectives.empty()) fail(function, "there are no objectives");
}

}  // namespace detail

/// What is promised of all requests together, when each service has its share of them. *Throws*
/// domain_error for no objectives, another number of weights, or weights that are negative or 0 in
/// sum.
template <class T>
[[nodiscard]] probability<T> composite_occurrences(const std::vector<probability<T>>& objectives,
                                                   const std::vector<T>& weights) {
  constexpr auto function = "composite_occurrences";
  detail::check_objectives(function, objectives);
  if (weights.size() != objectives.size())
    fail(function, "number of weights", weights.size(), "that of the objectives");
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (!is_nonnegative(weights[i]) || !is_finite(weights[i]))
      fail(function, "weights[" + std::to_string(i) + "]", weights[i], "0 or more, and finite");
  const T most = *std::max_element(weights.begin(), weights.end());
  if (!(most > zero<T>())) fail(function, "sum of weights", most, "more than 0");
  T sum = zero<T>();
  T good = zero<T>();
  T bad = zero<T>();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const T weight = weights[i] / most;  // so that no sum of them is infinite, and no product 0
    sum += weight;
    good += weight * objectives[i].value();
    bad += weight * objectives[i].complement();
  }
  return probability<T>::from_computed_sides(good / sum, bad / sum);
}

/// The sum of what is missing: 95 % and 95 % are 90 %. So it is when no two fail at once, and no
/// worse can be. Where the value is small it is what the others leave of that of the worst, and
/// right to n epsilon of the latter.
template <class T>
[[nodiscard]] probability<T> composite_ratio_timeslices(
    const std::vector<probability<T>>& objectives) {
  detail::check_objectives("composite_ratio_timeslices", objectives);
  return detail::what_is_left(objectives);
}

/// What all services promise at once, a slice being bad if one of them is bad: between the sum of
/// what is missing (no two bad together) and the worst of them (all bad together); independent ones
/// are series(objectives), which lies between.
template <class T>
[[nodiscard]] bounds<T> composite_timeslices(const std::vector<probability<T>>& objectives) {
  detail::check_objectives("composite_timeslices", objectives);
  probability<T> worst = objectives.front();
  for (const auto& o : objectives)
    if (o < worst) worst = o;
  return {composite_ratio_timeslices(objectives), worst};
}

}  // namespace nines
