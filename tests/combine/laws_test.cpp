// SPDX-License-Identifier: BSL-1.0
// Laws that hold whatever the numbers: duality, order, monotony, conditioning. On random parts.
#include <doctest/doctest.h>

#include <algorithm>
#include <nines/combine.hpp>

#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using parts_list = std::vector<probability<double>>;

parts_list negated(parts_list parts) {
  for (auto& part : parts) part = !part;
  return parts;
}

bool close(const probability<double>& a, const probability<double>& b, double epsilons) {
  return error_in_epsilons(a, precise(b)) <= epsilons;
}

/// Calls law(random, parts) for many part lists; the seed is in the message of a failure.
template <class Dist>
void for_random_parts(std::size_t least, std::size_t most, const Dist& law) {
  for (int trial = 0; trial < trials(500, 5); ++trial) {
    CAPTURE(trial);
    random_source random(static_cast<std::uint64_t>(trial));
    parts_list parts;
    const std::size_t n = random.between(least, most);
    for (std::size_t i = 0; i < n; ++i) parts.push_back(random_part(random, 1e-15, 0.5));
    law(random, parts);
  }
}

}  // namespace

TEST_CASE("duality: not parallel is the series of the negations, bit by bit") {
  for_random_parts(1, 30, [](random_source&, const parts_list& parts) {
    const auto a = !parallel(parts);
    const auto b = series(negated(parts));
    CHECK(a.value() == b.value());
    CHECK(a.complement() == b.complement());
  });
}

TEST_CASE("duality: k of n up, and n - k + 1 of n down") {
  for_random_parts(1, 40, [](random_source& random, const parts_list& parts) {
    const std::size_t n = parts.size();
    const std::size_t k = random.between(1, n);
    CHECK(close(!at_least(k, parts), at_least(n - k + 1, negated(parts)), 16));
  });
}

TEST_CASE("at least 1 is parallel, at least n is series") {
  for_random_parts(1, 40, [](random_source&, const parts_list& parts) {
    CHECK(close(at_least(1, parts), parallel(parts), 16));
    CHECK(close(at_least(parts.size(), parts), series(parts), 16));
  });
}

TEST_CASE("the order of the parts does not matter") {
  for_random_parts(2, 40, [](random_source& random, const parts_list& parts) {
    auto other = parts;
    for (std::size_t i = other.size(); i > 1; --i) std::swap(other[i - 1], other[random.below(i)]);
    const std::size_t k = random.between(1, parts.size());
    CHECK(close(series(parts), series(other), 16));
    CHECK(close(parallel(parts), parallel(other), 16));
    CHECK(close(at_least(k, parts), at_least(k, other), 16));
  });
}

TEST_CASE("a better part makes no system worse") {
  for_random_parts(2, 20, [](random_source& random, const parts_list& parts) {
    auto better = parts;
    auto& changed = better[random.below(parts.size())];
    changed = probability<double>::from_complement(changed.complement() * random.unit());
    const std::size_t k = random.between(1, parts.size());
    const auto improves = [&](const auto& system) {
      const auto after = system(better);
      const auto before = system(parts);
      return after > before || close(after, before, 16);
    };
    CHECK(improves([](const auto& v) { return series(v); }));
    CHECK(improves([](const auto& v) { return parallel(v); }));
    CHECK(improves([k](const auto& v) { return at_least(k, v); }));
  });
}

TEST_CASE("more parts needed is never better") {
  for_random_parts(2, 30, [](random_source&, const parts_list& parts) {
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const auto fewer = at_least(k, parts);
      const auto more = at_least(k + 1, parts);
      CHECK((fewer > more || close(fewer, more, 16)));
    }
  });
}

TEST_CASE("conditioning on any part changes nothing") {
  for_random_parts(2, 20, [](random_source& random, const parts_list& parts) {
    const std::size_t k = random.between(1, parts.size());
    auto up = parts;
    auto down = parts;
    const std::size_t at = random.below(parts.size());
    up[at] = probability<double>::always();
    down[at] = probability<double>::never();
    CHECK(close(pivot(parts[at], at_least(k, up), at_least(k, down)), at_least(k, parts), 16));
    CHECK(close(pivot(parts[at], series(up), series(down)), series(parts), 16));
    CHECK(close(pivot(parts[at], parallel(up), parallel(down)), parallel(parts), 16));
  });
}

TEST_CASE("grouping does not matter: series of series, parallel of parallel") {
  for_random_parts(3, 30, [](random_source& random, const parts_list& parts) {
    const auto cut = static_cast<std::ptrdiff_t>(random.between(1, parts.size() - 1));
    const parts_list head(parts.begin(), parts.begin() + cut);
    const parts_list tail(parts.begin() + cut, parts.end());
    CHECK(close(series(series(head), series(tail)), series(parts), 16));
    CHECK(close(parallel(parallel(head), parallel(tail)), parallel(parts), 16));
  });
}

TEST_CASE("the two sides of a result add up to one") {
  for_random_parts(1, 60, [](random_source& random, const parts_list& parts) {
    const auto p = at_least(random.between(1, parts.size()), parts);
    CHECK(epsilons_apart(p.value() + p.complement(), 1.0) <= 60);
  });
}

TEST_CASE("perfect and dead parts drop out") {
  for_random_parts(1, 20, [](random_source& random, const parts_list& parts) {
    const std::size_t k = random.between(1, parts.size());
    auto more = parts;
    more.push_back(probability<double>::never());
    CHECK(close(at_least(k, more), at_least(k, parts), 8));
    more.back() = probability<double>::always();
    CHECK(close(at_least(k + 1, more), at_least(k, parts), 8));
  });
}
