// SPDX-License-Identifier: BSL-1.0
// The readers of promises and of recovery plans against damaged files. Laws are composed while a
// plan is read, which takes its time: fewer runs.
#include "../support/fuzz.hpp"

#include <doctest/doctest.h>

#include "dr/service.hpp"
#include "budget/plan.hpp"
#include "recovery/plan.hpp"
#include "sla/service.hpp"

using nines_test::fuzz;

namespace {

/// The samples in a folder of which the text has a word, or has it not.
std::vector<std::string> texts_with(const std::string& folder, const std::string& word, bool has) {
  auto texts = sample_texts(folder, {".yaml"});
  std::erase_if(texts, [&](const std::string& text) {
    return (text.find(word) != std::string::npos) != has;
  });
  return texts;
}

}  // namespace

TEST_CASE("damaged promises are read or refused, never worse") {
  fuzz(4721, texts_with(NINES_PROMISES, "alerts:", true),
       [](std::size_t, const std::string& text) { budget::read_text(text, "damaged.yaml"); });
  fuzz(
      4722, texts_with(NINES_PROMISES, "alerts:", false),
      [](std::size_t, const std::string& text) { sla::read_text(text, "damaged.yaml"); },
      fuzz_runs() / 10);
}

TEST_CASE("damaged recovery plans are read or refused, never worse") {
  fuzz(
      4723, texts_with(NINES_PLANS, "recovery:", true),
      [](std::size_t, const std::string& text) { recovery::read_text(text, "damaged.yaml"); },
      fuzz_runs() / 50);
  fuzz(
      4724, texts_with(NINES_PLANS, "recovery:", false),
      [](std::size_t, const std::string& text) { dr::read_text(text, "damaged.yaml"); },
      fuzz_runs() / 50);
}
