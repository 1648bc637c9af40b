// SPDX-License-Identifier: BSL-1.0
// A distribution of the library as that of the down time of a window.
#pragma once

#include <nines/slo/breach/breach.hpp>
#include <utility>
#include <vector>

#include "downtime.hpp"
#include "service.hpp"

namespace sla {

/// Of a distribution, or of a reference to one.
template <class Dist>
class downtime_by final : public window_downtime {
 public:
  explicit downtime_by(Dist dist) : dist_(std::forward<Dist>(dist)) {}

  [[nodiscard]] chance cdf(hours t) const override { return dist_.cdf(t); }
  [[nodiscard]] std::vector<chance> cdf(const std::vector<hours>& times) const override {
    return dist_.cdf(times);
  }
  [[nodiscard]] chance survival(hours t) const override { return dist_.survival(t); }
  [[nodiscard]] hours mean() const override { return dist_.mean(); }
  [[nodiscard]] hours quantile(const chance& p) const override { return dist_.quantile(p); }
  [[nodiscard]] chance breach(const nines::error_budget<double>& promise) const override {
    return breach_probability(dist_, promise);
  }
  [[nodiscard]] double runs() const override {
    if constexpr (requires { dist_.windows(); }) return static_cast<double>(dist_.windows());
    return 0;
  }
  [[nodiscard]] double credit(const service& s, hours window) const override {
    return expected_credit(dist_, window, s.credits);
  }

 private:
  Dist dist_;
};

}  // namespace sla
