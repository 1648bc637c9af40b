// SPDX-License-Identifier: BSL-1.0
// Whether the share of failures is above a threshold, in windows of few requests.
//
// Requests are a Poisson process: in a window of n on average, F failures and G good ones are
// independent Poisson counts of means n e and n (1 - e). The share F / (F + G) is over the
// threshold c when
//   G < F (1 - c) / c
// and with F', G' in the rest of a longer window, an alert over both fires with the probability
//   sum over F, G of the short window, F' of P(F) P(G) P(F') P(G' < (F + F') (1 - c) / c - G).
// So is the probability that it does not: sums of positive terms. A window without requests never
// fires. Accuracy: 1e-12 on both sides, down to 1e-290.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines::detail {

/// A limit, or the whole number that it is but for rounding: 36 x 0.001 x 1000 is meant to be 36.
template <class T>
T exact_limit(T limit) {
  const T whole = std::round(limit);
  const T apart = std::abs(limit - whole);
  return apart <= 16 * std::numeric_limits<T>::epsilon() * limit ? whole : limit;
}

/// The probabilities of a Poisson count, from 0 to where they are below the range of T.
template <class T>
class poisson_count {
 public:
  explicit poisson_count(T mean) {
    const auto mode = static_cast<std::size_t>(mean);
    exactly_.assign(mode + 1, one<T>());
    for (std::size_t k = mode; k-- > 0;) exactly_[k] = exactly_[k + 1] * (T(k + 1) / mean);
    for (T next = mean / T(mode + 1); next > std::numeric_limits<T>::min();
         next *= mean / T(exactly_.size()))
      exactly_.push_back(next);
    T total = zero<T>();
    for (const T& p : exactly_) total += p;
    below_.push_back(zero<T>());
    for (T& p : exactly_) below_.push_back(below_.back() + (p /= total));
    from_.assign(below_.size(), zero<T>());
    for (std::size_t k = exactly_.size(); k-- > 0;) from_[k] = from_[k + 1] + exactly_[k];
  }
  [[nodiscard]] std::size_t size() const { return exactly_.size(); }
  [[nodiscard]] T exactly(std::size_t k) const { return exactly_[k]; }
  /// Fewer than k; and k or more.
  [[nodiscard]] T below(std::size_t k) const { return below_[std::min(k, size())]; }
  [[nodiscard]] T from(std::size_t k) const { return from_[std::min(k, size())]; }

 private:
  std::vector<T> exactly_, below_, from_;
};

/// The failed and the good requests of a window.
template <class T>
struct scattered_requests {
  poisson_count<T> failed, good;

  scattered_requests(T requests, const probability<T>& failing)
      : failed(requests * failing.value()), good(requests * failing.complement()) {}
};

/// Two windows of few requests: a short one, and what a longer one has beside it.
template <class T>
class low_traffic {
 public:
  low_traffic(T threshold, std::size_t least_failures, T recent, T before,
              const probability<T>& failing)
      : least_(least_failures),
        recent_(recent, failing),
        before_(before, failing),
        limits_(good_below(threshold, recent_.failed.size() + before_.failed.size())) {}

  /// The probability that the share of failures is above the threshold in the short window and in
  /// the whole, with the least number of failures in the whole.
  [[nodiscard]] probability<T> alert_probability() const {
    const probability<T> found = sums();
    return both_sides("alert_probability", found.value(), found.complement());
  }
  /// The probability that a number of requests of the short window fails, and whether that is above
  /// the threshold there.
  [[nodiscard]] probability<T> recently(std::size_t failed) const {
    const T here = recent_.failed.exactly(failed);
    return {unchecked, here * recent_.good.below(limits_[failed]),
            here * recent_.good.from(limits_[failed])};
  }
  [[nodiscard]] std::size_t most_recently() const { return recent_.failed.size(); }

 private:
  /// The two sides, as they are added up. (A function of its own: its loops are the faster for it.)
  [[nodiscard]] probability<T> sums() const {
    T fires = zero<T>();
    T rests = zero<T>();
    for (std::size_t failed = 0; failed < recent_.failed.size(); ++failed) {
      const T here = recent_.failed.exactly(failed);
      T more = zero<T>();
      T fewer = recent_.good.from(limits_[failed]);
      const std::size_t end = std::min(limits_[failed], recent_.good.size());
      for (std::size_t good = 0; good < end; ++good) {
        const probability<T> whole = with_before(failed, good);
        more += recent_.good.exactly(good) * whole.value();
        fewer += recent_.good.exactly(good) * whole.complement();
      }
      fires += here * more;
      rests += here * fewer;
    }
    return {unchecked, fires, rests};
  }
  /// For k = 0, 1, ... failures: the good requests from which on the share is not above the
  /// threshold.
  static std::vector<std::size_t> good_below(T threshold, std::size_t size) {
    const T odds = threshold < 1 ? (1 - threshold) / threshold : T(0);  // input data, rounded once
    const T most = T(std::numeric_limits<std::int32_t>::max());
    std::vector<std::size_t> limits;
    for (std::size_t k = 0; k < size; ++k) {
      const T good = k == 0 ? T(0) : std::min(T(k) * odds, most);  // the odds may be infinite
      limits.push_back(static_cast<std::size_t>(std::min(std::ceil(exact_limit(good)), most)));
    }
    return limits;
  }
  /// The whole window is above the threshold, with these failed and good requests in the short
  /// window.
  [[nodiscard]] probability<T> with_before(std::size_t failed, std::size_t good) const {
    const std::size_t first = least_ > failed ? least_ - failed : 0;
    T above = zero<T>();
    T not_above = before_.failed.below(first);
    for (std::size_t i = first; i < before_.failed.size(); ++i) {
      const std::size_t limit = limits_[failed + i] - good;  // indices: these limits only grow
      if (limit >= before_.good.size()) {
        above += before_.failed.from(i);
        break;
      }
      above += before_.failed.exactly(i) * before_.good.below(limit);
      not_above += before_.failed.exactly(i) * before_.good.from(limit);
    }
    return {unchecked, above, not_above};
  }

  std::size_t least_;
  scattered_requests<T> recent_, before_;
  std::vector<std::size_t> limits_;
};

}  // namespace nines::detail
