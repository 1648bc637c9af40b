// SPDX-License-Identifier: BSL-1.0
// All messages of the calculators that are on record name what users write, and nothing of C++.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "../support/plain_messages.hpp"

using nines_test::names_of_code;

namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The texts of all files below a folder with an ending that `wanted` takes.
template <class Wanted>
std::string texts_below(const std::string& folder, const Wanted& wanted) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && wanted(entry.path())) all += text_of(entry.path()) + "\n";
  return all;
}

}  // namespace

TEST_CASE("names of C++ are seen in a message, and nothing else is") {
  const std::string known = "a key is requests_per_hour";
  CHECK(names_of_code("x.yaml:1:2: nines::sprt: bad", known).size() == 1);
  CHECK(names_of_code("raise max_products, or take std::vector", known).size() == 2);
  CHECK(names_of_code("a/b_c.yaml:2:5: requests_per_hour: 'the_name' and \"a_b\" are bad", known)
            .empty());
  CHECK(names_of_code("damaged_file.yaml:1:1: needs 1 GiB: take less", known).empty());
}

TEST_CASE("no expected complaint has a name of C++") {
  const auto is_input = [](const std::filesystem::path& p) {
    const auto end = p.extension();
    return end == ".yaml" || end == ".json" || end == ".md" || end == ".txt";
  };
  const std::string known =
      texts_below(NINES_EXAMPLES, is_input) + texts_below(NINES_EXAMPLES_TESTS, is_input);
  int seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(NINES_EXAMPLES_TESTS)) {
    if (entry.path().extension() != ".err") continue;
    const std::string complaint = text_of(entry.path());
    for (const auto& name : names_of_code(complaint, known))
      FAIL_CHECK(entry.path().string() << " names " << name << ": " << complaint);
    ++seen;
  }
  CHECK(seen > 200);
}
