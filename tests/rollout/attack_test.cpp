// SPDX-License-Identifier: BSL-1.0
// Thousands of random questions at the edges: an answer without contradiction, or an error of ours.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/detection/mann_whitney/rule.hpp>
#include <nines/detection/sample_size.hpp>
#include <nines/detection/tests/posterior.hpp>
#include <nines/detection/tests/split_e_process.hpp>

#include "support/random.hpp"

using namespace nines;

namespace {

constexpr double edges[] = {0, 1, 2, 3, 10, 1000, 1e6, 1e9, 1e12, 9007199254740992.0};

class edge_source {
 public:
  explicit edge_source(std::uint64_t seed) : random_(seed) {}
  double count() {
    if (random_.one_in(3)) return edges[random_.below(std::size(edges))];
    return std::floor(random_.log_uniform(1, 1e13));
  }
  double number() {
    if (random_.one_in(5)) return edges[random_.below(std::size(edges))] * 1e-3;
    if (random_.one_in(9)) return random_.one_in(2) ? HUGE_VAL : std::nan("");
    return random_.log_uniform(1e-20, 1e20);
  }
  probability<> chance() {
    if (random_.one_in(8))
      return random_.one_in(2) ? probability<>::never() : probability<>::always();
    const auto p = probability<>::from_value(random_.log_uniform(1e-300, 1));
    return random_.one_in(3) ? !p : p;
  }
  evidence seen() {
    evidence e{count(), count(), count(), count()};
    e.errors = std::min(e.errors, e.requests);
    e.baseline_errors = std::min(e.baseline_errors, e.baseline_requests);
    return e;
  }

 private:
  nines_test::random_source random_;
};

void check(const probability<>& p) {
  CHECK(p.value() >= 0);
  CHECK(p.complement() >= 0);
  CHECK(p.value() <= 1);
  CHECK(p.complement() <= 1);
  CHECK(std::abs(p.value() + p.complement() - 1) < 1e-12);
}
void check(double x) { CHECK(x == x); }

/// An answer that is one, or an error of this library.
template <class Ask>
void answered(const Ask& ask) {
  try {
    check(ask());
  } catch (const domain_error&) {
  } catch (const convergence_error&) {
  }
}

}  // namespace

TEST_CASE("tests, posteriors, mixtures and samples at their edges") {
  edge_source any(20261130);
  for (int i = 0; i < nines_test::trials(250); ++i) {
    const evidence e = any.seen();
    const auto p = any.chance();
    const auto q = any.chance();
    const double a = any.number();
    const double b = any.number();
    CAPTURE(i);
    answered([&] { return binomial_test(e.errors, e.requests, p); });
    answered([&] { return poisson_test(e.errors, a); });
    answered([&] { return conditional_test(e); });
    answered([&] { return two_proportion_test(e); });
    answered([&] { return posterior_above(e.errors, e.requests, p, {a, b}); });
    answered([&] { return bad_given_passed(p, q, any.chance()); });
    answered([&] { return log_e_value(e.errors, e.requests, p, {a, b}); });
    answered([&] { return requests_for_power({p, q}); });
    answered([&] { return sprt(p, q).log_ratio(e.errors, e.requests); });
    answered([&] { return sprt(p, q).expected_requests_if_bad(); });
    answered([&] {
      split_e_process process({a, b, p}, q);
      (void)process.observe(e);
      (void)process.observe({1, 20, 3, 1000});
      return process.log_e_value();
    });
  }
}
