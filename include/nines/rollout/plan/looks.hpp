// SPDX-License-Identifier: BSL-1.0
// The requests that the looks of a plan see, and those that none sees.
//
//   requests before look j of a stage = traffic between the times of the looks j - 1 and j
//
// They are whole numbers: what has come by a look is rounded, so that no request is lost between
// two. Where evidence is carried the first look of a stage also sees what came after the last look
// of the stage before.
#pragma once

#include <nines/budget.hpp>
#include <nines/detection/operating_characteristic.hpp>
#include <nines/rollout/plan/plan.hpp>

namespace nines::detail {

/// Whole requests between points in time, from what had come by each.
class request_counter {
 public:
  /// Those since the last call.
  [[nodiscard]] std::size_t by(double requests) {
    if (!(requests >= 0) || !(requests < 1e15))
      fail("assess", "requests", requests, "0 or more, and less than 1e15");
    const auto now = static_cast<std::size_t>(std::floor(requests + 0.5));
    const std::size_t added = now - std::min(seen_, now);
    seen_ = std::max(seen_, now);
    return added;
  }

 private:
  std::size_t seen_ = 0;
};

/// What the looks of a plan see.
struct plan_looks {
  std::vector<std::vector<std::size_t>> seen;  ///< before each look of each stage
  std::vector<std::size_t> unseen_first;       ///< of each stage, before what its first look sees
  std::vector<std::size_t> unseen;             ///< after the last of each stage
  std::size_t unseen_before = 0;               ///< before what the first look of all sees
};

/// What a watch takes about: of so many requests, spread over so many looks, the products of a band
/// of masses some 70 standard deviations wide with steps of 38, and its looks themselves.
inline double products_about(double errors, double looks) {
  return looks * (2700 * errors / std::sqrt(std::max(looks, 1.0)) + 1e3);
}

/// Looks are held one by one, with their law and what ends there.
inline void require_looks(const rollout_plan& plan, double memory_limit) {
  constexpr double bytes_of_look = 256;
  double looks = 0;
  for (const auto& stage : plan.stages()) looks += static_cast<double>(stage.looks);
  require_memory("assess", "a plan of " + describe(looks) + " looks", bytes_of_look * looks,
                 memory_limit);
}

inline void check_seen(std::size_t requests) {
  if (requests == 0)
    fail("assess", "the requests that a look sees", 0, "1 or more; look less often");
}

/// The looks of one stage, where requests_in(t) come in the time t of it.
template <class RequestsIn>
void add_looks(const rollout_stage& stage, bool by_intervals, const RequestsIn& requests_in,
               plan_looks& all) {
  auto& seen = all.seen.emplace_back();
  auto& unseen_first = all.unseen_first.emplace_back(0);
  if (!(stage.interval.count() > 0)) {
    seen = even_looks(requests_in(stage.bake), stage.looks);
    all.unseen.push_back(0);
    return;
  }
  request_counter counter;
  const auto before = stage.to_first_look() - stage.interval;  // input data
  if (by_intervals && stage.looks > 0 && before.count() > 0)
    unseen_first = counter.by(requests_in(before));
  seen.reserve(stage.looks);
  for (std::size_t j = 0; j < stage.looks; ++j) {
    const auto at = stage.to_first_look() + static_cast<double>(j) * stage.interval;
    check_seen(seen.emplace_back(counter.by(requests_in(at))));
  }
  all.unseen.push_back(counter.by(requests_in(stage.bake)));
}

/// How a plan is looked at.
struct look_settings {
  bool by_intervals = false;  ///< each look judges its interval by itself: the first sees no more
  double memory_limit = default_memory_limit;
  double times = 1;  ///< the requests, of those of the plan: of a baseline
};

/// Of stages each by itself.
inline plan_looks looks_by_stage(const rollout_plan& plan, const request_rate& traffic,
                                 const look_settings& settings = {}) {
  require_looks(plan, settings.memory_limit);
  plan_looks all;
  for (const auto& stage : plan.stages())
    add_looks(
        stage, settings.by_intervals,
        [&](hours_in<double> time) { return traffic.in(time, stage.share) * settings.times; }, all);
  return all;
}

/// The requests that have come by a time, of bake times alone.
inline double requests_by(const rollout_plan& plan, const request_rate& traffic,
                          hours_in<double> time) {
  double sum = 0;
  for (const auto& stage : plan.stages()) {
    if (!(time.count() > 0)) break;
    sum += traffic.in(std::min(time, stage.bake), stage.share);
    time -= stage.bake;
  }
  return sum;
}

/// Of one clock over all stages.
inline plan_looks looks_throughout(const rollout_plan& plan, const request_rate& traffic,
                                   const look_settings& settings = {}) {
  require_looks(plan, settings.memory_limit);
  plan_looks all;
  request_counter counter;
  hours_in<double> begin{0};
  double before = 0;  // that the stages before brought
  bool is_first = true;
  for (const auto& stage : plan.stages()) {
    const auto by = [&](hours_in<double> time) { return before + traffic.in(time, stage.share); };
    auto& seen = all.seen.emplace_back();
    seen.reserve(stage.looks);
    for (std::size_t j = 0; j < stage.looks; ++j) {
      const auto at = stage.to_first_look() + static_cast<double>(j) * stage.between_looks();
      const auto from = begin + at - stage.between_looks();  // input data
      if (is_first && settings.by_intervals)
        all.unseen_before = counter.by(requests_by(plan, traffic, from));
      is_first = false;
      check_seen(seen.emplace_back(counter.by(by(std::min(at, stage.bake)))));
    }
    before = by(stage.bake);
    begin += stage.bake;
    all.unseen.push_back(0);
  }
  all.unseen.back() = counter.by(before);
  return all;
}

}  // namespace nines::detail
