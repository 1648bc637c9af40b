// SPDX-License-Identifier: BSL-1.0
#include "common/cursor.hpp"

#include <doctest/doctest.h>

#include <string>

#include "what_of.hpp"

using namespace calculator;

namespace {

using entry_list = std::vector<std::pair<std::string, std::string>>;

/// The entries of the map `key` of a document, as text.
entry_list entries_of(const std::string& text, const std::string& key) {
  entry_list list;
  read_document(text, "file", "keys", [&](const cursor& root) {
    for (const auto& [name, value] : root.entries())
      if (name == key)
        for (const auto& [k, v] : value.entries()) list.emplace_back(k, v.text());
  });
  return list;
}
std::string refusal(const std::string& text) {
  return nines_test::what_of<input_error>([&] {
    read_document(text, "file", "keys", [](const cursor& root) {
      for (const auto& [name, value] : root.entries())
        if (value.is_map()) (void)value.entries();
    });
  });
}
std::string name_in(const std::string& text) {
  return cursor::of_text(text, {"file", 1, 1, "name"}).name();
}

}  // namespace

TEST_CASE("merge keys bring the entries of other maps") {
  const std::string node = "node: &node {availability: 99.9%, mttr: 1 h}\n";
  CHECK(entries_of(node + "db:\n  <<: *node\n  mttr: 4 h\n", "db") ==
        entry_list{{"availability", "99.9%"}, {"mttr", "4 h"}});
  CHECK(entries_of(node + "db: *node\n", "db") ==
        entry_list{{"availability", "99.9%"}, {"mttr", "1 h"}});
  // a list: the first map that has a key says its value; merged maps may merge
  CHECK(entries_of("a: &a {x: 1}\nb: &b {x: 2, y: 2, <<: *a}\nc: &c {z: 3}\n"
                   "all: {<<: [*b, *c, *a], z: 4}\n",
                   "all") == entry_list{{"x", "2"}, {"y", "2"}, {"z", "4"}});
  CHECK(entries_of("all: {'<<': 1}\n", "all") == entry_list{{"<<", "1"}});  // in quotes, a key
}

TEST_CASE("merge keys that cannot be merged") {
  CHECK(refusal("all: {<<: 1}\n") == "file:1:7: all.<<: must be a map, or a list of maps");
  CHECK(refusal("all: &a {<<: *a}\n") == "file:1:10: all.<<: merges too many maps");
  CHECK(refusal("all: &a {<<: [*a, *a, *a, *a]}\n") == "file:1:10: all.<<: merges too many maps");
  CHECK(refusal("all: {x: 1, x: 2}\n") == "file:1:13: all.x: is there twice");
}

TEST_CASE("a file has one document") {
  CHECK(refusal("a: 1\n---\nb: 2\n") ==
        "file:3:1: a second document begins here (after ---), but a file has one");
  CHECK(refusal("---\na: 1\n...\n").empty());
  CHECK(refusal("a: 1\n---\n").empty());  // nothing after it
  CHECK(refusal("") == "file:1:1: the file is empty");
  CHECK(refusal("# nothing\n") == "file:1:1: the file is empty");
}

TEST_CASE("names in any script") {
  for (const char* name : {"서울", "Zürich 1", "Zu\u0308rich", "zone-a/b_c", "🚀", "👩\u200D💻"})
    CHECK(name_in(name) == name);
  std::string long_name;
  for (int i = 0; i < 64; ++i) long_name += "울";
  CHECK(name_in(long_name) == long_name);
  for (const char* name : {"", "a.b", "a=b", "a\nb", "a\u202Eb", "a\u200Bb", "a\xFF", "a\u0085"})
    CHECK_THROWS_AS((void)name_in(name), input_error);
  CHECK_THROWS_AS((void)name_in(long_name + "x"), input_error);
}

TEST_CASE("mtbf has two meanings") {
  const auto why = nines_test::what_of<input_error>([] {
    read_document("mtbf: 175000 h\n", "file", "keys",
                  [](const cursor& root) { const fields f(root, {"mttf", "mttr"}); });
  });
  CHECK(why.find("two meanings") != std::string::npos);
  CHECK(why.find("write the mean up time as mttf") != std::string::npos);
}
