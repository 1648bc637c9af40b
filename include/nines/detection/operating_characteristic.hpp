// SPDX-License-Identifier: BSL-1.0
// What a rule really does: its operating characteristic, exactly.
//
// Example:
//   const ratio_above rule(0.001);
//   const auto looks = even_looks(1000000, 30);              // requests before each of 30 looks
//   const auto oc = operate(rule, looks, {.good = 0.05_percent, .bad = 0.2_percent});
//   oc.detection(), oc.false_rollback();                     // both sides of both
//   oc.bad.rolled_back[0], oc.bad.expected_looks();          // when
//
// By dynamic programming over counts (count_recursion.hpp), neither simulated nor approximated;
// checked against all paths. The rule is asked some 20 times per look for its limits, then left
// alone. Accuracy: 1e-12 relative where counts are near their mean, (|k - mean| epsilon) further
// out; for chances above 1e-280. Cost: see count_recursion.hpp; a larger least_mass makes the bands
// narrower.
// Index: operating characteristic, power of a test.
#pragma once

#include <cmath>
#include <nines/detection/count_recursion.hpp>
#include <nines/detection/event_counts.hpp>
#include <nines/detection/rule.hpp>
#include <nines/detection/stage.hpp>
#include <nines/detection/stopping_distribution.hpp>

namespace nines {

struct watch_options {
  double max_products = 2e9;   ///< multiplications of the whole question: a second or two
  double least_mass = 1e-290;  ///< masses below are dropped; more is faster, and less of the tails
  double memory_limit = default_memory_limit;  ///< bytes
};

/// The two rates that a rule has to tell apart.
struct rate_pair {
  event_rate good;
  event_rate bad;
};

/// How a rule treats a good release and a bad one.
template <class T = double>
struct operating_characteristic {
  watch_law<T> good, bad;

