// SPDX-License-Identifier: BSL-1.0
// Evidence of a release beside a baseline, line by line.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/detection/tests/split_e_process.hpp>

namespace nines {

NINES_INLINE split_e_process::split_e_process(const split_prior& prior, const probability<>& alpha)
    : prior_(prior), enough_(-std::log(alpha.value())) {
  constexpr auto function = "split_e_process";
  for (const double x : {prior.release, prior.baseline})
    detail::check_believed(function, "a number of the prior", x);
  if (prior.share) require_open_interval(function, "share of the prior", *prior.share);
  require_open_interval(function, "alpha", alpha);
}

NINES_INLINE verdict split_e_process::observe(const evidence& line) {
  check(line);
  const double t = line.errors + line.baseline_errors;
  if (t > 0 && line.requests > 0 && line.baseline_requests > 0) {  // else it tells nothing
    const double all = line.requests + line.baseline_requests;
    add({line.requests / all, line.baseline_requests / all, t});
    release_ += line.errors;
    log_e_.reset();
  }
  return is_worse() && log_e_value() >= enough_ ? verdict::roll_back : verdict::inconclusive;
}

NINES_INLINE bool split_e_process::is_worse() const {
  double expected = 0;
  for (const auto& each : splits_) expected += each.errors * each.share;
  return release_ > expected;
}

NINES_INLINE double split_e_process::log_e_value() const {
  if (!log_e_) log_e_ = splits_.empty() ? 0 : compute();
  return *log_e_;
}

NINES_INLINE double split_e_process::p_value() const {
  return std::min(1.0, std::exp(-log_e_value()));
}

NINES_INLINE void split_e_process::check(const evidence& line) {
  constexpr auto function = "split_e_process::observe";
  require_whole(function, "requests", line.requests);
  require_whole(function, "errors", line.errors, line.requests);
  require_whole(function, "baseline_requests", line.baseline_requests);
  require_whole(function, "baseline_errors", line.baseline_errors, line.baseline_requests);
}

NINES_INLINE void split_e_process::add(const detail::split_errors& line) {
  if (!prior_.share) prior_.share.emplace(unchecked, line.share, line.rest);
  const auto place =
      std::lower_bound(splits_.begin(), splits_.end(), line,
                       [](const auto& a, const auto& b) { return a.share < b.share; });
  if (place != splits_.end() && place->share == line.share) {
    place->errors += line.errors;
    return;
  }
  splits_.insert(place, line);
  if (splits_.size() > most_splits) merge_nearest();
}

NINES_INLINE void split_e_process::merge_nearest() {
  std::size_t nearest = 0;
  double least = HUGE_VAL;
  for (std::size_t i = 0; i + 1 < splits_.size(); ++i) {
    const auto& a = splits_[i];
    const auto& b = splits_[i + 1];
    const double apart = b.share - a.share;  // of neighbours, in order
    const double loss = apart * apart / (a.share * b.rest) / (1 / a.errors + 1 / b.errors);
    if (loss < least) {
      least = loss;
      nearest = i;
    }
  }
  auto& a = splits_[nearest];
  const auto& b = splits_[nearest + 1];
  const double all = a.errors + b.errors;
  a = {(a.share * a.errors + b.share * b.errors) / all,
       (a.rest * a.errors + b.rest * b.errors) / all, all};
  splits_.erase(splits_.begin() + static_cast<std::ptrdiff_t>(nearest) + 1);
}

NINES_INLINE double split_e_process::compute() const {
  const probability<>& at = *prior_.share;
  if (splits_.size() == 1 && splits_[0].share == at.value())
    return detail::log_beta_e_value(prior_.release, prior_.baseline, release_,
                                    splits_[0].errors - release_, at);  // counts: exact
  std::vector<detail::split_errors> all = {
      {at.value(), at.complement(), prior_.release + prior_.baseline}};
  const double before = detail::split_integrand(prior_.release, all).log_integral();
  all.insert(all.end(), splits_.begin(), splits_.end());
  return detail::split_integrand(prior_.release + release_, all).log_integral() -
         before;  // logarithms of an integral and its norm
}

NINES_INLINE split_e_value_rule::split_e_value_rule(double release, double baseline,
                                                    const probability<>& alpha)
    : release_(release), baseline_(baseline), alpha_(alpha), enough_(-std::log(alpha.value())) {
  for (const double x : {release, baseline})
    detail::check_believed("split_e_value_rule", "a number of the prior", x);
  require_open_interval("split_e_value_rule", "alpha", alpha);
}

NINES_INLINE split_e_process split_e_value_rule::line_by_line() const {
  return split_e_process({release_, baseline_, std::nullopt}, alpha_);
}

NINES_INLINE verdict split_e_value_rule::operator()(const evidence& seen) const {
  for (const double x : {seen.errors, seen.requests, seen.baseline_errors, seen.baseline_requests})
    require_nonnegative_finite("split_e_value_rule", "a count", x);
  if (!(seen.errors * seen.baseline_requests > seen.baseline_errors * seen.requests))
    return verdict::inconclusive;
  const double all = seen.requests + seen.baseline_requests;
  const probability<> share(unchecked, seen.requests / all, seen.baseline_requests / all);
  return detail::log_beta_e_value(release_, baseline_, seen.errors, seen.baseline_errors, share) >=
                 enough_
             ? verdict::roll_back
             : verdict::inconclusive;
}

}  // namespace nines
