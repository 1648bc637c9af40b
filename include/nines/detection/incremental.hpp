// SPDX-License-Identifier: BSL-1.0
// Watches of one rule and rate that grow: the law of each bake time from that of a shorter one.
//
//   growing_watch grows(rule, rate);
//   grows.law(even_looks(600, 10)), grows.law(even_looks(660, 11)), ...
//
// A longer bake time mostly repeats the looks of a shorter one: as many requests before each, and
// the same limits, but for the last look, at which a rule may ask for more. So the walk is kept as
// it stands before the last look, and goes on from there where all looks before it are the same;
// that they are is asked of the rule, four times a look. Else the watch is walked by itself. The
// laws are those of operating_characteristic.hpp to the last bit.
#pragma once

#include <nines/detection/failed_checks.hpp>

namespace nines::detail {

/// Whether a rule's limits at a look are these.
template <watch_rule Rule>
bool has_limits(const Rule& rule, evidence seen, std::size_t most, const look_limits& limits) {
  const auto at = [&](std::size_t errors) {
    seen.errors = static_cast<double>(errors);
    return rule(seen);
  };
  const auto [low, high] = limits;
  if (low > 0 && at(low - 1) >= verdict::go_on) return false;  // low > 0
  if (low <= most && at(low) < verdict::go_on) return false;
  if (high == no_limit) return at(most) < verdict::roll_back;
  return at(high) >= verdict::roll_back &&
         (high == 0 || at(high - 1) < verdict::roll_back);  // high > 0
}

/// Watches of any rule, each by itself. All that is asked of one is one question, of one budget.
template <class Rule>
class growing_watch {
 public:
  growing_watch(const Rule& rule, const event_rate& rate, const watch_options& options = {})
      : rule_(rule), rate_(rate), options_(options), budget_(budget_of("watch", options)) {}
  [[nodiscard]] watch_law<> law(const std::vector<std::size_t>& requests) {
    return watch_within<double>(rule_, requests, rate_, options_, budget_);
  }

 private:
  const Rule& rule_;
  event_rate rate_;
  watch_options options_;
  work_budget budget_;
};

/// Those of a rule of one evidence, each from the looks that it shares with those before.
template <watch_rule Rule>
class growing_watch<Rule> {
 public:
  growing_watch(const Rule& rule, const event_rate& rate, const watch_options& options = {})
      : rule_(rule),
        rate_(rate),
        options_(options),
        budget_(budget_of("watch", options)),
        kept_(rate, options, budget_) {}
  growing_watch(const growing_watch&) = delete;  // kept_ has the budget's address
  growing_watch& operator=(const growing_watch&) = delete;

  [[nodiscard]] watch_law<> law(const std::vector<std::size_t>& requests) {
    check_looks("watch", requests);
    const std::size_t looks = requests.size();
    if (!goes_on_to(requests))
      return watch_within<double>(rule_, requests, rate_, options_, budget_);
    while (made_.size() + 1 < looks) {
      const std::size_t added = requests[made_.size()];
      const auto limits = kept_.look(rule_, added, looks);
      made_.push_back({added, kept_.seen(), kept_.most(), limits});
    }
    auto whole = kept_;
    (void)whole.look(rule_, requests.back(), looks);
    return whole.law();
  }

 private:
  struct look_made {
    std::size_t requests;
    evidence seen;
    std::size_t most;
    look_limits limits;
  };
  [[nodiscard]] bool goes_on_to(const std::vector<std::size_t>& requests) const {
    if (made_.size() >= requests.size()) return false;
    for (std::size_t j = 0; j < made_.size(); ++j) {
      const look_made& made = made_[j];
      evidence seen = made.seen;
      seen.looks = requests.size();
      if (made.requests != requests[j] || !has_limits(rule_, seen, made.most, made.limits))
        return false;
    }
    return true;
  }

  const Rule& rule_;
  event_rate rate_;
  watch_options options_;
  work_budget budget_;
  watch_so_far<double> kept_;
  std::vector<look_made> made_;
};

}  // namespace nines::detail
