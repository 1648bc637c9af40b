// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/mann_whitney/test.hpp>
#include <nines/detection/sample_size.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/log_tails.hpp>
#include <nines/detection/tests/posterior.hpp>
#include <nines/probability/literals.hpp>

#include "rollout/brute_force.hpp"
#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::mp;
using nines_test::within;
using namespace nines;
using namespace nines::literals;

namespace {

mp choose(double n, double k) {
  mp out = 1;
  for (double i = 1; i <= k; ++i) out *= mp(n - k + i) / mp(i);
  return out;
}

}  // namespace

TEST_CASE("binomial and Poisson tails against their sums in 100 digits") {
  for (const auto rate : {0.1_percent, 30_percent, 99_percent}) {
    for (const double x : {0.0, 1.0, 7.0, 40.0}) {
      CAPTURE(x);
      mp more = 0;
      mp less = 0;
      for (std::size_t k = 0; k <= 40; ++k)
        (static_cast<double>(k) >= x ? more : less) += nines_test::count_mass<mp>(rate, 40, k);
      const auto p = binomial_test(x, 40, rate);
      CHECK(p.value() == within(static_cast<double>(more), 1e-13));
      if (x > 0) CHECK(p.complement() == within(static_cast<double>(less), 1e-13));
    }
  }
  mp less = 0;
  for (std::size_t k = 0; k < 30; ++k)
    less += nines_test::count_mass<mp>(event_rate::per_request(5), 1, k);
  CHECK(poisson_test(30, 5).value() == within(static_cast<double>(1 - less), 1e-13));
  CHECK(poisson_test(0, 5).complement() == 0);
}

TEST_CASE("Fisher's test against its definition in 100 digits") {
  const evidence seen{.errors = 9, .requests = 60, .baseline_errors = 14, .baseline_requests = 300};
  mp more = 0;
  mp less = 0;
  for (double k = 0; k <= 23; ++k)
    (k >= 9 ? more : less) += choose(60, k) * choose(300, 23 - k) / choose(360, 23);
  CHECK(fisher_test(seen).value() == within(static_cast<double>(more), 1e-13));
  CHECK(fisher_test(seen).complement() == within(static_cast<double>(less), 1e-13));
  // More marked than are left: the count cannot be 0.
  CHECK(hypergeometric_tail(3, 8, 7, 12).value() == 1);
  CHECK(hypergeometric_tail(8, 8, 7, 12).value() == 0);
}

TEST_CASE("the conditional test is Fisher's limit for rare errors") {
  const evidence seen{
      .errors = 12, .requests = 1e6, .baseline_errors = 95, .baseline_requests = 19e6};
  CHECK(conditional_test(seen).value() == within(fisher_test(seen).value(), 1e-3));
  CHECK(two_proportion_test(seen).value() == within(fisher_test(seen).value(), 1));
  CHECK(two_proportion_test(seen).value() < 0.05);
}

TEST_CASE("Mann-Whitney against all divisions, with ties") {
  const std::vector<double> x = {3, 1, 4, 4};
  const std::vector<double> y = {1, 2, 4, 0, 3};
  std::vector<double> all = x;
  all.insert(all.end(), y.begin(), y.end());
  const double seen = mann_whitney_u(x, y);
  CHECK(seen == 14);
  double more = 0;
  double count = 0;
  for (unsigned s = 0; s < 1U << 9; ++s) {
    if (__builtin_popcount(s) != 4) continue;
    std::vector<double> a;
    std::vector<double> b;
    for (unsigned i = 0; i < 9; ++i) ((s >> i) % 2 == 1 ? a : b).push_back(all[i]);
    count += 1;
    more += mann_whitney_u(a, b) >= seen ? 1 : 0;
  }
  CHECK(mann_whitney_test(x, y).value() == within(more / count, 1e-14));
  CHECK(mann_whitney_test(x, y).complement() == within((count - more) / count, 1e-14));
}

TEST_CASE("worse than the baseline: both probabilities, and by symmetry") {
  const rate_prior flat{1, 2};
  const evidence same{.errors = 4, .requests = 50, .baseline_errors = 4, .baseline_requests = 50};
  CHECK(posterior_worse(same, flat).value() == within(0.5, 1e-12));
  CHECK(posterior_worse(same, flat).complement() == within(0.5, 1e-12));
  // One success of none, flat priors: x ~ Beta(2, 1), y ~ Beta(1, 1): P(x > y) = 2/3.
  const evidence one{.errors = 1, .requests = 1, .baseline_errors = 0, .baseline_requests = 0};
  CHECK(posterior_worse(one, flat).value() == within(2.0 / 3, 1e-12));
  CHECK(posterior_worse(one, flat).complement() == within(1.0 / 3, 1e-12));
  // Far beyond a double on the way: 3000 errors each.
  const evidence many{
      .errors = 3000, .requests = 1e5, .baseline_errors = 3000, .baseline_requests = 1e5};
  CHECK(posterior_worse(many, {1, 1000}).value() == within(0.5, 1e-10));
}

