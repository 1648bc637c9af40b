// SPDX-License-Identifier: BSL-1.0
// How many minimal sets there are of each order, and what their probabilities add up to.
//
//   rare event            sum over the cut sets C of P(C); at least Q in a coherent system
//   min-cut upper bound   1 - product over the cut sets of (1 - P(C)); between the two
//   Fussell-Vesely        sum over the cut sets with the part / sum over all of them
//
// All are passes over the family, not over its sets: 1e8 sets cost what 1e5 nodes do. Counts are
// exact. The product is exp(-(S1 + S2 / 2 + S3 / 3 + ...)) with Sk the sum of P(C)^k.
// Sources: Rauzy 1993; Esary & Proschan 1963; Vesely 1970.
// Index: rare-event approximation, min-cut upper bound (MCUB), Fussell-Vesely importance.
#pragma once

#include <nines/structure/cut_sets/minimal_sets.hpp>
#include <nines/structure/evaluate.hpp>

namespace nines {

namespace detail {

/// The sum over the sets of each family of the product of the weights of its parts.
template <class N, class Weight>
std::vector<N> sums_over_sets(const minimal_sets& of, const Weight& weight) {
  std::vector<N> sums = {N(0), N(1)};
  sums.reserve(of.first_node() + of.nodes().size());
  for (std::size_t i = 0; i < of.part_names().size(); ++i) sums.push_back(weight(i));
  for (const auto& each : of.nodes())
    sums.push_back(N(sums[each.with] * sums[each.element] + sums[each.without]));
  return sums;
}

/// The probability that a part is in the state that the sets are of.
template <class T>
const T& element_probability(const minimal_sets& of, const probability<T>& part) {
  return of.of_failures() ? part.complement() : part.value();
}

/// Throws unless there is one value for each part.
inline void require_values_for(std::string_view function, const minimal_sets& of,
                               std::size_t count) {
  if (count != of.part_names().size())
    fail_structure(function, "there must be one value for each part");
}

/// The sums over the sets of P(C)^k.
template <class T>
T sum_over_family(const minimal_sets& of, const std::vector<T>& powers) {
  return sums_over_sets<T>(of, [&](std::size_t i) { return powers[i]; })[of.root()];
}
/// The largest P(C).
template <class T>
T largest_product(const minimal_sets& of, const std::vector<T>& weights) {
  std::vector<T> best = {T(0), T(1)};
  best.insert(best.end(), weights.begin(), weights.end());
  for (const auto& each : of.nodes()) {
    const T with = best[each.with] * best[each.element];
    best.push_back(with < best[each.without] ? best[each.without] : with);
  }
  return best[of.root()];
}
template <class T>
std::vector<T> element_probabilities(const minimal_sets& of,
                                     const std::vector<probability<T>>& parts) {
  std::vector<T> weights;
  weights.reserve(parts.size());
  for (const auto& each : parts) weights.push_back(element_probability(of, each));
  return weights;
}

/// S1 + S2 / 2 + S3 / 3 + ...: minus the logarithm of the product of all 1 - P(C).
template <class T>
T minus_log_of_product(const minimal_sets& of, const std::vector<T>& weights) {
  constexpr int most_terms = 20000;
  const T largest = largest_product(of, weights);
  std::vector<T> powers = weights;
  T sum = zero<T>();
  for (int k = 1; k < most_terms; ++k) {
    const T term = sum_over_family(of, powers) / constant<T>(k);
    sum = sum + term;
    // What follows is at most a geometric series of this term.
    if (!(term * largest > sum * constant<T>(0x1p-54) * (one<T>() - largest))) return sum;
    for (std::size_t i = 0; i < powers.size(); ++i) powers[i] = powers[i] * weights[i];
  }
  give_up("min_cut_upper_bound", "a minimal set is nearly certain: the series does not converge");
}
template <class T>
probability<T> union_of_independent_sets(const minimal_sets& of, const std::vector<T>& weights) {
  if (!(largest_product(of, weights) < one<T>())) return probability<T>::always();
  const T exponent = zero<T>() - minus_log_of_product(of, weights);
  return probability<T>::from_computed_sides(T(zero<T>() - expm1_of(exponent)), exp_of(exponent));
}

/// Adds the coefficients of a times b to `sum`.
template <class N>
void add_product(const std::vector<N>& a, const std::vector<N>& b, std::vector<N>& sum) {
  if (a.empty() || b.empty()) return;
  if (sum.size() < a.size() + b.size() - 1) sum.resize(a.size() + b.size() - 1);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j) sum[i + j] = sum[i + j] + a[i] * b[j];
}

/// Throws where a count of a built-in type is not exact.
template <class N>
void require_countable(const minimal_sets& of) {
  if constexpr (std::integral<N>) {
    const auto about = sums_over_sets<double>(of, [](std::size_t) { return 1.0; });
    if (!(about[of.root()] < 0.99 * static_cast<double>(std::numeric_limits<N>::max())))
      give_up("count", "there are more sets than this type of number can hold");
  }
}

}  // namespace detail

