// SPDX-License-Identifier: BSL-1.0
#include "downtime.hpp"

#include <nines/slo/downtime/renewal_downtime.hpp>
#include <nines/slo/downtime/unit_downtime.hpp>

#include "downtime_by.hpp"
#include "outage_distribution.hpp"
#include "service.hpp"

namespace sla {

std::unique_ptr<const window_downtime> downtime_of_unit(const service& s, hours window) {
  return std::make_unique<downtime_by<nines::unit_downtime<double>>>(
      nines::unit_downtime<double>(s.mttf, s.mttr, window, s.start));
}

std::unique_ptr<const window_downtime> downtime_over(const service& s, hours window) {
  if (s.outage)
    return std::make_unique<downtime_by<const nines::renewal_downtime<>&>>(
        s.outage->downtime(s.mttf, window, s.start));
  if (s.path) return downtime_of_path(s, window);
  return s.model ? downtime_of_model(*s.model, window) : downtime_of_unit(s, window);
}

}  // namespace sla
