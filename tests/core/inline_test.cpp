// SPDX-License-Identifier: BSL-1.0
// Functions of <nines/<room>/impl/...> are inline where no target has them compiled.
#include <doctest/doctest.h>

#include <nines/inline.hpp>
#include <string_view>

#define NINES_TEXT_OF(x) #x
#define NINES_TEXT(x) NINES_TEXT_OF(x)

TEST_CASE("functions are inline, or compiled once") {
  constexpr std::string_view keyword = NINES_TEXT(NINES_INLINE);
#ifdef NINES_COMPILED
  CHECK(keyword == "");
#else
  CHECK(keyword == "inline");
#endif
}
