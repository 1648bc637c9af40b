// SPDX-License-Identifier: BSL-1.0
// Identical parts, k out of n, against exact integers: every (n, k) up to n = 300, both tails.
#include <doctest/doctest.h>

#include <string>

#include "identical_parts.hpp"

using namespace nines_test;

namespace {

void report(const std::string& way, const identical_errors& errors, double most) {
  MESSAGE(way << ": largest error " << errors.most << " epsilon at n = " << errors.n
              << ", k = " << errors.k << "; largest error / n " << errors.most_by_n);
  CAPTURE(way);
  CHECK(errors.most <= most);
  CHECK(errors.most_by_n <= 1);
}

}  // namespace

TEST_CASE("identical parts: every (n, k) up to 300, twelve parts, against exact integers") {
  const auto errors = measure_all_identical(1);
  report("at_least(k, copies)", errors.of_copies, 64);
  report("identical_at_least", errors.prepared, 128);
  report("at_least(k, list)", errors.of_list, 64);
}
