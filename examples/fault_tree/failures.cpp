// SPDX-License-Identifier: BSL-1.0
#include "failures.hpp"

#include <array>
#include <cmath>

namespace fault_tree {

namespace {

void require(bool holds, const std::string& what) {
  if (!holds) throw std::invalid_argument(what);
}
void require_positive(const two_sided_value& x, const char* what) {
  require(x.value > 0, std::string(what) + " must be more than 0");
}
void require_not_negative(const two_sided_value& x, const char* what) {
  require(x.value >= 0, std::string(what) + " must be 0 or more");
}
void require_probability(const two_sided_value& x, const char* what) {
  require(x.is_probability(), std::string(what) + " must be a probability, from 0 to 1");
}

/// 1 - exp(-x), and exp(-x).
two_sided_value happened(double x) { return {-std::expm1(-x), std::exp(-x)}; }

/// (1 - exp(-x)) / x, which falls from 1.
double mean_survival(double x) { return x == 0 ? 1 : -std::expm1(-x) / x; }

/// (mean_survival(x) - mean_survival(y)) / (y - x) for 0 <= x <= y <= 1, by its series.
double slope_by_series(double x, double y) {
  double sum = 0;
  double homogeneous = 1;  // the sum of all x^i y^j with i + j = k - 1
  double x_power = 1;
  double factorial = 2;  // (k + 1)!
  for (int k = 1; k < 24; ++k) {
    sum += (k % 2 == 1 ? homogeneous : -homogeneous) / factorial;
    x_power *= x;
    homogeneous = homogeneous * y + x_power;
    factorial *= k + 2;
  }
  return sum;
}

/// Of a repair that takes an exponential time with mean t / y, and a failure after it with t / x:
/// that by t it is repaired, and works; that it is repaired, and has failed again.
struct repaired {
  double works, failed;
};
repaired repaired_by(double x, double y) {
  const double low = std::min(x, y);
  const double high = std::max(x, y);
  const double works = y * std::exp(-low) * mean_survival(high - low);
  if (high <= 1) return {works, x * y * slope_by_series(low, high)};
  if (low < high / 2)
    return {works, x * y * (mean_survival(low) - mean_survival(high)) / (high - low)};
  return {works, -std::expm1(-y) - works};  // of 1/5 of the first term at least
}

/// Where a tested part may be: probabilities that add up to 1.
enum part_state : std::size_t { available, failed, in_repair, in_test, state_count };
using masses = std::array<double, state_count>;
/// What becomes of each state: row by row.
using step = std::array<masses, state_count>;

masses after(const masses& before, const step& what) {
  masses sum{};
  for (std::size_t from = 0; from < state_count; ++from)
    for (std::size_t to = 0; to < state_count; ++to) sum[to] += before[from] * what[from][to];
  return sum;
}
step after(const step& first, const step& then) {
  step both{};
  for (std::size_t from = 0; from < state_count; ++from) both[from] = after(first[from], then);
  return both;
}
/// So many times, by squaring.
masses repeated(masses now, step what, double times) {
  for (auto left = static_cast<std::uint64_t>(times); left > 0; left /= 2) {
    if (left % 2 == 1) now = after(now, what);
    what = after(what, what);
  }
  return now;
}

/// What a test with its figures does.
struct test_plan {
  double failure_rate = 0, failure_rate_in_test = 0, repair_rate = 0;
  double interval = 0, first = 0, length = 0;
  two_sided_value harmed{0, 1}, found{1, 0}, no_restart{0, 1};
  bool is_available = true;

  /// Between tests, for a time.
  [[nodiscard]] step waiting(double t) const {
    const auto fails = happened(failure_rate * t);
    step s{};
    s[available] = {fails.complement, fails.value, 0, 0};
    s[failed][failed] = 1;
    s[in_repair] = repair(t);
    s[in_test] = s[available];
    return s;
  }
  /// From the beginning of a test, for a time.
  [[nodiscard]] step testing(double t, bool counts) const {
    const auto fails = happened(failure_rate_in_test * t);
    const double works = harmed.complement * fails.complement;
    const double broken = harmed.value + harmed.complement * fails.value;
    step s{};
    s[available] = {counts ? works : 0, broken * found.complement, broken * found.value,
                    counts ? 0 : works};
    s[failed] = {0, found.complement, found.value, 0};
    s[in_repair] = repair(t);
    s[in_test] = s[available];
    return s;
  }

