// SPDX-License-Identifier: BSL-1.0
// at_least(k, parts...): up while k or more parts are up (k-out-of-n:G).
//
// Failures are counted with positive sums only, and both tails come from the same walk
// (lattice.hpp) or, for identical parts, from two outward sums (binomial.hpp). k = 0 is certain,
// k = n is series, k = 1 is parallel, k > n is an error; nothing limits n.
//
// Assumes independent parts. Accuracy: n epsilon at worst, sqrt(n) in practice, both sides, to
// 1e-300. Cost: k (n - k + 1) steps; more than 1e10 are refused. Identical parts: O(n).
// Source: Barlow & Heidtmann 1984.
// Index: k-out-of-n:G system, 2oo3 voting, Poisson-binomial tail.
#pragma once

#include <nines/combine/count_states.hpp>
#include <nines/combine/fold.hpp>
#include <nines/combine/lattice.hpp>
#include <nines/discrete/binomial.hpp>

namespace nines {

namespace detail {

constexpr void check_threshold(std::size_t k, std::size_t n) {
  if (k > n) fail("at_least", "k", k, "at most the number of parts, " + describe(n));
}

/// Unlike parts are counted cell by cell: throws convergence_error where that takes too long.
constexpr void check_cells(std::size_t k, std::size_t n) {
  const double cells = static_cast<double>(k) * static_cast<double>(n - k + 1);
  constexpr double most = 1e10;
  if (cells > most)
    give_up("at_least", "takes more than " + describe(most) +
                            " cells, k (n - k + 1); take copies() of like parts, or a normal "
                            "approximation");
}

/// k of n parts that `get(i)` returns.
template <joined_part V, class Get>
constexpr V at_least_of(std::size_t k, std::size_t n, const Get& get) {
  using A = algebra<V>;
  check_threshold(k, n);
  if (k == 0) return A::always();
  if constexpr (requires { A::at_least(k, n, get); })
    return A::at_least(k, n, get);
  else
    return state_count<V, Get>(k, n, get).result();
}
template <measured_part V, class Get>
constexpr V at_least_of(std::size_t k, std::size_t n, const Get& get) {
  using A = algebra<V>;
  using T = typename A::scalar_type;
  check_threshold(k, n);
  if (k == 0) return always_up<V>();
  check_cells(k, n);
  const auto part_at = [&get](std::size_t i) { return probability<T>(A::probability_of(get(i))); };
  const probability<T> up = count_to_threshold<T>(n, k, part_at);
  if constexpr (A::has_intensity) {
    const auto intensity = [&get](std::size_t i) { return A::intensity(get(i)); };
    return A::make(up, threshold_intensity<T>(n, k, part_at, intensity));
  } else {
    return A::make(up);
  }
}

template <joined_part V>
constexpr V at_least_of_copies(std::size_t k, const copies<V>& parts) {
  return at_least_of<V>(k, parts.count, [&parts](std::size_t) -> const V& { return parts.unit; });
}
template <measured_part V>
constexpr V at_least_of_copies(std::size_t k, const copies<V>& parts) {
  using A = algebra<V>;
  using T = typename A::scalar_type;
  const std::size_t n = parts.count;
  check_threshold(k, n);
  if (k == 0) return always_up<V>();
  if constexpr (scalar_traits<T>::is_lanes) {
    return at_least_of<V>(k, n, [&parts](std::size_t) -> const V& { return parts.unit; });
  } else {
    const auto& p = A::probability_of(parts.unit);
    const probability<T> up = binomial_at_least(n, k, p);
    if constexpr (A::has_intensity)
      return A::make(up, constant<T>(static_cast<double>(n)) * A::intensity(parts.unit) *
                             binomial_term(n - 1, n - k, p));
    else
      return A::make(up);
  }
}

struct at_least_fn {
  /// Parts as arguments.
  template <part V, std::same_as<V>... Vs>
  [[nodiscard]] constexpr V operator()(std::size_t k, const V& first, const Vs&... rest) const {
    const V* const parts[] = {&first, &rest...};
    return at_least_of<V>(k, 1 + sizeof...(rest),
                          [&parts](std::size_t i) -> const V& { return *parts[i]; });
  }
  /// A random-access range of parts.
  template <part_range R>
  [[nodiscard]] constexpr auto operator()(std::size_t k, const R& parts) const {
    using V = element_t<R>;
    if constexpr (indexable<R>) {
      return at_least_of<V>(k, std::size(parts),
                            [&parts](std::size_t i) -> decltype(auto) { return parts[i]; });
    } else {
      const std::vector<V> list(std::begin(parts), std::end(parts));
      return (*this)(k, list);
    }
  }
  /// Identical parts, O(n).
  template <part V>
  [[nodiscard]] constexpr V operator()(std::size_t k, const copies<V>& parts) const {
    return at_least_of_copies(k, parts);
  }
  /// Lifetimes: the composition is one.
  template <timed_argument... As>
    requires(sizeof...(As) > 0)
  [[nodiscard]] constexpr auto operator()(std::size_t k, const As&... parts) const {
    const auto verb = [k](const auto&... values) { return at_least_fn{}(k, values...); };
    return composed_over_time<decltype(verb), As...>(verb, parts...);
  }
};

}  // namespace detail

/// The system that is up while at least k parts are: at_least(2, a, b, c), at_least(k, range) or
/// at_least(k, copies(n, part)), of probabilities, repairable parts or lifetimes.
/// *Throws* domain_error if k > n; convergence_error for more than 1e10 steps of unlike parts.
inline constexpr detail::at_least_fn at_least{};

}  // namespace nines
