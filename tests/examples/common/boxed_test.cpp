// SPDX-License-Identifier: BSL-1.0
#include "common/boxed.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>

namespace {

struct later;

/// Copied, moved and destroyed by functions that do not know what is in the box.
struct owner {
  std::string name;
  calculator::boxed<later> box = {};
};
owner copy_of(const owner& o) { return o; }
void assign(owner& to, const owner& from) { to = from; }

struct later {
  explicit later(int n) : number(n) { ++alive; }
  later(const later& other) : number(other.number) { ++alive; }
  later& operator=(const later&) = default;
  ~later() { --alive; }

  int number;
  static inline int alive = 0;
};

}  // namespace

TEST_CASE("a box is empty until it is given a value") {
  calculator::boxed<later> box;
  CHECK_FALSE(box.has_value());
  CHECK_FALSE(box);
  box = later(3);
  CHECK(box);
  CHECK(box->number == 3);
  CHECK((*box).number == 3);
  box = std::nullopt;
  CHECK_FALSE(box);
  CHECK(later::alive == 0);
}

TEST_CASE("a copy of a box has a value of its own") {
  {
    owner first{"first", later(1)};
    owner second = copy_of(first);
    second.box->number = 2;
    CHECK(first.box->number == 1);
    CHECK(std::as_const(second).box->number == 2);
    assign(first, second);
    CHECK(first.box->number == 2);
    assign(first, first);
    CHECK(first.box->number == 2);
    const owner third = std::move(first);
    CHECK(third.box->number == 2);
    CHECK_FALSE(copy_of({"none"}).box);
    second.box.reset();
    CHECK_FALSE(second.box);
    CHECK(later::alive == 1);
  }
  CHECK(later::alive == 0);
}
