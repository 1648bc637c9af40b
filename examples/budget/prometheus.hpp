// SPDX-License-Identifier: BSL-1.0
// The alerts as rules for Prometheus: a recorded error ratio for each window, and the alerts on it.
#pragma once

#include <iosfwd>

namespace budget {

struct plan;

void write_prometheus(std::ostream& out, const plan& p);

}  // namespace budget
