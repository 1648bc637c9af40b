// SPDX-License-Identifier: BSL-1.0
// Reducing a range of parts with an associative operation.
//
// A long random-access range of built-in scalars is reduced in eight interleaved chains, so that
// the processor is limited by memory and not by the latency of a multiplication; bare doubles
// (numbers.hpp) fill registers. The chains are combined at the end. The order of the parts does not
// matter beyond rounding.
#pragma once

#include <nines/combine/over_time.hpp>
#include <nines/simd.hpp>

namespace nines::detail {

template <class R>
concept indexable = requires(const R& r, std::size_t i) {
  r[i];
  std::size(r);
};

/// A range that hands out several parts at once, as lanes.
template <class R>
concept packs_parts = requires(const R& r) { r.template load<simd<4>>(std::size_t{}); };

/// Folds as many parts as fill whole packs, lane by lane; returns how many.
template <class Operation, packs_parts R, class V>
std::size_t fold_packs(const R& parts, V& result, const Operation& combine) {
  using pack = simd<4>;
  constexpr std::size_t lanes = pack::size;
  if (std::size(parts) < 2 * lanes) return 0;
  probability<pack> chain = parts.template load<pack>(0);
  std::size_t i = lanes;
  for (; i + lanes <= std::size(parts); i += lanes)
    chain = combine(chain, parts.template load<pack>(i));
  double value[lanes];
  double complement[lanes];
  chain.value().store(value);
  chain.complement().store(complement);
  for (std::size_t c = 0; c < lanes; ++c)
    result = combine(result, V(unchecked, value[c], complement[c]));
  return i;
}

/// Folds whole groups of eight from part `from` on; returns where it stopped. Not inlined: there
/// GCC 12 believes a vector of two parts to be read as if it were one of sixteen, and warns.
template <class Operation, part_range R>
[[gnu::noinline]] constexpr std::size_t fold_chains(const R& parts, std::size_t from,
                                                    element_t<R>& result,
                                                    const Operation& combine) {
  constexpr std::size_t chains = 8;
  element_t<R> chain[chains];
  for (std::size_t c = 0; c < chains; ++c) chain[c] = parts[from + c];
  std::size_t i = from + chains;
  for (; i + chains <= std::size(parts); i += chains)
    for (std::size_t c = 0; c < chains; ++c) chain[c] = combine(chain[c], parts[i + c]);
  for (const auto& each : chain) result = combine(result, each);
  return i;
}

/// A probability of a built-in scalar.
template <class V>
inline constexpr bool is_plain_probability = false;
template <std::floating_point T>
inline constexpr bool is_plain_probability<probability<T>> = true;

template <class Operation, part_range R>
constexpr element_t<R> fold(const R& parts, element_t<R> result, Operation combine) {
  using V = element_t<R>;
  if constexpr (indexable<R> && is_plain_probability<V>) {
    const std::size_t n = std::size(parts);
    std::size_t i = 0;
    if constexpr (packs_parts<R>) {
      if (!std::is_constant_evaluated()) i = fold_packs(parts, result, combine);
    }
    if (n - i >= 16) i = fold_chains(parts, i, result, combine);
    for (; i < n; ++i) result = combine(result, parts[i]);
  } else {
    for (const auto& each : parts) result = combine(result, each);
  }
  return agreed(result);
}

}  // namespace nines::detail
