// SPDX-License-Identifier: BSL-1.0
// What an architecture file says: regions with zones, services placed in them, and the paths that
// requests take through the services. Plain values that are edited by a what-if and compiled by
// service_model.hpp; the reader guarantees that names are unique and that every index is valid.
#pragma once

#include <memory>
#include <nines/duration.hpp>
#include <nines/probability.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/input.hpp"

namespace availability {

using namespace calculator;

/// What can fail by itself: its availability, and how long a repair takes where that is known.
struct part {
  chance up = chance::always();
  std::optional<hours> mttr = {};
  double cost = 0;  ///< a year, each
};

struct zone {
  std::string name;
  location where;
  std::size_t region = 0;
  part self = {};
};

struct region {
  std::string name;
  location where;
  part self = {};
  /// The share of a zone's unavailability that hits all zones.
  chance common_cause = chance::never();
  std::vector<std::size_t> zones = {};
};

/// That a service (or a path) needs another one, for all requests or for a share of them.
struct dependency {
  std::size_t service = 0;
  location where;
  chance needed = chance::always();
};

/// Instances of a service in one zone.
struct placement {
  std::size_t zone = 0;
  std::size_t count = 1;
};

/// From the first of the alternatives to the others: the probability that it works, how long it
/// takes.
struct failover {
  chance success = chance::always();
  std::optional<hours> time = {};
  location where;
};

/// At least `need` of the alternatives.
struct alternatives {
  std::size_t need = 1;
  std::vector<dependency> of;
  std::optional<failover> switching = {};
};

struct inner_model;

/// A service is up while its own instances (if any), its alternatives (if any) and all that it
/// needs are up.
struct service {
  std::string name;
  location where;
  std::optional<part> own = {};
  std::shared_ptr<const inner_model> model = {};  ///< what gives the figures of `own`, if anything
  std::vector<placement> instances = {};          ///< in zones; empty: none is
  std::size_t unplaced = 1;                       ///< instances where none is in a zone
  bool pinned = false;  ///< said to be in one zone: does not follow new zones
  std::optional<std::size_t> region = {};
  std::size_t need = 1;
  chance common_cause = chance::never();
  std::size_t retries = 0;
  chance persistent = chance::never();  ///< the share of failures that outlasts all retries
  std::optional<alternatives> any = {};
  std::vector<dependency> needs = {};

  [[nodiscard]] std::size_t instance_count() const {
    std::size_t sum = instances.empty() ? unplaced : 0;
    for (const auto& p : instances) sum += p.count;
    return sum;
  }
  /// Whether a what-if has taken away the zones of so many that too few are left.
  [[nodiscard]] bool lost() const { return own && need > instance_count(); }
};

/// What a kind of request needs, and what is promised for it.
struct path {
  std::string name;
  location where;
  std::vector<dependency> needs;
  std::optional<chance> objective = {};
  double traffic = 1;      ///< its weight among the paths
  double outage_cost = 0;  ///< of an hour in which it is down
};

struct architecture {
  std::string file;
  std::string title;
  std::string currency;
  std::vector<region> regions;
  std::vector<zone> zones;  ///< those that a region lists; a what-if may leave others unused
  std::vector<service> services;
  std::vector<path> paths;
  std::vector<std::string> warnings;  ///< of figures that are likely to mean something else

  /// What everything costs a year while nothing is down.
  [[nodiscard]] double running_cost() const;
  /// Whether the file speaks of money at all.
  [[nodiscard]] bool has_costs() const;
};

/// Instances that a service may have, and all of an architecture together.
inline constexpr std::size_t most_instances = 1000;
inline constexpr std::size_t most_parts = 3000;

}  // namespace availability
