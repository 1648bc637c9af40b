// SPDX-License-Identifier: BSL-1.0
#include "downtime.hpp"

#include <nines/markov/occupation/downtime_distribution.hpp>
#include <nines/slo/breach/breach.hpp>
#include <nines/slo/downtime/unit_downtime.hpp>
#include <nines/topology/path_chain.hpp>
#include <nines/topology/path_simulation.hpp>

#include "availability/path_outages.hpp"
#include "common/format.hpp"
#include "markov/analysis.hpp"
#include "outage_distribution.hpp"
#include "service.hpp"

namespace sla {

namespace {

/// Of a distribution, or of a reference to one.
template <class Dist>
class downtime_by final : public window_downtime {
 public:
  explicit downtime_by(Dist dist) : dist_(std::forward<Dist>(dist)) {}

  [[nodiscard]] chance cdf(hours t) const override { return dist_.cdf(t); }
  [[nodiscard]] std::vector<chance> cdf(const std::vector<hours>& times) const override {
    return dist_.cdf(times);
  }
  [[nodiscard]] chance survival(hours t) const override { return dist_.survival(t); }
  [[nodiscard]] hours mean() const override { return dist_.mean(); }
  [[nodiscard]] hours quantile(const chance& p) const override { return dist_.quantile(p); }
  [[nodiscard]] chance breach(const nines::error_budget<double>& promise) const override {
    return breach_probability(dist_, promise);
  }
  [[nodiscard]] double credit(const service& s, hours window) const override {
    return expected_credit(dist_, window, s.credits);
  }

 private:
  Dist dist_;
};

using by_chain = downtime_by<nines::downtime_distribution<double>>;

}  // namespace

std::unique_ptr<const window_downtime> downtime_of_unit(const service& s, hours window) {
  return std::make_unique<downtime_by<nines::unit_downtime<double>>>(
      nines::unit_downtime<double>(s.mttf, s.mttr, window, s.start));
}

std::unique_ptr<const window_downtime> downtime_over(const service& s, hours window) {
  if (s.outage)
    return std::make_unique<downtime_by<const nines::renewal_downtime<>&>>(
        s.outage->downtime(s.mttf, window, s.start));
  if (s.path && s.path->chain() != nullptr)
    return std::make_unique<by_chain>(nines::downtime_distribution<double>(
        s.path->chain()->chain, s.path->initial(s.start), window, "up"));
  if (s.path)
    return std::make_unique<downtime_by<const nines::downtime_estimate&>>(
        s.path->estimate(window, s.start));
  if (!s.model) return downtime_of_unit(s, window);
  const auto& m = *s.model;
  return std::make_unique<by_chain>(
      nines::downtime_distribution<double>(m.chain, m.initial, window, m.up));
}

std::string path_note(const service& s, const std::vector<std::pair<std::string, hours>>& windows) {
  if (s.path->chain() != nullptr)
    return "The chance is exact: the path is a Markov chain of " +
           significant(static_cast<double>(s.path->chain()->states), 9) + " states, lumped to " +
           std::to_string(s.path->chain()->chain.size()) + "; all times are exponential.\n";
  std::string text = "The chances are estimates, by simulation (seed 1):";
  for (const auto& [name, window] : windows) {
    const auto& d = s.path->estimate(window, s.start);
    text += (name == windows.front().first ? " of " : "; of ") + std::to_string(d.windows()) +
            " times " + name + ", standard error " +
            percent(d.standard_error(nines::error_budget<double>(s.objective, window).time()), 2);
  }
  return text + ".\nThe path is no small chain: " + s.path->reason() +
         ". Failures and repairs are exponential.\n";
}

}  // namespace sla
