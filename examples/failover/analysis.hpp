// SPDX-License-Identifier: BSL-1.0
// What each step of a failover costs, and by what causes the yearly downtime comes.
#pragma once

#include <nines/scalar.hpp>

#include "common/report.hpp"

namespace nines {
template <scalar T>
class repairable;
}  // namespace nines

namespace failover {

using namespace calculator;

struct pair;

/// The long run of the pair.
nines::repairable<double> long_run(const pair& p);

/// The tables: the figures as read or assumed, the long run, the steps with their minutes a year,
/// what a change brings.
report analyse(const pair& p);

bool meets_objective(const pair& p);

}  // namespace failover
