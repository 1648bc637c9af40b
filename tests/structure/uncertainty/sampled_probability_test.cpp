// SPDX-License-Identifier: BSL-1.0
// What is said of samples, against small cases by hand and a distribution that is known.
#include <doctest/doctest.h>

#include <nines/structure/uncertainty/sampled_probability.hpp>

#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

sampled_probability of(const std::vector<double>& values) {
  std::vector<probability<double>> list;
  for (const double each : values) list.push_back(probability<double>::from_value(each));
  return sampled_probability(std::move(list));
}

}  // namespace

TEST_CASE("four samples by hand") {
  const auto s = of({0.4, 0.1, 0.3, 0.2});
  CHECK(s.mean().value() == doctest::Approx(0.25));
  CHECK(s.mean().complement() == doctest::Approx(0.75));
  CHECK(s.variance() == doctest::Approx(0.05 / 3));
  CHECK(s.standard_error() == doctest::Approx(std::sqrt(0.05 / 12)));
  CHECK(s.quantile(0).value() == 0.1);
  CHECK(s.quantile(0.25).value() == 0.1);
  CHECK(s.quantile(0.26).value() == 0.2);
  CHECK(s.quantile(0.5).value() == 0.2);
  CHECK(s.quantile(1).value() == 0.4);
  const auto classes = s.histogram(3, class_scale::equal_widths);
  CHECK(classes.size() == 3);
  CHECK(classes[0].lower == 0.1);
  CHECK(classes[0].share == 0.25);
  CHECK(classes[1].share + classes[2].share == 0.75);
  CHECK(classes[2].upper == 0.4);
}

TEST_CASE("samples close to 1 have the variance of their complements") {
  std::vector<probability<double>> list;
  for (const double each : {1e-20, 3e-20})
    list.push_back(probability<double>::from_complement(each));
  const sampled_probability s(list);
  CHECK(s.mean().complement() == doctest::Approx(2e-20).epsilon(1e-14));
  CHECK(s.variance() == doctest::Approx(2e-40).epsilon(1e-14));
}

TEST_CASE("classes of equal ratios") {
  const auto classes = of({1e-6, 1e-5, 1e-4, 1e-3}).histogram(3, class_scale::equal_ratios);
  CHECK(classes[0].upper == doctest::Approx(1e-5));
  CHECK(classes[1].upper == doctest::Approx(1e-4));
  double sum = 0;
  for (const auto& each : classes) sum += each.share;
  CHECK(sum == 1);
  const auto alone = of({0.5, 0.5}).histogram(3, class_scale::equal_widths);
  CHECK(alone.size() == 1);
  CHECK(alone[0].share == 1);
}

TEST_CASE("bounds of quantiles hold as often as they say") {
  random_source random(1421);
  const auto confidence = probability<double>::from_value(0.9);
  const int runs = trials(2000);
  int held[2] = {0, 0};
  for (int run = 0; run < runs; ++run) {
    std::vector<double> values;
    for (int i = 0; i < 400; ++i) values.push_back(random.unit());
    const auto s = of(values);
    const double shares[] = {0.5, 0.95};
    for (int i = 0; i < 2; ++i) {
      const auto [low, high] = s.quantile_bounds(shares[i], confidence);
      held[i] += low.value() <= shares[i] && shares[i] <= high.value() ? 1 : 0;
    }
  }
  for (const int each : held) CHECK(each > 0.87 * runs);
  CHECK(held[0] < runs);
}

TEST_CASE("refused") {
  CHECK_THROWS_WITH_AS((void)of({0.5}), doctest::Contains("2 or more"), domain_error);
  const auto s = of({0.0, 0.5});
  CHECK_THROWS_AS((void)s.quantile(1.5), domain_error);
  CHECK_THROWS_AS((void)s.histogram(0, class_scale::equal_widths), domain_error);
  CHECK_THROWS_AS((void)s.histogram(3, class_scale::equal_ratios), domain_error);
}
