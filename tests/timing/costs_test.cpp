// SPDX-License-Identifier: BSL-1.0
// What comments say that sums, races and certain bounds of times cost: blocks of quadrature and
// values of distributions, counted.
#include <nines/timing/certain_bounds.hpp>
#include <nines/timing/probability_before.hpp>

#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {

/// Another distribution, with a count of its values; those of its table are counted too.
template <class Dist>
class asked_distribution : public Dist {
 public:
  explicit asked_distribution(const Dist& dist) : Dist(dist) {}
  [[nodiscard]] auto at(const double& t) const {
    ++values;
    return Dist::at(t);
  }
  static inline double values = 0;
};

double blocks_of(const random_time<>& sum) { return sum.outline().work; }

}  // namespace

TEST_CASE("a sum takes 500 to 30 000 blocks of quadrature per step") {
  const auto steps = twelve_steps();
  for (std::size_t i = 2; i < steps.size(); ++i)
    for (std::size_t j = 2; j <= i; ++j) {
      const double blocks = blocks_of(sequence(steps[i], steps[j]));  // 0 in closed form
      CAPTURE(i);
      CAPTURE(j);
      CHECK((blocks == 0 || blocks >= 2 * 500));
      CHECK(blocks <= 2 * 30'000);
    }
  CHECK(blocks_of(sequence(steps)) >= 12 * 500);
  CHECK(blocks_of(sequence(steps)) <= 12 * 30'000);
}

TEST_CASE("a race takes up to 16 blocks of 22 values for each piece and each cut") {
  using dist = asked_distribution<exponential_time<double>>;
  const dist second(exponential_time<double>(45s));
  dist::values = 0;
  const auto table = random_time<>(second).table();
  const double of_table = dist::values;
  for (const auto& first : twelve_steps()) {
    const auto own = first.table();
    double parts = static_cast<double>(own.atoms.size());
    const auto edges = detail::edges_seen_from(table, own.origin);
    for (const auto& p : own.pieces) {
      parts += 1;
      for (const double e : edges) parts += e > p.from && e < p.to ? 1 : 0;
    }
    dist::values = 0;
    CHECK(probability_before(first, second).value() > 0);
    CHECK(dist::values - of_table <= 16 * 22 * parts);
  }
}

TEST_CASE("the last, and the first, of several ask each part once at each instant") {
  using dist = asked_distribution<exponential_time<double>>;
  const dist part(exponential_time<double>(45s));
  const auto last = all_of(part, part, part);
  const auto first = first_of(part, part, part, part);
  dist::values = 0;
  CHECK(last.cdf(30s).value() > 0);
  CHECK(dist::values == 3);
  dist::values = 0;
  CHECK(first.cdf(30s).value() > 0);
  CHECK(dist::values == 4);
}

TEST_CASE("certain bounds are refused where the squares of cells are more than 1e10") {
  CHECK(message_of([] { return detail::check_cells("f", 99'900, 2), 0; }) == "no error");
  CHECK(message_of([] { return detail::check_cells("f", 99'901, 2), 0; }) ==
        "nines::f: takes more than 1e+10 operations; ask for fewer cells, or of fewer steps");
  CHECK(message_of([] { return detail::check_cells("f", 9'900, 102), 0; }) == "no error");
}
