// SPDX-License-Identifier: BSL-1.0
// Feeds a reader damaged samples: it reads them, or throws its own input_error.
#pragma once

#include <doctest/doctest.h>

#include "common/input.hpp"
#include "damaged_files.hpp"

namespace nines_test {

/// Counts how many of the damaged texts a reader takes; anything but input_error is a failure.
template <class Read>
void fuzz(unsigned seed, const std::vector<std::string>& texts, const Read& read,
          int runs = fuzz_runs()) {
  REQUIRE(!texts.empty());
  mutator mutate(seed);
  int taken = 0;
  int refused = 0;
  for (int i = 0; i < runs; ++i) {
    const std::size_t which = mutate.below(texts.size());
    const std::string text = mutate.damaged(texts[which]);
    try {
      read(which, text);
      ++taken;
    } catch (const calculator::input_error& e) {
      ++refused;
      if (std::string(e.what()).rfind("damaged", 0) != 0)
        FAIL_CHECK("run " << i << ": " << std::string(e.what()));
    } catch (const std::exception& e) {
      FAIL_CHECK("seed " << seed << ", run " << i << ": " << std::string(e.what()) << "\n" << text);
    }
  }
  MESSAGE("seed " << seed << ": " << taken << " files read, " << refused << " refused");
}

}  // namespace nines_test
