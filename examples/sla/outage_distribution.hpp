// SPDX-License-Identifier: BSL-1.0
// The down time of a service whose outages last by a distribution.
#pragma once

#include <map>
#include <nines/slo/downtime/renewal_downtime.hpp>
#include <tuple>
#include <utility>

#include "common/input.hpp"

namespace sla {

using namespace calculator;

/// Outages that last by a distribution, with what the down time is then: each made once.
class outage_distribution {
 public:
  explicit outage_distribution(nines::random_time<> dist) : dist_(std::move(dist)) {}
  [[nodiscard]] const nines::random_time<>& dist() const { return dist_; }
  [[nodiscard]] hours mean() const { return dist_.mean(); }
  [[nodiscard]] const nines::renewal_downtime<>& downtime(hours mttf, hours window,
                                                          nines::initial_condition start) const {
    const auto key = std::tuple(mttf, window, start);
    const auto known = made_.find(key);
    if (known != made_.end()) return known->second;
    return made_.emplace(key, nines::renewal_downtime<>(mttf, dist_, window, start)).first->second;
  }

 private:
  nines::random_time<> dist_;
  mutable std::map<std::tuple<hours, hours, nines::initial_condition>, nines::renewal_downtime<>>
      made_;
};

}  // namespace sla
