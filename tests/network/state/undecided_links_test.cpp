// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/state/undecided_links.hpp>

namespace {

struct arrow {
  std::size_t from, to;
};

}  // namespace

TEST_CASE("a node is done on one side when its last link there is decided, while it is open") {
  const std::vector<arrow> links{{0, 1}, {0, 1}, {1, 2}};
  nines::detail::undecided_links left(3, links);
  left.update(0, 4, true);
  left.update(1, 5, true);
  CHECK(left.in_done() == 1U << 4U);  // no link leads to the first node
  CHECK(left.out_done() == 0);
  for (int i = 0; i < 2; ++i) {
    left.decide(0, 1);
    left.update(0, 4, true);
    left.update(1, 5, true);
  }
  CHECK(left.in_done() == (1U << 4U | 1U << 5U));
  CHECK(left.out_done() == 1U << 4U);
  left.update(0, 4, false);
  CHECK(left.in_done() == 1U << 5U);
  CHECK(left.out_done() == 0);
  left.update(2, 64, true);  // beyond those that are told apart
  CHECK(left.in_done() == 1U << 5U);
}
