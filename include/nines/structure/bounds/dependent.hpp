// SPDX-License-Identifier: BSL-1.0
// Bounds of "all of" and "k of n" inputs that share parts, from the bounds of the inputs.
//
// Increasing functions of independent parts are associated (Esary, Proschan & Walkup 1967): all of
// them hold at least with the product of their probabilities. Whatever the dependence:
//
//   all of     at most the smallest; not more than the sum of the complements (Frechet)
//   k of n     at most the sum over k; not more than the sum of complements over n - k + 1
//
// Where inputs are associated k of n hold at least with the product of the k likeliest, and do not
// with that of the n - k + 1 least likely complements.
// Index: association of random variables, Frechet bounds.
#pragma once

#include <algorithm>
#include <nines/algebra.hpp>
#include <nines/probability/bounds.hpp>
#include <vector>

namespace nines::detail {

/// The largest lower bound, and the smallest upper one.
template <class T>
bounds<T> narrower(const bounds<T>& a, const bounds<T>& b) {
  return {std::max(a.lower, b.lower), std::min(a.upper, b.upper)};
}
/// A sum of n numbers, moved up by what it may have been rounded down; at most 1.
template <class T>
T sum_rounded_up(const T& sum, std::size_t n) {
  const double slack =
      2 * static_cast<double>(n) * static_cast<double>(std::numeric_limits<T>::epsilon());
  const T up = sum + sum * constant<T>(slack);
  return up < one<T>() ? up : one<T>();
}

/// All of dependent inputs; the lower bound is their product where they are associated.
template <class T>
bounds<T> all_of_dependent(const std::vector<bounds<T>>& inputs, bool associated) {
  using A = algebra<bounds<T>>;
  bounds<T> product = A::always();
  probability<T> least = probability<T>::always();
  T missing = zero<T>();
  for (const auto& each : inputs) {
    product = A::both(product, each);
    least = std::min(least, each.upper);
    missing = missing + each.lower.complement();
  }
  const auto frechet = probability<T>::from_complement(sum_rounded_up(missing, inputs.size()));
  return {associated ? std::max(frechet, product.lower) : frechet, least};
}

/// At most with the sum of their probabilities over k.
template <class T>
probability<T> most_of_threshold(std::size_t k, const std::vector<bounds<T>>& inputs) {
  T sum = zero<T>();
  for (const auto& each : inputs) sum = sum + each.upper.value();
  return probability<T>::from_value(
      sum_rounded_up(T(sum / constant<T>(static_cast<double>(k))), inputs.size() + 1));
}
/// The product of the k likeliest lower bounds.
template <class T>
probability<T> likeliest_product(std::size_t k, const std::vector<bounds<T>>& inputs) {
  using A = algebra<bounds<T>>;
  std::vector<probability<T>> lower;
  lower.reserve(inputs.size());
  for (const auto& each : inputs) lower.push_back(each.lower);
  std::sort(lower.begin(), lower.end(), [](const auto& a, const auto& b) { return b < a; });
  bounds<T> product = A::always();
  for (std::size_t i = 0; i < k; ++i) product = A::both(product, {lower[i], lower[i]});
  return product.lower;
}
/// At least k of dependent inputs, 1 <= k <= their number.
template <class T>
bounds<T> at_least_dependent(std::size_t k, const std::vector<bounds<T>>& inputs, bool associated) {
  std::vector<bounds<T>> opposite;
  opposite.reserve(inputs.size());
  for (const auto& each : inputs) opposite.push_back(!each);
  const std::size_t dual = inputs.size() - k + 1;
  const bounds<T> any{!most_of_threshold(dual, opposite), most_of_threshold(k, inputs)};
  if (!associated) return any;
  return narrower(any, {likeliest_product(k, inputs), !likeliest_product(dual, opposite)});
}

/// If-then-else of dependent inputs: at most the smaller of (condition, yes) plus that of the rest.
template <class T>
bounds<T> choice_dependent(const bounds<T>& condition, const bounds<T>& yes, const bounds<T>& no) {
  const auto most = [](const bounds<T>& c, const bounds<T>& a, const bounds<T>& b) {
    const T sum = std::min(c.upper, a.upper).value() + std::min(!c.lower, b.upper).value();
    return probability<T>::from_value(sum_rounded_up(sum, 2));
  };
  return {!most(condition, !yes, !no), most(condition, yes, no)};
}

}  // namespace nines::detail
