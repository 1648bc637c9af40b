// SPDX-License-Identifier: BSL-1.0
// The reader against damaged files: whatever the text, it reads an architecture or throws its own
// input_error.
#include <doctest/doctest.h>

#include "../support/damaged_files.hpp"
#include "availability/reader.hpp"
#include "availability/system.hpp"

using namespace availability;

TEST_CASE("damaged files are read or refused, never worse") {
  constexpr unsigned seed = 4711;
  const auto texts = sample_texts(NINES_ARCHITECTURES, {".yaml", ".json"});
  REQUIRE(!texts.empty());
  mutator mutate(seed);
  int read = 0;
  int refused = 0;
  for (int i = 0; i < fuzz_runs(); ++i) {
    const std::string text = mutate.damaged(texts[mutate.below(texts.size())]);
    try {
      compile(read_text(text, "damaged.yaml"));
      ++read;
    } catch (const input_error& e) {
      ++refused;
      if (std::string(e.what()).rfind("damaged.yaml:", 0) != 0)
        FAIL_CHECK("run " << i << ": " << e.what());
    } catch (const std::exception& e) {
      FAIL_CHECK("seed " << seed << ", run " << i << ": " << e.what() << "\n" << text);
    }
  }
  MESSAGE("seed " << seed << ": " << read << " files read, " << refused << " refused");
}
