// SPDX-License-Identifier: BSL-1.0
// bridge(a, b, c, d, middle): the smallest network that is neither series nor parallel.
//
//        .-- a --.-- c --.
//   in --|    middle     |-- out        up while a path of up parts joins in and out
//        '-- b --'-- d --'
//
// By conditioning on the middle: up, it is (a || b) then (c || d); down, (a then c) || (b then d).
// For five parts of probability p: 2p^2 + 2p^3 - 5p^4 + 2p^5, here without the subtraction.
// Source: Barlow & Proschan 1975, section 1.3.
// Index: bridge network.
#pragma once

#include <nines/algebra.hpp>
#include <nines/combine/parallel.hpp>
#include <nines/combine/series.hpp>

namespace nines {

namespace detail {

/// The bridge where each part but b is in a known state.
template <joined_part V>
constexpr V bridge_given(const V& a, const V& b, const V& c, const V& d, const V& middle) {
  const V beside = either(both(a, c), both(both(a, middle), d));
  return either(beside, both(b, either(d, both(middle, c))));
}

}  // namespace detail

/// The bridge of five independent parts, of any value that the verbs compose at once.
/// *Accuracy*: 12 epsilon on both sides.
template <joined_part V>
[[nodiscard]] constexpr V bridge(const V& a, const V& b, const V& c, const V& d, const V& middle) {
  return pivot(middle, [&](const V& m) {
    return pivot(a, [&](const V& a_state) {
      return pivot(c, [&](const V& c_state) {
        return pivot(d, [&](const V& d_state) {
          return detail::bridge_given(a_state, b, c_state, d_state, m);
        });
      });
    });
  });
}
/// The same for parts with one probability, and with the intensity of the system where V has one.
template <measured_part V>
[[nodiscard]] constexpr V bridge(const V& a, const V& b, const V& c, const V& d, const V& middle) {
  using A = algebra<V>;
  const V if_up = series(parallel(a, b), parallel(c, d));
  const V if_down = parallel(series(a, c), series(b, d));
  const auto& m = A::probability_of(middle);
  const auto p = pivot(m, A::probability_of(if_up), A::probability_of(if_down));
  if constexpr (A::has_intensity) {
    // The middle is critical while only a and d, or only b and c, are up.
    const auto critical = A::probability_of(a).value() * A::probability_of(d).value() *
                              A::probability_of(b).complement() *
                              A::probability_of(c).complement() +
                          A::probability_of(b).value() * A::probability_of(c).value() *
                              A::probability_of(a).complement() * A::probability_of(d).complement();
    return A::make(p, m.value() * A::intensity(if_up) + m.complement() * A::intensity(if_down) +
                          A::intensity(middle) * critical);
  } else {
    return A::make(p);
  }
}

}  // namespace nines
