// SPDX-License-Identifier: BSL-1.0
// The down time of a service in a window, as a distribution: whatever the service is.
#pragma once

#include <memory>
#include <nines/slo/budget/error_budget.hpp>
#include <string>
#include <utility>
#include <vector>

#include "common/input.hpp"

namespace nines {
template <class T>
class chain;
class state_set;
}  // namespace nines
namespace markov {
struct subject;
}  // namespace markov

namespace sla {

using namespace calculator;

struct service;

class window_downtime {
 public:
  window_downtime() = default;
  window_downtime(const window_downtime&) = delete;
  window_downtime& operator=(const window_downtime&) = delete;
  virtual ~window_downtime() = default;

  /// At most so much.
  [[nodiscard]] virtual chance cdf(hours t) const = 0;
  [[nodiscard]] virtual std::vector<chance> cdf(const std::vector<hours>& times) const = 0;
  /// More than that.
  [[nodiscard]] virtual chance survival(hours t) const = 0;
  [[nodiscard]] virtual hours mean() const = 0;
  [[nodiscard]] virtual hours quantile(const chance& p) const = 0;
  /// More than an objective allows, of this window.
  [[nodiscard]] virtual chance breach(const nines::error_budget<double>& promise) const = 0;
  /// Of how many simulated windows the probabilities are shares; 0 where they are none.
  [[nodiscard]] virtual double runs() const = 0;
  /// What the credits of a service are on average.
  [[nodiscard]] virtual double credit(const service& s, hours window) const = 0;
};

/// Of its outages by a distribution, of its path or its model, else of a unit of its means.
std::unique_ptr<const window_downtime> downtime_over(const service& s, hours window);
/// Of its path: by the chain where there is one, else by the estimate.
std::unique_ptr<const window_downtime> downtime_of_path(const service& s, hours window);
std::unique_ptr<const window_downtime> downtime_of_model(const markov::subject& m, hours window);
std::unique_ptr<const window_downtime> downtime_of_chain(const nines::chain<double>& c,
                                                         const std::vector<double>& initial,
                                                         hours window, const nines::state_set& up);
/// Of a unit of its means.
std::unique_ptr<const window_downtime> downtime_of_unit(const service& s, hours window);

/// How far its chance of a breach may be off: two standard errors of an estimate; else nothing.
double doubt_of_path(const service& s);
/// What the chances of its path were computed from, and how sure they are; `windows` have names.
std::string path_note(const service& s, const std::vector<std::pair<std::string, hours>>& windows);

}  // namespace sla
