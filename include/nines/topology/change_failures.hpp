// SPDX-License-Identifier: BSL-1.0
// with_releases(model, releases): changes that fail, counted as outages of what they change.
//
//   failures an hour = releases a year x change failure rate / 8760 h, each as long as its repair
//
// A failed release hits the share of the requests that reach the new version (a canary's share, all
// of them for a rolling update in the end), and lasts until it is noticed and rolled back. It is a
// part of its own that the service needs with that share; a release that stops the service
// (recreate) has planned outages, too. So availability, failures and what each part costs have
// releases in them.
// Sources: Forsgren, Humble & Kim 2018 (change failure rate, time to restore).
// Index: time to restore.
#pragma once

#include <nines/inline.hpp>
#include <nines/topology/resolve.hpp>

namespace nines {

/// How a service is released.
struct release_policy {
  std::string service;                    ///< its name
  double a_year = 0;                      ///< releases in 365 d, more than 0
  probability<double> failure_rate = {};  ///< that one fails (the change failure rate)
  hours_in<double> restore{};             ///< from the failure to the end of its effect, on average
  /// The share of the requests that meet a failed one.
  probability<double> share = probability<double>::always();
  hours_in<double> planned_down{};  ///< of all requests, at each release; 0: none
};

/// The model with services "NAME releases" and "NAME planned" beside those that are released.
/// *Throws* model_error for a service that there is not, and for releases whose outages take more
/// than all time.
[[nodiscard]] service_model with_releases(service_model model,
                                          const std::vector<release_policy>& releases);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/change_failures.hpp>
#endif
