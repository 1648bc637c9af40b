// SPDX-License-Identifier: BSL-1.0
// The reader of rollouts against damaged files: whatever the text, it reads a study or throws its
// own input_error.
#include <doctest/doctest.h>

#include "../support/damaged_files.hpp"
#include "rollout/study.hpp"

TEST_CASE("damaged rollouts are read or refused, never worse") {
  constexpr unsigned seed = 4714;
  const auto texts = sample_texts(NINES_ROLLOUTS, {".yaml"});
  REQUIRE(!texts.empty());
  mutator mutate(seed);
  int taken = 0;
  int refused = 0;
  for (int i = 0; i < fuzz_runs(); ++i) {
    const std::string text = mutate.damaged(texts[mutate.below(texts.size())]);
    try {
      (void)rollout::read_text(text, "damaged.yaml");
      ++taken;
    } catch (const rollout::input_error& e) {
      ++refused;
      if (std::string(e.what()).rfind("damaged", 0) != 0)
        FAIL_CHECK("run " << i << ": " << e.what());
    } catch (const std::exception& e) {
      FAIL_CHECK("seed " << seed << ", run " << i << ": " << e.what() << "\n" << text);
    }
  }
  MESSAGE("seed " << seed << ": " << taken << " files read, " << refused << " refused");
}
