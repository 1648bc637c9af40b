// SPDX-License-Identifier: BSL-1.0
// Changes to an architecture: those that someone asks for, and those that are always worth a look.
#pragma once

#include "analysis.hpp"

namespace availability {

/// A changed architecture under the name of the change.
struct scenario {
  std::string label;
  architecture changed;
};

/// "zones=3", "app.instances=3, db.mttr=5 min": the changes, separated by commas, made together.
/// Keys: zones and common_cause (of every region), name.key with the keys of the file, and
/// name.failover.time, name.failover.success. Throws input_error.
architecture changed(const architecture& a, const std::string& changes);

/// One more zone, one more instance, half the repair time of the parts that cost most, a common
/// cause.
std::vector<scenario> usual_changes(const architecture& a, const figures& now, work& w);

/// The services that a change leaves too few instances, as their zones are gone: down for ever.
std::vector<std::string> lost_services(const architecture& a);

/// The architecture with another number of zones in a region: the last zone is repeated or dropped,
/// and services that stand in all zones of the region follow. What stands in a
/// dropped zone is lost.
void set_zone_count(architecture& a, std::size_t region, std::size_t count);

/// Whether a service has instances in every zone of a region, and not because it is pinned to one.
bool spans(const service& s, const region& r);

}  // namespace availability