  /// The chance that the good release is rolled back, and the bad one.
  [[nodiscard]] probability<T> false_rollback() const { return good.roll_back(); }
  [[nodiscard]] probability<T> detection() const { return bad.roll_back(); }
};

/// So many requests, spread evenly over looks: the last look has seen them all. *Throws*
/// domain_error unless there is a look, and a request for each.
[[nodiscard]] inline std::vector<std::size_t> even_looks(double requests, std::size_t looks) {
  if (looks < 1) detail::fail("even_looks", "looks", looks, "1 or more");
  if (!(requests >= 0) || !(requests < 1e15))
    detail::fail("even_looks", "requests", requests, "0 or more, and less than 1e15");
  detail::require_memory("even_looks", "the list of looks",
                         sizeof(std::size_t) * static_cast<double>(looks));
  std::vector<std::size_t> added;
  added.reserve(looks);
  std::size_t seen = 0;
  for (std::size_t j = 1; j <= looks; ++j) {
    const double by_now = requests * static_cast<double>(j) / static_cast<double>(looks);
    const auto now = static_cast<std::size_t>(std::floor(by_now + 0.5));
    added.push_back(now - seen);  // whole numbers that do not decrease
    seen = now;
  }
  if (seen < looks)
    detail::fail("even_looks", "requests", requests,
                 "one for each look at least, " + detail::describe(looks));
  return added;
}

namespace detail {

/// The least number of errors in [0, most] from which on the rule's verdict is at least `v`. Found
/// by bisection, of a stretch about a guess that is widened until it holds the place.
template <watch_rule Rule>
std::size_t least_errors(const Rule& rule, evidence seen, std::size_t most, verdict v,
                         std::size_t guess = 0) {
  const auto reaches = [&](std::size_t errors) {
    seen.errors = static_cast<double>(errors);
    return rule(seen) >= v;
  };
  if (!reaches(most)) return no_limit;
  std::size_t low = std::min(guess, most);
  std::size_t high = low;
  for (std::size_t step = 1; low > 0 && reaches(low - 1); step *= 2) {
    high = low - 1;                     // low > 0
    low = high - std::min(high, step);  // not below 0
  }
  for (std::size_t step = 1; high < most && !reaches(high); step *= 2) {
    low = high + 1;
    high = std::min(most, high + step);
  }
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;  // high is the larger
    if (reaches(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/// Where a rule stops at a look that sees at most so many errors; `guess` are limits that may be
/// near.
template <watch_rule Rule>
look_limits limits_at(const Rule& rule, const evidence& seen, std::size_t most,
                      const look_limits& guess = {0, 0}) {
  look_limits limits;
  limits.roll_back_from = least_errors(rule, seen, most, verdict::roll_back, guess.roll_back_from);
  limits.promote_below = least_errors(rule, seen, most, verdict::go_on, guess.promote_below);
  if (limits.promote_below == no_limit) limits.promote_below = most + 1;
  return limits;
}

/// What a question may cost that is put with these options.
inline work_budget budget_of(const char* function, const watch_options& options) {
  if (!(options.least_mass > 0) || !(options.least_mass < 1e-9))
    fail(function, "least_mass", options.least_mass, "more than 0, and less than 1e-9");
  require_positive_finite(function, "max_products", options.max_products);
  require_positive_finite(function, "memory_limit", options.memory_limit);
  return {function, options.max_products, "products",
          "take fewer looks, a larger least_mass, z_test_looks, or more max_products"};
}

inline void check_looks(const char* function, const std::vector<std::size_t>& requests) {
  if (requests.empty()) fail(function, "the number of looks", 0, "1 or more");
  std::size_t total = 0;
  for (const std::size_t n : requests) total += n;
  if (total == 0) fail(function, "a watch that sees no request tells nothing");
}

template <class T>
void record(watch_law<T>& law, const look_masses<T>& masses) {
  law.rolled_back.push_back(masses.rolled_back);
  law.promoted.push_back(masses.promoted);
  law.going_on.push_back(masses.going_on);
}

/// A watch as it stands after some looks.
template <class T>
class watch_so_far {
 public:
  watch_so_far(const event_rate& rate, const watch_options& options, work_budget& budget)
      : rate_(rate),
        budget_(&budget),
        // A band of steps is cut at what its largest mass times any other would come to.
        least_(std::max(options.least_mass, count_law<T>::negligible)),
        walk_(budget, options.least_mass) {
    seen_.look = 0;
  }

  /// One more look, of so many that there will be, before which so many requests arrive. Returns
  /// the limits of the rule.
  template <watch_rule Rule>
  look_limits look(const Rule& rule, std::size_t requests, std::size_t looks) {
    if (requests != requests_) {
      added_ = counts_of<T>(rate_, requests, least_);
      budget_->spend(8 * static_cast<double>(added_.size()));
    }
    requests_ = requests;
    seen_.requests += static_cast<double>(requests);
    ++seen_.look;
    seen_.looks = looks;
    most_ += added_.last();
    limits_ = limits_at(rule, seen_, most_, limits_);
    record(law_, walk_.step(added_, limits_));
    return limits_;
  }
  [[nodiscard]] const watch_law<T>& law() const { return law_; }
  /// At the last look: the evidence but for its errors, and the most errors that there can be.
  [[nodiscard]] const evidence& seen() const { return seen_; }
  [[nodiscard]] std::size_t most() const { return most_; }

 private:
  event_rate rate_;
  work_budget* budget_;
  double least_;
  count_walk<T> walk_;
  std::size_t requests_ = 0;
  count_law<T> added_;
  watch_law<T> law_;
  evidence seen_;
  std::size_t most_ = 0;
  look_limits limits_{0, 0};
};

/// A watch, of as much work as the budget of a larger question has left.
template <class T, watch_rule Rule>
watch_law<T> watch_within(const Rule& rule, const std::vector<std::size_t>& requests,
                          const event_rate& rate, const watch_options& options,
                          work_budget& budget) {
  check_looks("watch", requests);
  watch_so_far<T> walk(rate, options, budget);
  for (const std::size_t n : requests) (void)walk.look(rule, n, requests.size());
  return walk.law();
}

}  // namespace detail

/// How a watch of a release with this rate ends; `requests[j]` arrive between look j and look
/// j + 1. *Throws* domain_error where there is no look or no request, convergence_error for more
/// work than `max_products`.
template <class T = double, class Rule>
[[nodiscard]] watch_law<T> watch(const Rule& rule, const std::vector<std::size_t>& requests,
                                 const event_rate& rate, const watch_options& options = {}) {
  auto budget = detail::budget_of("watch", options);
  using detail::watch_within;  // there are more of them for other kinds of rules
  return watch_within<T>(rule, requests, rate, options, budget);
}

/// The same for a good release and a bad one, of one budget. *Throws* also unless the good rate is
/// the smaller.
template <class T = double, class Rule>
[[nodiscard]] operating_characteristic<T> operate(const Rule& rule,
                                                  const std::vector<std::size_t>& requests,
                                                  const rate_pair& rates,
                                                  const watch_options& options = {}) {
  (void)detail::excess_rate("operate", rates.good, rates.bad);
  auto budget = detail::budget_of("operate", options);
  using detail::watch_within;
  return {watch_within<T>(rule, requests, rates.good, options, budget),
          watch_within<T>(rule, requests, rates.bad, options, budget)};
}

}  // namespace nines
