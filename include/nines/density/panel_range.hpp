// SPDX-License-Identifier: BSL-1.0
// Where a piece of a density lies, and the variable in which it is a polynomial.
//
//   even          v = t
//   from_left     v = log(t - anchor)      a power of t - anchor is a straight line
//   from_right    v = log(anchor - t)
//
// A density that is zero or infinite at an end, like a power, is smooth in v; so are the tails of
// the exponential, the Weibull and the lognormal distribution.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <nines/scalar.hpp>
#include <vector>

namespace nines::detail {

enum class spacing { even, from_left, from_right };

/// Where a piece lies.
template <class T>
struct piece_range {
  spacing kind = spacing::even;
  T anchor = zero<T>();
  T from = zero<T>(), to = zero<T>();   // of the time
  T low = zero<T>(), high = zero<T>();  // of v

  static piece_range even(const T& from, const T& to) {
    return {spacing::even, from, from, to, from, to};
  }
  /// What lies between two distances e^low and e^high from an anchor.
  static piece_range to_anchor(spacing kind, const T& anchor, const T& low, const T& high) {
    piece_range r{kind, anchor, zero<T>(), zero<T>(), low, high};
    r.from = r.place(kind == spacing::from_left ? low : high);
    r.to = r.place(kind == spacing::from_left ? high : low);
    return r;
  }

  [[nodiscard]] bool is_even() const { return kind == spacing::even; }
  /// The time at v.
  [[nodiscard]] T place(const T& v) const {
    if (is_even()) return v;
    return kind == spacing::from_left ? anchor + exp_of(v)
                                      : anchor - exp_of(v);  // a distance to the left of it
  }
  /// v at a time; a distance is of input, and at an edge of the piece it is the one stored.
  [[nodiscard]] T variable(const T& t) const {
    if (is_even()) return t;
    if (t == from) return kind == spacing::from_left ? low : high;
    if (t == to) return kind == spacing::from_left ? high : low;
    const T distance = kind == spacing::from_left ? t - anchor : anchor - t;
    return log_of(std::max(distance, std::numeric_limits<T>::min()));
  }
  /// The same, a time later.
  void move(const T& by) {
    anchor += by;
    from += by;
    to += by;
    if (!is_even()) return;
    low += by;
    high += by;
  }
  /// Cut into equal stretches of v, in the order of time. Where the distance from the anchor no
  /// longer doubles the time itself serves as well, and is quicker; but close to an anchor far from
  /// 0 a time has no digits left of that distance.
  [[nodiscard]] std::vector<piece_range> cut(int count) const {
    const T step = (high - low) / T(count);
    std::vector<piece_range> parts;
    for (int i = 0; i < count; ++i) {
      const bool is_mirrored = kind == spacing::from_right;
      piece_range part = *this;
      part.low = low + step * T(is_mirrored ? count - 1 - i : i);  // the i-th from the other end
      part.high = part.low + step;
      part.from = i == 0 ? from : parts.back().to;
      part.to = i + 1 == count ? to : place(is_mirrored ? part.low : part.high);
      const bool turns = step < T(0.85) && exp_of(part.low) > anchor / 1024;  // digits are left
      parts.push_back(is_even() || turns ? even(part.from, part.to) : part);
    }
    return parts;
  }
};

}  // namespace nines::detail
