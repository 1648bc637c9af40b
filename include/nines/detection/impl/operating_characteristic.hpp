// SPDX-License-Identifier: BSL-1.0
// What a stopping distribution is asked with: its analyses and its budget.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/detection/operating_characteristic.hpp>

namespace nines {

NINES_INLINE std::vector<std::size_t> even_analyses(double requests, std::size_t analyses) {
  if (analyses < 1) fail("even_analyses", "analyses", analyses, "1 or more");
  if (!(requests >= 0) || !(requests < 1e15))
    fail("even_analyses", "requests", requests, "0 or more, and less than 1e15");
  require_memory("even_analyses", "the list of analyses",
                 sizeof(std::size_t) * static_cast<double>(analyses));
  std::vector<std::size_t> added;
  added.reserve(analyses);
  std::size_t seen = 0;
  for (std::size_t j = 1; j <= analyses; ++j) {
    const double by_now = requests * static_cast<double>(j) / static_cast<double>(analyses);
    const auto now = static_cast<std::size_t>(std::floor(by_now + 0.5));
    added.push_back(now - seen);  // whole numbers that do not decrease
    seen = now;
  }
  if (seen < analyses)
    fail("even_analyses", "requests", requests,
         "one for each analysis at least, " + describe(analyses));
  return added;
}

NINES_INLINE work_budget budget_of(const char* function, const stopping_options& options) {
  if (!(options.least_mass > 0) || !(options.least_mass < 1e-9))
    fail(function, "least_mass", options.least_mass, "more than 0, and less than 1e-9");
  require_positive_finite(function, "max_products", options.max_products);
  require_positive_finite(function, "memory_limit", options.memory_limit);
  return {function, options.max_products, "products",
          "take fewer analyses, a larger least_mass, repeated_z_test, or more max_products"};
}

namespace detail {

NINES_INLINE void check_analyses(const char* function, const std::vector<std::size_t>& requests) {
  if (requests.empty()) fail(function, "the number of analyses", 0, "1 or more");
  if (std::all_of(requests.begin(), requests.end(), [](std::size_t n) { return n == 0; }))
    fail(function, "a test that sees no request tells nothing");
}

}  // namespace detail

}  // namespace nines
