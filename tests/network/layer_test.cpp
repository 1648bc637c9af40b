// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <map>
#include <nines/network/layer.hpp>

#include "support/random.hpp"

using namespace nines;

namespace {

/// A state whose hashes collide often.
struct number {
  std::uint64_t x = 0;
  [[nodiscard]] std::uint64_t hash() const { return x % 13; }
  friend bool operator==(const number&, const number&) = default;
};

}  // namespace

TEST_CASE("a layer adds up the masses of equal states, in batches or one by one") {
  nines_test::random_source random(1);
  for (const bool waits : {true, false}) {
    detail::layer<number, double> layer;
    layer.clear(1);
    std::map<std::uint64_t, double> expected;
    for (int i = 0; i < 5000; ++i) {
      const number key{random.below(700)};
      const auto mass = static_cast<double>(1 + random.below(100));
      expected[key.x] += mass;
      if (waits)
        layer.push(key, mass);
      else
        CHECK(layer.entries()[layer.add(key, mass)].state == key);
    }
    layer.flush();
    CHECK(layer.size() == expected.size());
    for (const auto& [state, mass] : layer.entries()) CHECK(expected[state.x] == mass);
    CHECK(layer.bytes() > 700 * 16);
  }
}

TEST_CASE("the heaviest states stay, the others are told") {
  detail::layer<number, double> layer;
  layer.clear(100);
  for (std::uint64_t i = 0; i < 100; ++i) layer.push({i}, static_cast<double>(i * 37 % 100));
  layer.flush();
  double dropped = 0;
  const auto drop = [&](const auto& entry) { dropped += entry.mass; };
  layer.keep_heaviest(100, drop);
  CHECK(dropped == 0);
  layer.keep_heaviest(10, drop);
  CHECK(dropped == 89 * 90 / 2);
  CHECK(layer.size() == 10);
  for (const auto& entry : layer.entries()) CHECK(entry.mass >= 90);
  layer.clear(1);
  CHECK(layer.size() == 0);
}

TEST_CASE("arrivals are counted where that is asked") {
  for (const bool waits : {false, true}) {
    detail::layer<number, double> layer;
    layer.count_arrivals();
    layer.clear(1);
    for (std::uint64_t i = 0; i < 1000; ++i)
      waits ? layer.push({i % 300}, 1.0) : static_cast<void>(layer.add({i % 300}, 1.0));
    layer.flush();
    CHECK(layer.most_arrivals() == 4);
    layer.clear(1);
    CHECK(layer.most_arrivals() == 0);
  }
}
