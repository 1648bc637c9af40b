// SPDX-License-Identifier: BSL-1.0
// empirical_time: the distribution of records, each as likely as any other.
//
// Example:
//   const empirical_time record({4min, 7min, 7min, 31min});   // F(t) = records by t / all
//
// Says nothing beyond the longest record: join it with a distribution for the tail by mixture()
// where that matters. Sums of records are exact: an atom for each sum of two (at most 4 million
// pairs).
// Index: empirical distribution.
#pragma once

#include <algorithm>
#include <memory>
#include <nines/distribution/distribution.hpp>
#include <vector>

namespace nines {

/// The distribution that gives each of the records the same probability; equal records add up.
template <class T = double>
class empirical_time : public distribution_members<empirical_time<T>, T> {
 public:
  /// *Throws* domain_error unless there is a record, and each is finite and at least 0.
  template <class Rep, class Period>
  explicit empirical_time(const std::vector<std::chrono::duration<Rep, Period>>& records) {
    if (records.empty()) fail("empirical_time", "needs at least one record");
    auto times = std::make_shared<std::vector<T>>();
    for (const auto& record : records)
      times->push_back(seconds_of<T>("empirical_time", "record", record));
    std::sort(times->begin(), times->end());
    times_ = std::move(times);
  }
  /// The same from a list in braces.
  template <class Rep, class Period>
  empirical_time(std::initializer_list<std::chrono::duration<Rep, Period>> records)
      : empirical_time(std::vector<std::chrono::duration<Rep, Period>>(records)) {}

  /// The shares of the records before t and by t; a record within rounding of t is at t. *Cost*:
  /// O(log n).
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const T width = tie_width(t);
    const auto first = std::lower_bound(times_->begin(), times_->end(), T(t - width));
    const auto last = std::upper_bound(times_->begin(), times_->end(), T(t + width));
    return {share(first), share(last)};
  }
  /// An atom for each distinct record, and no density.
  [[nodiscard]] time_outline<T> outline() const {
    time_outline<T> dist{times_->front(), times_->back(), times_->back()};
    for (const T& time : *times_) dist.atoms.push_back({time, one_record()});
    merge_ties(dist.atoms);
    return dist;
  }
  /// The mean of the records.
  [[nodiscard]] T mean_seconds() const {
    T mean = zero<T>();
    for (const T& time : *times_) mean += time * one_record();
    return mean;
  }
  /// The mean square of the distances from the mean (divided by n, not n - 1).
  [[nodiscard]] T variance_seconds() const {
    const T mean = mean_seconds();
    T variance = zero<T>();
    for (const T& time : *times_) {
      const T off = time - mean;  // only its square is added
      variance += off * off * one_record();
    }
    return variance;
  }

 private:
  [[nodiscard]] T one_record() const { return 1 / T(times_->size()); }
  [[nodiscard]] probability<T> share(typename std::vector<T>::const_iterator until) const {
    const T all = T(times_->size());
    return {unchecked, T(until - times_->begin()) / all, T(times_->end() - until) / all};
  }
  std::shared_ptr<const std::vector<T>> times_;
};

template <class Rep, class Period>
empirical_time(const std::vector<std::chrono::duration<Rep, Period>>&) -> empirical_time<double>;
template <class Rep, class Period>
empirical_time(std::initializer_list<std::chrono::duration<Rep, Period>>) -> empirical_time<double>;

}  // namespace nines
