// SPDX-License-Identifier: BSL-1.0
// What is remembered is right; what memory does not allow is forgotten.
#include <doctest/doctest.h>

#include <nines/structure/counting/component_cache.hpp>

using namespace nines::detail;

namespace {

component_key key_of(std::uint64_t i) { return {i * 0x9e3779b97f4a7c15, ~i}; }

}  // namespace

TEST_CASE("all entries are found again after the table has grown") {
  component_cache<double> cache(0x1p30);
  for (std::uint64_t i = 1; i < 50000; ++i) {
    CHECK(cache.find(key_of(i)) == nullptr);
    cache.insert(key_of(i), static_cast<double>(i));
  }
  CHECK(cache.size() > 49000);
  std::size_t found = 0;
  for (std::uint64_t i = 1; i < 50000; ++i)
    if (const double* const value = cache.find(key_of(i))) {
      CHECK(*value == static_cast<double>(i));
      ++found;
    }
  CHECK(found == cache.size());
}

TEST_CASE("a table that may not grow keeps what came last") {
  component_cache<double> cache(0);
  for (std::uint64_t i = 1; i < 50000; ++i) {
    cache.insert(key_of(i), static_cast<double>(i));
    REQUIRE(cache.find(key_of(i)) != nullptr);
    CHECK(*cache.find(key_of(i)) == static_cast<double>(i));
  }
  CHECK(cache.size() <= 4096);
}
