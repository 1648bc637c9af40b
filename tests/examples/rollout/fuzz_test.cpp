// SPDX-License-Identifier: BSL-1.0
// The reader of rollouts against damaged files.
#include "../support/fuzz.hpp"

#include <doctest/doctest.h>

#include "rollout/study.hpp"

TEST_CASE("damaged rollouts are read or refused, never worse") {
  nines_test::fuzz(
      4714, sample_texts(NINES_ROLLOUTS, {".yaml"}),
      [](std::size_t, const std::string& text) { rollout::read_text(text, "damaged.yaml"); });
}