/// How many minimal sets there are, exactly. N may be an integer of any size, for instance one of
/// Boost.Multiprecision. *Throws* convergence_error where a built-in N cannot hold it. O(nodes).
template <class N = std::uint64_t>
[[nodiscard]] N count(const minimal_sets& of) {
  detail::require_countable<N>(of);
  return detail::sums_over_sets<N>(of, [](std::size_t) { return N(1); })[of.root()];
}

/// How many minimal sets of each order there are: entry k is that of sets of k parts. O(nodes times
/// the square of the largest order). *Throws* as count() does.
template <class N = std::uint64_t>
[[nodiscard]] std::vector<N> count_by_order(const minimal_sets& of) {
  detail::require_countable<N>(of);
  std::vector<std::vector<N>> counts = {{}, {N(1)}};
  counts.resize(of.first_node(), {N(0), N(1)});
  for (const auto& each : of.nodes()) {
    std::vector<N> sum = counts[each.without];
    detail::add_product(counts[each.with], counts[each.element], sum);
    counts.push_back(std::move(sum));
  }
  return counts[of.root()];
}

/// The rare-event approximation: the sum of the probabilities of all minimal cut sets, of parts
/// that are up with the given ones. It may exceed 1. An upper bound of the unavailability of a
/// coherent system. (Of path sets: the same for the availability.) *Throws* domain_error unless
/// there is one value for each part. O(nodes).
template <class T>
[[nodiscard]] T rare_event_approximation(const minimal_sets& of,
                                         const std::vector<probability<T>>& parts) {
  detail::require_values_for("rare_event_approximation", of, parts.size());
  return detail::sum_over_family(of, detail::element_probabilities(of, parts));
}

/// The min-cut upper bound: the probability that a minimal cut set is down, as if they were
/// independent: an upper bound of the unavailability of a coherent system, and at most the
/// rare-event approximation. *Throws* convergence_error where a cut set is so likely that its
/// series needs more than 20000 passes. *Cost*: a pass over the nodes for each term, five where
/// P(C) is below 1e-3.
template <class T>
[[nodiscard]] probability<T> min_cut_upper_bound(const minimal_sets& of,
                                                 const std::vector<probability<T>>& parts) {
  detail::require_values_for("min_cut_upper_bound", of, parts.size());
  return detail::union_of_independent_sets(of, detail::element_probabilities(of, parts));
}

/// Fussell and Vesely's importance of all parts by cut sets: which share of the sum of the
/// probabilities of all minimal sets is that of sets with the part. (By exact probabilities it is
/// the criticality in importance.hpp.) 0 / 0 where no set can be. Two passes. *Throws* domain_error
/// unless there is one value for each part.
template <class T>
[[nodiscard]] std::vector<T> cut_set_fussell_vesely(const minimal_sets& of,
                                                    const std::vector<probability<T>>& parts) {
  detail::require_values_for("cut_set_fussell_vesely", of, parts.size());
  const auto weights = detail::element_probabilities(of, parts);
  const auto sums = detail::sums_over_sets<T>(of, [&](std::size_t i) { return weights[i]; });
  std::vector<T> slope(sums.size(), T(0));  // of the sum at the root
  slope[of.root()] = T(1);
  for (std::size_t i = of.nodes().size(); i-- > 0;) {
    const auto& each = of.nodes()[i];
    const T here = slope[of.first_node() + i];
    slope[each.with] = slope[each.with] + here * sums[each.element];
    slope[each.element] = slope[each.element] + here * sums[each.with];
    slope[each.without] = slope[each.without] + here;
  }
  std::vector<T> shares;
  for (std::size_t i = 0; i < parts.size(); ++i)
    shares.push_back(T(slope[i + 2] * weights[i] / sums[of.root()]));
  return shares;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template double nines::count<double>(const nines::minimal_sets&);
extern template std::uint64_t nines::count<std::uint64_t>(const nines::minimal_sets&);
extern template std::vector<std::uint64_t> nines::count_by_order<std::uint64_t>(
    const nines::minimal_sets&);
extern template std::vector<double> nines::count_by_order<double>(const nines::minimal_sets&);
extern template double nines::rare_event_approximation<double>(
    const nines::minimal_sets&, const std::vector<nines::probability<double>>&);
extern template nines::probability<double> nines::min_cut_upper_bound<double>(
    const nines::minimal_sets&, const std::vector<nines::probability<double>>&);
extern template std::vector<double> nines::cut_set_fussell_vesely<double>(
    const nines::minimal_sets&, const std::vector<nines::probability<double>>&);
#endif
