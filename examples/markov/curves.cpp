// SPDX-License-Identifier: BSL-1.0
#include "curves.hpp"

#include <algorithm>
#include <cmath>
#include <nines/markov/passage/passage_time.hpp>
#include <nines/markov/transient/transient.hpp>

#include "analysis.hpp"
#include "common/plot.hpp"

namespace markov {

namespace {

/// Asks the same chain again and again.
class clock {
 public:
  explicit clock(const subject& s) : s_(s) {
    if (!(!s.up).empty()) failure_.emplace(s.chain, !s.up, s.initial);
  }

  [[nodiscard]] chance available(hours t) const {
    return nines::transient(s_.chain, s_.initial, t).in(s_.up);
  }
  [[nodiscard]] chance share(hours t) const {
    return nines::accumulated(s_.chain, s_.initial, t).share(s_.up);
  }
  [[nodiscard]] chance without_failure(hours t) const {
    return failure_ ? !failure_->cdf(t) : chance::always();
  }

 private:
  const subject& s_;
  std::optional<nines::passage_time<double>> failure_;
};

}  // namespace

section instants_section(const subject& s) {
  section t{"instants",
            "As time goes by",
            "<>>>",
            {"at", "up then", "share of the time up", "no failure so far"},
            {"at", "availability", "interval_availability", "reliability"},
            {}};
  const clock c(s);
  for (const hours at : s.instants)
    t.rows.push_back({time_cell(at), probability_cell(c.available(at)),
                      probability_cell(c.share(at)), probability_cell(c.without_failure(at))});
  return t;
}

section rewards_until_section(const subject& s) {
  section t{"rewards_until", "Rewards earned until then", "<", {"at"}, {"at"}, {}};
  for (const auto& reward : s.chain.rewards()) {
    t.alignment += '>';
    t.header.push_back(reward.first);
    t.keys.push_back(snake_case(reward.first));
  }
  for (const hours at : s.instants) {
    t.rows.push_back({time_cell(at)});
    const auto spent = nines::accumulated(s.chain, s.initial, at);
    for (const auto& [name, rate] : s.chain.rewards())
      t.rows.back().push_back(number_cell(spent.mean(std::span<const double>(rate)), 4));
  }
  return t;
}

plot curves_plot(const subject& s) {
  constexpr int points = 100;
  const auto [first, last] = std::minmax_element(s.instants.begin(), s.instants.end());
  const double from = std::log(first->count() / 100);
  const double step = (std::log(last->count()) - from) / (points - 1);
  plot p{s.title + ": as time goes by",
         "hours since the start",
         "chance",
         true,
         true,
         {{"down at that time, 1 - A(t)", {}}, {"has failed by then, 1 - R(t)", {}}}};
  const clock c(s);
  for (int i = 0; i < points; ++i) {
    const hours t(std::exp(from + step * i));
    p.curves[0].points.emplace_back(t.count(), c.available(t).complement());
    p.curves[1].points.emplace_back(t.count(), c.without_failure(t).complement());
  }
  return p;
}

}  // namespace markov