 private:
  [[nodiscard]] masses repair(double t) const {
    const auto done = repaired_by(failure_rate * t, repair_rate * t);
    const auto ends = happened(repair_rate * t);
    return {no_restart.complement * done.works,
            no_restart.value * ends.value + no_restart.complement * done.failed, ends.complement,
            0};
  }
};

/// Whole intervals in a time, and what is left of it.
struct intervals {
  double count, rest;
};
intervals intervals_in(double time, double interval) {
  const double count = std::floor(time / interval);
  require(count < 0x1p53, "there are more than 2^53 tests in the time");
  return {count, std::max(0.0, time - count * interval)};
}

two_sided_value as_value(const masses& m) {
  return {m[failed] + m[in_repair] + m[in_test], m[available]};
}

two_sided_value with_plan(const test_plan& plan, double time) {
  const auto before = happened(plan.failure_rate * std::min(time, plan.first));
  if (time <= plan.first) return before;
  const auto [count, rest] = intervals_in(time - plan.first, plan.interval);
  const step whole_test = plan.testing(plan.length, true);
  const step cycle = after(whole_test, plan.waiting(plan.interval - plan.length));
  const masses now = repeated({before.complement, before.value, 0, 0}, cycle, count);
  if (rest <= plan.length) return as_value(after(now, plan.testing(rest, plan.is_available)));
  return as_value(after(after(now, whole_test), plan.waiting(rest - plan.length)));
}

two_sided_value repaired_at_once(arguments a) {
  require_positive(a[0], "the failure rate");
  require_positive(a[1], "the time between tests");
  require_not_negative(a[2], "the time of the first test");
  require_not_negative(a[3], "the time");
  if (a[3].value <= a[2].value) return happened(a[0].value * a[3].value);
  const double rest = intervals_in(a[3].value - a[2].value, a[1].value).rest;
  return happened(a[0].value * (rest > 0 ? rest : a[1].value));
}
two_sided_value repair_begins(arguments a) {
  require_positive(a[0], "the failure rate");
  require_not_negative(a[1], "the repair rate");
  require_positive(a[2], "the time between tests");
  require_not_negative(a[3], "the time of the first test");
  require_not_negative(a[4], "the time");
  test_plan plan;
  plan.failure_rate = a[0].value;
  plan.repair_rate = a[1].value;
  plan.interval = a[2].value;
  plan.first = a[3].value;
  const auto before = happened(plan.failure_rate * std::min(a[4].value, plan.first));
  if (a[4].value <= plan.first) return before;
  // A test finds all that has failed, whatever is in repair: failed and in repair are one.
  const auto [count, rest] = intervals_in(a[4].value - plan.first, plan.interval);
  const auto cycle_of = [&](double t) {
    const step s = plan.waiting(t);
    const double lost = s[in_repair][failed] + s[in_repair][in_repair];
    step both{};
    both[available] = s[available];
    both[failed] = {s[in_repair][available], lost, 0, 0};
    return both;
  };
  const masses now =
      repeated({before.complement, before.value, 0, 0}, cycle_of(plan.interval), count);
  return as_value(after(now, cycle_of(rest)));
}
two_sided_value with_harm(arguments a) {
  require_positive(a[0], "the failure rate");
  require_not_negative(a[1], "the failure rate in a test");
  require_not_negative(a[2], "the repair rate");
  require_positive(a[3], "the time between tests");
  require_not_negative(a[4], "the time of the first test");
  require_probability(a[5], "the probability that a test fails the part");
  require_positive(a[6], "the length of a test");
  require_probability(a[8], "the probability that a test finds a failure");
  require_probability(a[9], "the probability not to restart");
  require_not_negative(a[10], "the time");
  require(a[6].value <= a[3].value, "a test must be shorter than the time between tests");
  return with_plan({a[0].value, a[1].value, a[2].value, a[3].value, a[4].value, a[6].value, a[5],
                    a[8], a[9], a[7].value != 0},
                   a[10].value);
}

}  // namespace

two_sided_value exponential(arguments a) {
  require_not_negative(a[0], "the rate");
  require_not_negative(a[1], "the time");
  return happened(a[0].value * a[1].value);
}

two_sided_value repairable_part(arguments a) {
  require_probability(a[0], "the probability to be down at first");
  require_positive(a[1], "the failure rate");
  require_not_negative(a[2], "the repair rate");
  require_not_negative(a[3], "the time");
  const double rates = a[1].value + a[2].value;
  const auto settled = happened(rates * a[3].value);
  return {a[1].value / rates * settled.value + a[0].value * settled.complement,
          a[2].value / rates * settled.value + a[0].complement * settled.complement};
}

two_sided_value weibull(arguments a) {
  require_positive(a[0], "the scale");
  require_positive(a[1], "the shape");
  require_not_negative(a[2], "the shift");
  require_not_negative(a[3], "the time");
  if (a[3].value <= a[2].value) return {0, 1};
  return happened(std::pow((a[3].value - a[2].value) / a[0].value, a[1].value));
}

two_sided_value periodic_test(arguments a) {
  if (a.size() == 4) return repaired_at_once(a);
  if (a.size() == 5) return repair_begins(a);
  if (a.size() == 11) return with_harm(a);
  throw std::invalid_argument("takes 4, 5 or 11 arguments, but has " + std::to_string(a.size()));
}

}  // namespace fault_tree
