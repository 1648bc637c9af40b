// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/state/sweep_cost.hpp>

using nines::detail::sweep_cost;

namespace {

const auto no_twins = [](std::size_t /*step*/) { return nines::detail::twin_classes{}; };

}  // namespace

TEST_CASE("a step with one hub has at most a state for each set of nodes that are with it") {
  sweep_cost cost;
  cost.be_dense(true);
  cost.note_hub(7);
  cost.note_step(5);
  CHECK(cost.log_total(no_twins) == doctest::Approx(5 * std::log(2)));
  cost.note_hub(7);  // the same one
  cost.note_step(5);
  CHECK(cost.log_total(no_twins) == doctest::Approx(5 * std::log(2) + std::log(2)));
}

TEST_CASE("a planar network has three states a slot, a dense one more, up to a peak") {
  const auto of = [](bool is_dense, std::size_t hubs, std::size_t open) {
    sweep_cost cost;
    cost.be_dense(is_dense);
    for (std::size_t hub = 0; hub < hubs; ++hub) cost.note_hub(hub);
    cost.note_step(open);
    return cost.log_total(no_twins);
  };
  CHECK(of(false, 30, 12) == doctest::Approx(12 * std::log(3)));
  CHECK(of(true, 3, 12) == doctest::Approx(12 * std::log(4) - std::log(6)));
  CHECK(of(true, 30, 12) == doctest::Approx(of(true, 12, 12)));
  double before = 0;
  for (std::size_t open = 1; open < 40; ++open) {
    CHECK(of(true, open, open) > before);
    before = of(true, open, open);
  }
}