TEST_CASE("the smallest test keeps its word, and one request less does not") {
  for (const bool poisson : {false, true}) {
    const auto as = [&](const probability<>& p) {
      return poisson ? event_rate::per_request(p.value()) : event_rate(p);
    };
    for (const auto bad : {0.2_percent, 1_percent, 0.07_percent}) {
      const rate_pair rates{as(0.05_percent), as(bad)};
      const auto test = fixed_sample_test(rates);
      CAPTURE(test.requests);
      const auto missed = [&](double c, double n) { return !detail::tail_of(rates.bad, c, n); };
      const auto alarm = [&](double c, double n) { return detail::tail_of(rates.good, c, n); };
      CHECK(missed(test.roll_back_from, test.requests) <= 5_percent);
      CHECK(alarm(test.roll_back_from, test.requests) <= 1_percent);
      for (double n = test.requests - 1; n > test.requests - 200 && n > 0; n -= 7)
        for (double c = 1; c < 2 * test.roll_back_from; ++c)
          CHECK_FALSE((missed(c, n) <= 5_percent && alarm(c, n) <= 1_percent));
    }
  }
}

TEST_CASE("the traffic with which a stage means something") {
  const auto test = fixed_sample_test({.good = 0.05_percent, .bad = 0.2_percent});
  const auto traffic = traffic_for(test, 1_percent, hours_in<double>(0.5));
  CHECK(traffic.in(hours_in<double>(0.5), 1_percent) == within(7850, 1e-12));
  CHECK(traffic.time_for(7850, 1_percent).count() == within(0.5, 1e-12));
  CHECK(message_of([&] { return traffic_for(test, 0_percent, hours_in<double>(1)); }) ==
        "nines::traffic_for: share is 0, but must be more than 0");
}

TEST_CASE("Clopper and Pearson: each end leaves half") {
  const auto i = clopper_pearson(5, 1800, 95_percent);
  CHECK(binomial_test(5, 1800, probability<>::from_value(i.lower)).value() == within(0.025, 1e-10));
  CHECK(binomial_test(6, 1800, probability<>::from_value(i.upper)).complement() ==
        within(0.025, 1e-10));
  CHECK(clopper_pearson(0, 10, 95_percent).lower == 0);
  CHECK(clopper_pearson(10, 10, 95_percent).upper == 1);
  CHECK(clopper_pearson(0, 10, 95_percent).upper == within(1 - std::pow(0.025, 0.1), 1e-12));
}

TEST_CASE("Fisher's test against all tables, and large ones against few digits less") {
  for (const double n : {1.0, 4.0, 7.0})
    for (const double m : {1.0, 5.0, 9.0})
      for (double marked = 0; marked <= n + m; ++marked) {
        double all = 0;
        std::vector<double> masses;
        for (double k = 0; k <= n; ++k) {  // C(n, k) C(m, marked - k)
          double ways = marked - k >= 0 && marked - k <= m ? 1 : 0;
          for (double i = 1; i <= k; ++i) ways *= (n - k + i) / i;
          for (double i = 1; i <= marked - k; ++i) ways *= (m - marked + k + i) / i;
          masses.push_back(ways);
          all += ways;
        }
        double more = all;
        double fewer = 0;
        for (double k = 0; k <= n && k <= marked; ++k) {
          if (marked - k <= m) {
            const auto p = fisher_test({k, n, marked - k, m});
            CHECK(std::abs(p.value() - more / all) < 1e-13);
            CHECK((p.complement() == within(fewer / all, 1e-12) || fewer == 0));
          }
          more -= masses[static_cast<std::size_t>(k)];
          fewer += masses[static_cast<std::size_t>(k)];
        }
      }
  // As many: half of what is not the middle, and the middle.
  const auto large = fisher_test({1e6, 1e9, 1e6, 1e9});
  CHECK(large.value() == within(0.5, 1e-3));
  CHECK(large.value() + large.complement() == within(1, 1e-15));
  CHECK_THROWS_WITH_AS((void)fisher_test({2e15, 4e15, 2e15, 4e15}),
                       "nines::fisher_test: counts this large take more than 1e8 terms; take "
                       "conditional_test",
                       convergence_error);
}

TEST_CASE("counts of a hundred million and more, and far from their mean") {
  // The same by Boost below 1e8, and by Temme's expansion from there on.
  for (const double away : {-5.0, -1.0, 0.0, 2.0, 6.0}) {
    const auto below = poisson_test(99999999, 99999999 - away * 1e4);
    const auto above = poisson_test(100000001, 100000001 - away * 1e4);
    CHECK(below.value() == within(above.value(), 1e-6));
    CHECK(below.complement() == within(above.complement(), 1e-6));
    const detail::large_gamma dist(99999999, 99999999 - away * 1e4);
    CHECK(dist.lower() == within(below.value(), 1e-11));
    CHECK(dist.upper() == within(below.complement(), 1e-11));
  }
  CHECK(poisson_test(32044, 1.77e-10).value() == 0);
  CHECK(poisson_test(32044, 1e9).complement() == 0);
  CHECK(poisson_test(1e12, 1e12).value() == within(0.5, 1e-6));
  CHECK(poisson_test(9e15, 9e15 - 1e8).value() == within(0.146, 0.01));
}

