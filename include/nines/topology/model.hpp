// SPDX-License-Identifier: BSL-1.0
// service_model: a service as a value: where it runs, what it needs, what its requests are
// promised.
//
// Regions hold zones, services have instances in zones and need other services, request paths need
// services. A service is up while enough of its own instances are (if it has any), its alternatives
// are (if it has any), and all that it needs are. A path is up while all that it needs is. Things
// refer to one another by name; regions, zones and services share one set of names. Everything that
// can fail does so by itself, but for the region and zone that it stands in and the common cause of
// its like.
//
// Example:
//   const component server = repaired(1000h, 30min);
//   const service_model shop{
//       .regions = {{.name = "eu", .zones = {{"a", repaired(8760h, 1h)}, {"b"}, {"c"}}}},
//       .services = {{.name = "db", .own = component{99.95_percent}},
//                    {.name = "app",
//                     .own = server,
//                     .zones = {{"a"}, {"b"}, {"c"}},
//                     .need = 2,
//                     .needs = {{"db"}}}},
//       .paths = {{.name = "checkout", .needs = {{"app"}}, .objective = 99.9_percent}}};
// Index: service model, request path.
#pragma once

#include <nines/inline.hpp>
#include <nines/repairable/repairable.hpp>
#include <optional>
#include <vector>

namespace nines {

/// What can fail by itself, and what it costs.
struct component {
  probability<double> availability = probability<double>::always();  ///< of each instance
  /// The mean length of its outages, where that is known; of no bearing where it never fails, or is
  /// down for ever.
  std::optional<hours_in<double>> mttr = {};
  double cost = 0;  ///< a year, of each instance
};

/// A component of a mean time to failure and to repair. *Throws* domain_error unless mttf > 0 and
/// mttr > 0 is finite.
template <class Rep1, class Period1, class Rep2, class Period2>
[[nodiscard]] component repaired(std::chrono::duration<Rep1, Period1> mttf,
                                 std::chrono::duration<Rep2, Period2> mttr) {
  require_positive_finite_duration("repaired", "mttr", mttr);
  const repairable<double> unit(mttf, mttr);
  return {unit.availability(), hours_in<double>(count_in<double>(mttr))};
}

/// A zone of a region: what stands in it is down while it is.
struct availability_zone {
  std::string name;     ///< unlike that of any region, zone or service
  component self = {};  ///< without figures it never fails
};

/// A region: its zones are down while it is.
struct region {
  std::string name;     ///< unlike that of any region, zone or service
  component self = {};  ///< without figures it never fails
  /// The share of the unavailability of a zone that hits all zones of the region at once (the beta
  /// factor). Of unlike zones it is that share of the least unavailable one's that can fail, with
  /// the mttr of that zone; the others keep what is left of theirs.
  probability<double> common_cause = probability<double>::never();
  std::vector<availability_zone> zones = {};  ///< in the region
};

/// That a service or a path needs a service: always, or with a probability (a soft dependency; one
/// behind a cache is needed by the requests that miss it).
struct service_dependency {
  std::string service;                                         ///< its name
  probability<double> needed = probability<double>::always();  ///< by a request
};

/// Instances of a service in one zone.
struct service_placement {
  std::string zone;       ///< its name
  std::size_t count = 1;  ///< at least one
};

/// From the first of the alternatives to the others.
struct failover_policy {
  probability<double> success = probability<double>::always();  ///< that it works at all
  /// How long it takes: each outage of the first alternative is one of that length, or, where it is
  /// shorter, as long as it is. None: no time.
  std::optional<hours_in<double>> time = {};
};

/// At least `need` of several services.
struct service_alternatives {
  std::size_t need = 1;                          ///< how many must be up
  std::vector<service_dependency> of;            ///< among which
  std::optional<failover_policy> failover = {};  ///< from the first; need is 1 then
};

/// A service.
struct service {
  std::string name;                           ///< unlike that of any region, zone or service
  std::optional<component> own = {};          ///< what each of its own instances is, if it has any
  std::vector<service_placement> zones = {};  ///< where they stand, if in zones
  std::size_t instances = 1;                  ///< how many there are, where they stand in no zone
  std::string region = {};                    ///< in which region those are, if in any
  std::size_t need = 1;                       ///< how many of its own instances must be up
  /// The share of an instance's unavailability that hits all of them at once (the beta factor).
  probability<double> common_cause = probability<double>::never();
  std::size_t retries = 0;  ///< how often its users try again
  /// The share of the failures of one attempt that outlasts all retries.
  probability<double> persistent = probability<double>::never();
  std::optional<service_alternatives> any = {};  ///< services of which enough must be up
  std::vector<service_dependency> needs = {};    ///< services that must all be up

  /// How many instances of its own there are.
  [[nodiscard]] std::size_t instance_count() const {
    if (!own) return 0;
    std::size_t sum = zones.empty() ? instances : 0;
    for (const auto& each : zones) sum += each.count;
    return sum;
  }
};

/// What a kind of request needs, and what is promised for it.
struct request_path {
  std::string name;                                   ///< unlike that of any other path
  std::vector<service_dependency> needs;              ///< all of them
  std::optional<probability<double>> objective = {};  ///< of its availability
  double traffic = 1;      ///< its weight among the paths, or its rate: a share of their sum
  double outage_cost = 0;  ///< of an hour in which it is down
};

/// A service as a whole. It owns no mathematics: it is compiled (compile.hpp) into a structure.
struct service_model {
  std::vector<region> regions = {};      ///< with their zones
  std::vector<service> services = {};    ///< in any order
  std::vector<request_path> paths = {};  ///< one or more
};

/// What everything costs a year while nothing is down. O(size).
[[nodiscard]] double running_cost(const service_model& of);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/model.hpp>
#endif
