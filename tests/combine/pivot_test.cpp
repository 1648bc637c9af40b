// SPDX-License-Identifier: BSL-1.0
// pivot() over the states of a condition, for each kind of value.
#include <doctest/doctest.h>

#include <nines/combine.hpp>
#include <nines/repairable.hpp>

#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

namespace {

template <class V>
concept can_pivot = requires(const V& v) { pivot(v, [](const V& state) { return state; }); };
static_assert(can_pivot<probability<double>> && can_pivot<improvement<double>> &&
              can_pivot<bounds<double>>);
static_assert(!can_pivot<repairable<double>>);  // two states do not tell how often it is critical

/// A bridge by conditioning on its middle.
template <class V>
V bridge_by_pivot(const V& a, const V& b, const V& c, const V& d, const V& middle) {
  return pivot(middle, [&](const V& m) {
    return pivot(a, [&](const V& up) {  // a and the middle are met twice
      return pivot(c, [&](const V& c_up) {
        return pivot(d, [&](const V& d_up) {
          return parallel(parallel(series(up, c_up), series(up, m, d_up)),
                          series(b, parallel(d_up, series(m, c_up))));
        });
      });
    });
  });
}

}  // namespace

TEST_CASE("a bridge by pivots is the bridge, for probabilities") {
  random_source random(20265);
  for (int run = 0; run < 50; ++run) {
    probability<double> e[5];
    probability<mp> exact[5];
    for (int i = 0; i < 5; ++i) exact[i] = precise(e[i] = random_part(random));
    CHECK(error_in_epsilons(bridge_by_pivot(e[0], e[1], e[2], e[3], e[4]),
                            bridge(exact[0], exact[1], exact[2], exact[3], exact[4])) <= 16);
  }
}

TEST_CASE("a state that cannot be is not evaluated") {
  using p = probability<double>;
  int calls = 0;
  const auto f = [&calls](const p& state) {
    ++calls;
    return series(state, 99_percent);
  };
  CHECK(pivot(p::always(), f) == 99_percent);
  CHECK(pivot(p::never(), f) == p::never());
  CHECK(calls == 2);
  CHECK(epsilons_apart(pivot(90_percent, f).complement(), 0.109) <= 2);
  CHECK(calls == 4);
}