TEST_CASE("a posterior never exceeds one, and its limit is read from the side with the digits") {
  const auto p = posterior_worse({1, 1e6, 90, 2e5}, {1, 1000});
  CHECK(p.value() <= 1);
  CHECK(p.complement() <= 1);
  CHECK(p.value() + p.complement() == 1);
  const auto above = posterior_above(1000, 1000, !1e-12_probability, {1, 2});
  CHECK(above.value() == within(1e-12 * 1001, 1e-9));  // 1 - (1 - 1e-12)^1001
}

TEST_CASE("what they refuse") {
  CHECK(message_of([] { return posterior_above(1, 2, 1_percent, {1, 1e300}); }) ==
        "nines::posterior_above: requests of the prior is 1e+300, but must be from 1e-9 to 1e15");
  CHECK(message_of([] { return posterior_above(1, 2, 1_percent, {5e-324, 10}); }) ==
        "nines::posterior_above: events of the prior is 5e-324, but must be from 1e-9 to 1e15");
  CHECK(message_of([] { return upper_fence(1, HUGE_VAL, 3); }) ==
        "nines::upper_fence: a quartile is inf, but must be finite");
  CHECK(message_of([] { return request_rate(1, hours_in<double>(1)).in(hours_in<double>(-1)); }) ==
        "nines::request_rate::in: time is -1, but must be 0 or more");
  CHECK(message_of([] { return binomial_test(11, 10, 1_percent); }) ==
        "nines::binomial_test: errors is 11, but must be a whole number from 0 to 10");
  CHECK(message_of([] { return binomial_test(1, 10.5, 1_percent); }) ==
        "nines::binomial_test: requests is 10.5, but must be a whole number from 0 to "
        "9007199254740992");
  CHECK(message_of([] { return poisson_test(1, -1); }) ==
        "nines::poisson_test: mean is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return fisher_test({.errors = 1, .requests = 5}); }) ==
        "nines::fisher_test: release and baseline must both have seen requests");
  CHECK(message_of([] { return p_value_rule(fisher_test, 0_percent); }) ==
        "nines::p_value_rule: alpha is 0, but must be more than 0, and less than 1");
  CHECK(message_of([] { return mann_whitney_test({}, {1}); }) ==
        "nines::mann_whitney_test: release is 0, but must be a series of 1 value or more");
  CHECK(message_of([] { return mann_whitney_test({1}, {std::nan("")}); }) ==
        "nines::mann_whitney_test: baseline is nan, but must be free of NaN");
  CHECK(message_of([] { return upper_fence(2, 1, 3); }) ==
        "nines::upper_fence: lower_quartile is 2, but must be at most the upper one, 1");
  CHECK(message_of([] { return fixed_sample_test({.good = 2_percent, .bad = 1_percent}); }) ==
        "nines::fixed_sample_test: the good rate is 0.02, but must be less than the bad one, 0.01");
  CHECK(message_of([] {
          return fixed_sample_test({.good = 1_percent, .bad = 2_percent}, {.missed = 0_percent});
        }) == "nines::fixed_sample_test: missed is 0, but must be more than 0, and less than 1");
  CHECK(message_of([] { return requests_without_error(0_percent, 5_percent); }) ==
        "nines::requests_without_error: rate is 0, but must be more than 0, and less than 1");
  CHECK(message_of([] { return clopper_pearson(1, 10, 100_percent); }) ==
        "nines::clopper_pearson: confidence is 1, but must be more than 0, and less than 1");
  CHECK(message_of([] { return bad_given_passed(5_percent, 100_percent, 100_percent); }) ==
        "nines::bad_given_passed: no release passes");
  CHECK(message_of([] { return bad_given_rolled_back(5_percent, 0_percent, 0_percent); }) ==
        "nines::bad_given_rolled_back: no release is rolled back");
  CHECK(message_of([] { return posterior_above(3, 2, 1_percent, {}); }) ==
        "nines::posterior_above: events is 3, but must be from 0 to the requests");
  CHECK(message_of([] { return posterior_worse({}, {0.5, 2}); }) ==
        "nines::posterior_worse: events of the prior is 0.5, but must be a whole number");
  const evidence endless{.errors = HUGE_VAL, .requests = HUGE_VAL};
  CHECK(message_of([&] { return posterior_worse(endless, {1, 1000}); }) ==
        "nines::posterior_worse: requests is inf, but must be a whole number from 0 to "
        "9007199254740992");
  const evidence many{
      .errors = 3e8, .requests = 1e9, .baseline_errors = 3e8, .baseline_requests = 1e9};
  CHECK_THROWS_WITH_AS((void)posterior_worse(many, {1, 1000}),
                       "nines::posterior_worse: takes more than 1e7 terms, one for each error",
                       convergence_error);
  for (const auto& sure : {probability<>::never(), probability<>::always()}) {
    CHECK(message_of([&] { return posterior_rule(1_percent, {}, sure); }).find("sure is") !=
          std::string::npos);
    CHECK(message_of([&] { return posterior_worse_rule({}, sure); }).find("sure is") !=
          std::string::npos);
  }
}
