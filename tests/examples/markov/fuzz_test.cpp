// SPDX-License-Identifier: BSL-1.0
// The readers of models and of explicit chains against damaged files: whatever the text, they read
// a chain or throw their own input_error.
#include <doctest/doctest.h>

#include "../support/damaged_files.hpp"
#include "markov/explicit_files.hpp"
#include "markov/reader.hpp"

using namespace markov;

namespace {

/// Counts how many of the damaged texts a reader takes; anything but input_error is a failure.
template <class Read>
void fuzz(unsigned seed, const std::vector<std::string>& texts, const Read& read) {
  REQUIRE(!texts.empty());
  mutator mutate(seed);
  int taken = 0;
  int refused = 0;
  for (int i = 0; i < fuzz_runs(); ++i) {
    const std::size_t which = mutate.below(texts.size());
    const std::string text = mutate.damaged(texts[which]);
    try {
      read(which, text);
      ++taken;
    } catch (const input_error& e) {
      ++refused;
      if (std::string(e.what()).rfind("damaged", 0) != 0)
        FAIL_CHECK("run " << i << ": " << e.what());
    } catch (const std::exception& e) {
      FAIL_CHECK("seed " << seed << ", run " << i << ": " << e.what() << "\n" << text);
    }
  }
  MESSAGE("seed " << seed << ": " << taken << " files read, " << refused << " refused");
}

}  // namespace

TEST_CASE("damaged model files are read or refused, never worse") {
  fuzz(4712, sample_texts(NINES_MODELS, {".yaml", ".json"}),
       [](std::size_t, const std::string& text) { (void)build(read_text(text, "damaged.yaml")); });
}

TEST_CASE("damaged explicit files are read or refused, never worse") {
  const std::vector<std::string> good = {"# a chain\n3 4\n0 1 0.5\n1 0 2\n1 2 1e-3\n2 1 4\n",
                                         "(failed,busy)\n0:(0,0)\n1:(1,1)\n2:(2,1)\n",
                                         "0=\"init\" 1=\"up\"\n0: 0 1\n1: 1\n",
                                         "3 2\n0 1.5\n2 7\n"};
  fuzz(4713, good, [&](std::size_t which, const std::string& text) {
    const auto of = [&](std::size_t i) {
      return file_text{"damaged", i == which ? text : good[i]};
    };
    (void)read_explicit({of(0), {of(1)}, {of(2)}, {of(3)}}, hours(1));
  });
}
