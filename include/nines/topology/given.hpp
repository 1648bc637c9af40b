// SPDX-License-Identifier: BSL-1.0
// parse_states("zone a down, app up"): what is known of parts, in words: the game day of a report.
//
//   assess(model, parse_states("zone a down and db failover down"))
//
// Names are those of parts, zones, regions and services; the words zone, region and service before
// a name may be left out.
// Index: game day.
#pragma once

#include <nines/inline.hpp>
#include <nines/structure/evaluate.hpp>  // part_states
#include <string_view>

namespace nines {

/// What is known, from clauses "NAME down" and "NAME up" between commas or the word "and". *Throws*
/// domain_error for a clause of another form. Whether there are such names is for assess to say.
[[nodiscard]] part_states parse_states(std::string_view text);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/given.hpp>
#endif
