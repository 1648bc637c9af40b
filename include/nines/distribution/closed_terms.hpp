// SPDX-License-Identifier: BSL-1.0
// What a law is the sum of, when that is of a kind of which sums have a closed form.
#pragma once

#include <nines/scalar.hpp>
#include <optional>
#include <vector>

namespace nines::detail {

/// A gamma law; an exponential one has shape 1.
template <class T>
struct gamma_term {
  T scale, shape;
};

/// A fixed time, gamma laws of different scales, and uniform laws from 0 to a width.
template <class T>
struct sum_terms {
  T fixed = zero<T>();
  std::vector<gamma_term<T>> gammas = {};
  std::vector<T> widths = {};

  void add(const sum_terms& more) {
    fixed += more.fixed;
    for (const auto& g : more.gammas) add(g);
    widths.insert(widths.end(), more.widths.begin(), more.widths.end());
  }

 private:
  /// Scales that differ by rounding alone are one.
  void add(const gamma_term<T>& more) {
    for (auto& g : gammas) {
      const T apart = g.scale > more.scale ? g.scale - more.scale : more.scale - g.scale;
      if (apart > 4 * std::numeric_limits<T>::epsilon() * g.scale) continue;
      g.shape += more.shape;
      return;
    }
    gammas.push_back(more);
  }
};

}  // namespace nines::detail
