// SPDX-License-Identifier: BSL-1.0
// What may be written down, and what is refused.
#include <doctest/doctest.h>

#include <nines/structure/model.hpp>

using namespace nines;

namespace {

/// The message of the error that building the top by name gives.
std::string message(const structure_builder& builder, literal top) {
  try {
    (void)builder.build(top);
  } catch (const domain_error& error) {
    return error.what();
  }
  return "";
}
bool contains(const std::string& text, const std::string& word) {
  return text.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("gates may be named before they are defined") {
  structure_builder b;
  b.define("top", b.all_of({b.named("web"), b.named("db")}));
  b.define("web", b.any_of(b.parts({"w1", "w2"})));
  (void)b.part("db");
  const structure s = b.build(b.named("top"));
  CHECK(s.part_names() == std::vector<std::string>{"w1", "w2", "db"});
  CHECK(s.part_number("db") == 2);
  CHECK_THROWS_AS((void)s.part_number("web"), domain_error);
}

TEST_CASE("a structure in failure logic is the dual") {
  structure_builder b;
  const auto parts = b.parts({"a", "b"});
  const structure up = b.build(b.any_of(parts));
  const structure failed = b.build(b.all_of(parts), logic::failure);
  CHECK(up.top() == failed.top());
  CHECK(up.graph().size() == failed.graph().size());
}

TEST_CASE("what is wrong is named") {
  structure_builder b;
  (void)b.part("x");
  CHECK_THROWS_AS(b.define("x", b.part("x")), domain_error);
  const literal gate = b.define("g", b.any_of({b.part("x"), b.part("y")}));
  CHECK_THROWS_AS(b.define("g", gate), domain_error);
  CHECK_THROWS_AS(b.part("g"), domain_error);
  CHECK_THROWS_AS(b.part(""), domain_error);
  CHECK_THROWS_AS(b.all_of({}), domain_error);
  CHECK_THROWS_AS(b.exclusive_or({}), domain_error);
  CHECK_THROWS_AS(b.at_least(3, b.parts({"x", "y"})), domain_error);
  CHECK_THROWS_AS(b.any_of({literal(1000)}), domain_error);
  CHECK(contains(message(b, b.named("nobody")), "\"nobody\" is not defined"));
}

TEST_CASE("a gate that is its own input is a cycle") {
  structure_builder b;
  b.define("one", b.any_of({b.part("x"), b.named("two")}));
  b.define("two", b.all_of({b.part("y"), b.named("one")}));
  CHECK(contains(message(b, b.named("one")), "cycle"));
  CHECK(contains(message(b, b.named("one")), "\"two\""));
  b.define("self", !b.named("self"));
  CHECK(contains(message(b, b.named("self")), "\"self\""));
  CHECK(message(b, b.part("x")) == "");
}
