// SPDX-License-Identifier: BSL-1.0
// bridge(a, b, c, d, middle): the smallest network that is neither series nor parallel.
//
//        .-- a --.-- c --.
//   in --|    middle     |-- out        up while a path of up parts joins in and out
//        '-- b --'-- d --'
//
// By conditioning on the middle: up, it is (a || b) then (c || d); down, (a then c) || (b then d).
// For five parts of chance p: 2p^2 + 2p^3 - 5p^4 + 2p^5, here without the subtraction.
// Source: Barlow & Proschan 1975, section 1.3.
// Index: bridge network.
#pragma once

#include <nines/combine/parallel.hpp>
#include <nines/combine/pivot.hpp>
#include <nines/combine/series.hpp>

namespace nines {

/// The bridge of five independent parts, of any value that the verbs compose at once.
/// *Accuracy*: 12 epsilon on both sides.
template <part V>
[[nodiscard]] constexpr V bridge(const V& a, const V& b, const V& c, const V& d, const V& middle) {
  using A = algebra<V>;
  const V if_up = series(parallel(a, b), parallel(c, d));
  const V if_down = parallel(series(a, c), series(b, d));
  const auto& m = A::chance(middle);
  const auto chance = pivot(m, A::chance(if_up), A::chance(if_down));
  if constexpr (A::has_intensity) {
    // The middle is critical while only a and d, or only b and c, are up.
    const auto critical = A::chance(a).value() * A::chance(d).value() * A::chance(b).complement() *
                              A::chance(c).complement() +
                          A::chance(b).value() * A::chance(c).value() * A::chance(a).complement() *
                              A::chance(d).complement();
    return A::make(chance, m.value() * A::intensity(if_up) +
                               m.complement() * A::intensity(if_down) +
                               A::intensity(middle) * critical);
  } else {
    return A::make(chance);
  }
}

}  // namespace nines
