// SPDX-License-Identifier: BSL-1.0
// What is released: how often a good release fails, how often a bad one, and how likely it is bad.
//
//   release({.good = 0.05_percent, .bad = 0.2_percent, .prior_bad = 5_percent})
//   release(0.05_percent, {{0.1_percent, 3}, {0.2_percent, 1}}, 5_percent)
//   release({.good = 0.05_percent, .bad = 0.2_percent})        how likely it is bad is not said
//
// A prior over the size of a regression is a list of rates with relative weights: a continuous one
// by the nodes and weights of a quadrature. A good rate above a bad one is an error.
#pragma once

#include <nines/detection/event_rate.hpp>
#include <optional>
#include <vector>

namespace nines {

/// A bad rate, and how likely it is among the bad ones.
struct regression {
  event_rate rate;    ///< of a release that has this regression
  double weight = 1;  ///< relative to those of the others; more than 0
};

/// A release with one bad rate, and how likely it is bad.
struct release_settings {
  event_rate good;  ///< of a good release
  event_rate bad;   ///< of a bad one; not below the good rate
  /// How likely it is bad. Without it a risk has figures given that the release is bad, and given
  /// that it is good, but none that mix the two.
  std::optional<probability<>> prior_bad = {};
};

namespace detail {

inline const probability<>& stated_prior(const char* function,
                                         const std::optional<probability<>>& prior_bad) {
  if (!prior_bad)
    fail(function,
         "prior_bad is not stated: without it there are the figures of a bad release and "
         "of a good one, but none of any release");
  return *prior_bad;
}

}  // namespace detail

/// What may be released: a good rate of errors, bad ones, and how likely it is bad. Immutable.
class release {
 public:
  /// *Throws* domain_error unless the good rate is the smaller.
  explicit release(const release_settings& settings)
      : release(settings.good, {{settings.bad, 1}}, settings.prior_bad) {}
  /// With a prior over the size of the regression; weights are relative.
  release(const event_rate& good, std::vector<regression> bad,
          const std::optional<probability<>>& prior_bad = {})
      : good_(good), bad_(std::move(bad)), prior_bad_(prior_bad) {
    if (bad_.empty()) fail("release", "the number of bad rates", 0, "1 or more");
    double total = 0;
    for (const auto& each : bad_) {
      (void)excess_rate("release", good, each.rate);
      if (!(each.weight > 0) || !is_finite(each.weight))
        fail("release", "weight", each.weight, "more than 0, and finite");
      total += each.weight;
    }
    for (auto& each : bad_) each.weight /= total;
  }

  [[nodiscard]] const event_rate& good() const { return good_; }  ///< rate of a good release
  /// The rates of a bad release; the weights add up to 1.
  [[nodiscard]] const std::vector<regression>& bad() const { return bad_; }
  /// nothing where it is not stated
  [[nodiscard]] const std::optional<probability<>>& stated_prior() const { return prior_bad_; }
  /// How likely it is bad. *Throws* domain_error where that is not stated.
  [[nodiscard]] const probability<>& prior_bad() const {
    return detail::stated_prior("release", prior_bad_);
  }

 private:
  event_rate good_;
  std::vector<regression> bad_;
  std::optional<probability<>> prior_bad_;
};

}  // namespace nines
