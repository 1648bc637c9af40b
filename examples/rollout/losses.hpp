// SPDX-License-Identifier: BSL-1.0
// What a release costs in failed requests: those that a bad one fails, and those that find nobody
// to serve them while any release is deployed or taken back.
#pragma once

#include <vector>

#include "common/report.hpp"

namespace nines {
struct replica_zone;
class rollout_plan;
}  // namespace nines

namespace rollout {

using namespace calculator;

struct assessed;
struct fleet;
struct study;

/// Replicas in zones, as even as they go; and how many of them a plan leaves out meanwhile.
std::vector<nines::replica_zone> zones_of(const fleet& f);
std::size_t missing_of(const fleet& f, const nines::rollout_plan& plan);

/// The share of the load that is lost while the least capacity of a plan serves: all of it where
/// none does, else by what the fleet needs; 0 where that is not stated.
double share_lost(const study& s, const nines::rollout_plan& plan);
/// The requests that are lost so, on average: of a good release, and of a bad one; and at most.
double lost_if_good(const assessed& a);
double lost_if_bad(const assessed& a);
double lost_at_most(const assessed& a);

/// The same of any release.
double lost_by_any(const assessed& a);

/// For how long of full traffic a bad release is there, until it is taken back or undone, on
/// average. The study must have a year of changes.
struct bad_exposure {
  hours exposed{0};
  hours failing{0};  ///< the same, times the share of requests that it fails
};
bad_exposure exposure_if_bad(const assessed& a);

/// What a bad release fails beyond a good one, and what is lost, on average.
double failed_if_bad(const assessed& a);
/// The same of any release.
double failed_by_any(const assessed& a);
/// What a bad release stays within with this probability, at most.
double failed_if_bad_in(const assessed& a, const chance& c);
/// The probability that a bad release fails more requests than that, at most; and any.
chance fails_more_if_bad(const assessed& a, double requests);
chance fails_more(const assessed& a, double requests);

/// The share of the requests that no change fails, in a year of them.
chance available_with_changes(const assessed& a);

}  // namespace rollout
