// SPDX-License-Identifier: BSL-1.0
// The terms of a distribution that is a sum, where such sums have a closed form.
#pragma once

#include <algorithm>
#include <limits>
#include <nines/scalar.hpp>
#include <optional>
#include <vector>

namespace nines {

/// A gamma distribution; an exponential one has shape 1.
template <class T>
struct gamma_term {
  T scale, shape;  ///< scale in seconds; shape without unit
};

/// A fixed time, gamma distributions of different scales, and uniform distributions from 0 to a
/// width.
template <class T>
struct sum_terms {
  T fixed = zero<T>();                     ///< seconds
  std::vector<gamma_term<T>> gammas = {};  ///< independent summands
  std::vector<T> widths = {};              ///< of uniform summands, in seconds

  /// Adds the terms of an independent summand.
  void add(const sum_terms& more) {
    fixed += more.fixed;
    gammas.insert(gammas.end(), more.gammas.begin(), more.gammas.end());
    widths.insert(widths.end(), more.widths.begin(), more.widths.end());
  }
  /// Puts gamma distributions of one scale together, where the first of them was. Scales that
  /// differ by rounding alone are one. *Cost*: n log n.
  void merge_scales() {
    std::vector<std::size_t> order(gammas.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return gammas[a].scale < gammas[b].scale;
    });
    std::size_t first = 0;  // of those of one scale
    for (std::size_t k = 0; k < order.size(); ++k) {
      const gamma_term<T>& g = gammas[order[k]];
      const T slack = 4 * std::numeric_limits<T>::epsilon() * g.scale;
      if (k > 0 && g.scale <= gammas[order[first]].scale + slack)
        join(order[first], order[k]);
      else
        first = k;
    }
    std::erase_if(gammas, [](const gamma_term<T>& g) { return !(g.shape > zero<T>()); });
  }

 private:
  /// Adds one distribution of a scale to another; the one that comes later is left without a shape.
  void join(std::size_t& first, std::size_t next) {
    if (next < first) std::swap(first, next);
    gammas[first].shape += gammas[next].shape;
    gammas[next].shape = zero<T>();
  }
};

}  // namespace nines
