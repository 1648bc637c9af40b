// SPDX-License-Identifier: BSL-1.0
// Random plans, second by second: an independent clock against that of the plans.
#include <doctest/doctest.h>

#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/risk/assess_carried.hpp>
#include <random>

#include "brute_force.hpp"
#include "support/within.hpp"

using nines_test::count_mass;
using nines_test::within;
using namespace nines;
using namespace std::chrono_literals;

namespace {

struct small_stage {
  int tenths = 1;  ///< of the traffic
  int seconds = 1;
};
struct small_plan {
  std::vector<small_stage> stages;
  int interval = 1;
  int first = 0;
  std::size_t count = 0;  ///< 0: no end
  std::size_t allowed = 0;
  bool carried = false;
};

/// Ten requests a second, so that a tenth of the traffic brings one.
class seconds_walk {
 public:
  seconds_walk(const small_plan& plan, double rate) : plan_(plan), rate_(rate) {
    failures_.assign(plan.allowed + 1, 0);
    failures_[0] = 1;
  }
  void run() {
    std::size_t measured = 0;  // the first is at once, and sees nothing
    int now = 0;
    for (int k = 0; plan_.first + k * plan_.interval <= 0; ++k) ++measured;
    for (std::size_t i = 0; i < plan_.stages.size(); ++i) {
      begin_stage(i);
      for (int s = 1; s <= plan_.stages[i].seconds; ++s) {
        ++now;
        window_.push_back(plan_.stages[i].tenths);
        exposed += alive() * plan_.stages[i].tenths / 10.0;
        const int clock = plan_.carried ? now - plan_.first : s - plan_.interval;
        const bool has_come = clock >= 0 && clock % plan_.interval == 0;
        if (!has_come || (plan_.carried && plan_.count > 0 && measured >= plan_.count)) continue;
        ++measured;
        check(i);
      }
    }
  }
  std::vector<double> rolled_back;  ///< by the stage
  std::vector<double> reached;
  double exposed = 0;  ///< seconds of all the traffic, before the verdict
  double seen_at_all = 0;
  [[nodiscard]] double alive() const {
    double sum = 0;
    for (const double f : failures_) sum += f;
    return sum;
  }

 private:
  void begin_stage(std::size_t i) {
    reached.push_back(alive());
    rolled_back.push_back(0);
    if (plan_.carried || i == 0) return;
    const double all = alive();  // each stage by itself
    std::fill(failures_.begin(), failures_.end(), 0);
    failures_[0] = all;
    window_.clear();
  }
  void check(std::size_t i) {
    const auto interval = static_cast<std::size_t>(plan_.interval);
    const std::size_t from = window_.size() > interval ? window_.size() - interval : 0;
    std::size_t requests = 0;
    for (std::size_t k = from; k < window_.size(); ++k)
      requests += static_cast<std::size_t>(window_[k]);
    double fails = 0;
    for (std::size_t k = 0; k <= requests; ++k)
      if (static_cast<double>(k) > 0.2 * static_cast<double>(requests) * (1 + 1e-12))
        fails += count_mass<double>(probability<>::from_value(rate_), requests, k);
    rolled_back[i] += failures_.back() * fails;
    for (std::size_t j = failures_.size(); j-- > 0;)
      failures_[j] = failures_[j] * (1 - fails) + (j > 0 ? failures_[j - 1] * fails : 0);
  }

  const small_plan& plan_;
  double rate_;
  std::vector<double> failures_;
  std::vector<int> window_;
};

small_plan random_plan(std::mt19937_64& random) {
  const auto up_to = [&](int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
  };
  small_plan plan;
  int tenths = 0;
  for (int i = up_to(1, 4); i > 0; --i) {
    tenths = std::min(10, tenths + up_to(i > 1 ? 0 : 1, 4));
    plan.stages.push_back({std::max(tenths, 1), up_to(1, 30)});
  }
  plan.interval = up_to(1, 12);
  plan.carried = up_to(0, 2) > 0;
  plan.allowed = static_cast<std::size_t>(up_to(0, 3));
  if (!plan.carried) return plan;
  plan.first = up_to(-5, 20);
  plan.count = static_cast<std::size_t>(std::max(0, up_to(-5, 8)));
  return plan;
}

std::vector<rollout_stage> stages_of(const small_plan& plan) {
  std::vector<rollout_stage> stages;
  for (const auto& each : plan.stages) {
    const std::chrono::seconds bake(each.seconds);
    rollout_stage stage{.share = probability<>::from_value(each.tenths / 10.0), .bake = bake};
    // A stage by itself that is shorter than the interval has no look.
    if (!plan.carried && each.seconds < plan.interval)
      stage =
          analysed_throughout({stage}, {.interval = std::chrono::seconds(plan.interval)}).front();
    else
      stage = analysed_every(stage, std::chrono::seconds(plan.interval));
    stages.push_back(stage);
  }
  if (!plan.carried) return stages;
  analysis_times times{.interval = std::chrono::seconds(plan.interval),
                       .first = std::chrono::seconds(plan.first)};
  if (plan.count > 0) times.most = plan.count;
  return analysed_throughout(std::move(stages), times);
}

std::size_t analyses_of(const std::vector<rollout_stage>& stages) {
  std::size_t analyses = 0;
  for (const auto& each : stages) analyses += each.analyses;
  return analyses;
}

}  // namespace

TEST_CASE("random plans, second by second") {
  std::mt19937_64 random(20261129);
  const request_rate traffic(10, 1s);
  const release change({.good = probability<>::from_value(0.05),
                        .bad = probability<>::from_value(0.3),
                        .prior_bad = probability<>::from_value(0.1)});
  std::size_t assessed = 0;
  for (int i = 0; i < 1500; ++i) {
    const auto small = random_plan(random);
    auto stages = stages_of(small);
    if (analyses_of(stages) == 0) continue;
    ++assessed;
    CAPTURE(i);
    const rollout_plan plan({.stages = std::move(stages), .lag = reaction_lag(1s)});
    const failed_checks rule(ratio_above(0.2), {.allowed = small.allowed});
    const auto risk = small.carried ? assess_carried(plan, traffic, change, rule)
                                    : assess(plan, traffic, change, rule);
    seconds_walk walk(small, 0.3);
    walk.run();
    CHECK(risk.bad().passes().value() == within(walk.alive(), 1e-11));
    CHECK(3600 * risk.bad().exposed_before_verdict().count() == within(walk.exposed, 1e-11));
    double everyone = walk.alive();
    for (std::size_t k = plan.stages().size(); k-- > 0;) {
      const auto& stage = risk.bad().stages()[k];
      CHECK(stage.reached.value() == within(walk.reached[k], 1e-11));
      CHECK(1 + stage.reached.value() * stage.rolled_back.value() ==
            within(1 + walk.rolled_back[k], 1e-12));
      if (small.stages[k].tenths == 10) everyone = walk.reached[k];
    }
    CHECK(risk.bad_reaches_everyone().value() == within(everyone, 1e-11));
    // Wald: the excess that is counted has the mean of what was exposed.
    if (i % 10 > 0) continue;
    double mean = 0;
    for (int n = 0; n < 600; ++n) mean += risk.excess_errors_survival_if_bad(n).value();
    CHECK(mean == within(risk.excess_errors_if_bad(), 1e-9));
  }
  CHECK(assessed > 1000);
}
