// SPDX-License-Identifier: BSL-1.0
// The load of a service as a file describes it: its usual demand and its peaks, what one instance
// carries, how it scales, and what callers do when a request fails.
#pragma once

#include <nines/topology/circuit_breaker.hpp>
#include <nines/topology/surge.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/cursor.hpp"
#include "common/report.hpp"

namespace availability {
class surroundings;
}  // namespace availability

namespace capacity {

using namespace calculator;

/// What a service asks of another: how long it waits, and how much it can hold.
struct call {
  std::string to;  ///< a service that it needs
  location where;
  chance needed = chance::always();
  hours timeout{0};
  double at_once = 0;  ///< requests that all instances together can hold
  std::optional<nines::circuit_breaker> breaker = {};
};

struct demand {
  std::string title;
  location where;
  std::string service;
  double capacity = 0;  ///< of an instance, in requests an hour
  double usual = 0;     ///< requests an hour
  std::vector<nines::surge_level> levels = {};
  std::optional<nines::scaling_policy> scaling = {};
  std::optional<nines::update_policy> update = {};
  double retries = 0;
  double failed_work = 1;
  std::vector<call> calls = {};
  std::optional<chance> limit = {};      ///< of the time in overload
  std::vector<taken_figure> taken = {};  ///< from elsewhere in the file

  /// The most that is asked for.
  [[nodiscard]] double peak() const;
};

/// An entry of the section "demands" of a file.
demand read_demand(const std::string& name, const cursor& c,
                   const availability::surroundings& around);

}  // namespace capacity
