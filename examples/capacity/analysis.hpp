// SPDX-License-Identifier: BSL-1.0
// Whether what is left carries the load: without a zone, in a peak, while an update goes on, while
// callers try again; and what circuit breakers stop from spreading.
#pragma once

#include <nines/topology/overload.hpp>

#include "common/report.hpp"

namespace availability {
struct architecture;
}  // namespace availability

namespace capacity {

using namespace calculator;

struct demand;

/// Demand against the instances that are up, with parts of known states.
nines::overload_figures against(const availability::architecture& a, const demand& d,
                                const nines::part_states& known = {});

/// Static stability of all services in zones, and what retries multiply on each path: of a file
/// without demands, too.
report of_architecture(const availability::architecture& a);

report analyse(const availability::architecture& a, const demand& d);

}  // namespace capacity
