// SPDX-License-Identifier: BSL-1.0
// The version that programs see is that of the project.
#include <doctest/doctest.h>

#include <nines/version.hpp>
#include <string>

#if NINES_VERSION < 100
#error "0.1.0 is 100, so that versions can be compared by the preprocessor"
#endif

static_assert(NINES_VERSION ==
              NINES_VERSION_MAJOR * 10000 + NINES_VERSION_MINOR * 100 + NINES_VERSION_PATCH);
static_assert(NINES_VERSION_MINOR < 100 && NINES_VERSION_PATCH < 100);  // versions stay in order

TEST_CASE("the version of the headers is that of the project") {
  CHECK(std::string(NINES_VERSION_STRING) == NINES_PROJECT_VERSION);
  CHECK(std::to_string(NINES_VERSION_MAJOR) + "." + std::to_string(NINES_VERSION_MINOR) + "." +
            std::to_string(NINES_VERSION_PATCH) ==
        NINES_PROJECT_VERSION);
}
