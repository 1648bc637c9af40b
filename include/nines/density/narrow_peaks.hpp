// SPDX-License-Identifier: BSL-1.0
// Where a sum of two durations may be dense, and how narrowly: where a mode of one meets a mode of
// the other.
//
// Each piece of a table is a mode, at the place of its largest density and as broad as its mass
// over that; so is each atom. The nodes of a piece of the sum may miss a meeting that is narrower
// than their distance. Cost: the product of the numbers of pieces.
#pragma once

#include <nines/density/table.hpp>

namespace nines::detail {

template <class T>
class narrow_peaks {
 public:
  narrow_peaks(const tabulated<T>& x, const tabulated<T>& y) : x_(modes_of(x)), y_(modes_of(y)) {}

  /// What each() costs, in blocks of quadrature.
  [[nodiscard]] double cost() const {
    return 0.002 * static_cast<double>(x_.size()) * static_cast<double>(y_.size());
  }
  /// Calls use(t, mass, breadth) for each meeting that the nodes of a piece may not show; stops at
  /// the first false, which it returns.
  template <class Use>
  [[nodiscard]] bool each(const piece_range<T>& r, const Use& use) const {
    const T step = (r.high - r.low) / T(2 * density_piece<T>::nodes);
    const auto distance = [&](const T& t) {
      return r.is_even() ? step : step * std::abs(t - r.anchor);  // between two nodes
    };
    const T longest = std::max(distance(r.from), distance(r.to));
    for (const mode& a : x_) {
      if (a.breadth >= longest || a.time >= r.to) continue;
      for (const mode& b : y_) {
        const T t = a.time + b.time;
        if (t <= r.from || t >= r.to) continue;
        const T breadth = a.breadth + b.breadth;
        if (breadth > zero<T>() && breadth < distance(t) && !use(t, a.mass * b.mass, breadth))
          return false;
      }
    }
    return true;
  }

 private:
  struct mode {
    T time, mass, breadth;
  };
  static std::vector<mode> modes_of(const tabulated<T>& dist) {
    std::vector<mode> modes;
    for (const auto& p : dist.pieces) modes.push_back({p.summit, p.mass, p.breadth()});
    for (const auto& a : dist.atoms) modes.push_back({a.time, a.mass, zero<T>()});
    return modes;
  }

  std::vector<mode> x_, y_;
};

}  // namespace nines::detail
