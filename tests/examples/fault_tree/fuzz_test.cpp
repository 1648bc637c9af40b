// SPDX-License-Identifier: BSL-1.0
// The reader of fault trees against damaged files: whatever the text, it reads a model or throws
// its own input_error.
#include "../support/fuzz.hpp"

#include <doctest/doctest.h>

#include "fault_tree/reader.hpp"
#include "fault_tree/tree.hpp"
#include "support/random.hpp"

using namespace fault_tree;

namespace {

std::vector<std::string> all_samples() {
  auto samples = sample_texts(NINES_FAULT_TREES, {".xml"});
  for (const char* folder : {"good", "bad"})
    for (auto& each :
         sample_texts(NINES_TESTS_DIR "/examples/fault_tree/" + std::string(folder), {".xml"}))
      samples.push_back(std::move(each));
  return samples;
}
void read(const std::string& text) {
  const model m = read_texts({{"damaged.xml", text}}, 8760);
  (void)make_tree(m, find_top(m, ""));
}

/// The texts between quotes of attributes: where each begins, and its length.
std::vector<std::pair<std::size_t, std::size_t>> quoted_texts(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> list;
  for (auto at = text.find("=\""); at != std::string::npos; at = text.find("=\"", at + 1))
    if (const auto end = text.find('"', at + 2); end != std::string::npos)
      list.emplace_back(at + 2, end - at - 2);
  return list;
}

}  // namespace

TEST_CASE("damaged fault trees are read or refused, never worse") {
  const auto samples = all_samples();
  CHECK(samples.size() > 100);
  nines_test::fuzz(4741, samples, [](std::size_t, const std::string& text) { read(text); });
}

TEST_CASE("fault trees whose names and values are mixed are read or refused, never worse") {
  const auto samples = all_samples();
  nines_test::random_source random(4742);
  int taken = 0;
  int refused = 0;
  for (int run = 0; run < fuzz_runs() / 4; ++run) {
    std::string text = samples[random.below(samples.size())];
    for (std::size_t changes = random.between(1, 3); changes > 0; --changes) {
      const auto list = quoted_texts(text);
      if (list.empty()) break;
      const auto [from, length] = list[random.below(list.size())];
      const auto [to, old_length] = list[random.below(list.size())];
      text.replace(to, old_length, std::string(text, from, length));
    }
    try {
      read(text);
      ++taken;
    } catch (const input_error& e) {
      CHECK(std::string(e.what()).rfind("damaged.xml:", 0) == 0);
      ++refused;
    }
  }
  CHECK(taken > 0);
  CHECK(refused > 0);
}
