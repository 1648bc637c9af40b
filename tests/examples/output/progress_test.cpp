// SPDX-License-Identifier: BSL-1.0
#include "common/progress.hpp"

#include <doctest/doctest.h>

using calculator::progress_line;

TEST_CASE("progress tells the time left as far as the share that is done is known") {
  CHECK(progress_line("network", 0.25, 3) == "network: 25%, 3 s; 9 s left, if all is needed");
  CHECK(progress_line("network", 0, 3) == "network: 3 s");
  CHECK(progress_line("network", 1, 3) == "network: 100%, 3 s");
  CHECK(progress_line("network", 1e-9, 2).find("left") != std::string::npos);
}

TEST_CASE("a search goes on unless Ctrl-C was pressed") { CHECK(calculator::says_done(0.5)); }
