// SPDX-License-Identifier: BSL-1.0
// phase_type<T>: the distribution of the time until a chain is absorbed, and so of any repair,
// failover or restart that goes through exponential phases.
//
//   moments: k! alpha (-Q)^-k 1, by elimination
//
// Sums, races, maxima and mixtures of such times are such times again (phase_type_algebra.hpp).
// Moments are plain numbers, in the unit that rates are per. As a random time it counts in hours,
// as all chains do unless they are told another unit: cdf(p, 3h), quantile(p, 99_percent) and its
// place in a plan are in phase_type_time.hpp. Cost: moments O(n^3).
// Sources: Neuts 1981; Bladt & Nielsen 2017.
// Index: phase-type distribution, hyperexponential distribution, two-moment fit.
#pragma once

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/passage/first_passage.hpp>

namespace nines {

namespace detail {

/// What a phase-type distribution is made of, while it is put together.
template <class T>
struct phase_parts {
  explicit phase_parts(std::size_t n) : initial(n, zero<T>()), exits(initial) {}
  void add(std::size_t from, std::size_t to, const T& rate) {
    entries.emplace_back(static_cast<int>(from), static_cast<int>(to), rate);
  }
  std::vector<T> initial, exits;
  std::vector<Eigen::Triplet<T>> entries;
};

}  // namespace detail

/// A distribution of a duration, of exponential phases. Immutable.
template <class T = double>
class phase_type {
 public:
  using scalar_type = T;

  /// From the probability of starting in each phase, the rates among the phases, and the rate at
  /// which each is the last. *Throws* domain_error for wrong sizes, an initial that is no
  /// distribution, negative or infinite rates, and a phase from which the end cannot be reached.
  phase_type(std::vector<T> initial, const rate_matrix<T>& rates, const std::vector<T>& exits)
      : initial_(detail::distribution_of("phase_type", "initial", std::span<const T>(initial),
                                         initial.size())),
        chain_(absorbing(initial_, rates, exits)) {}

  /// From the parts that the algebra of phase types makes. *Throws* as the constructor.
  [[nodiscard]] static phase_type from(detail::phase_parts<T> parts);

  /// One phase.
  [[nodiscard]] static phase_type exponential(const T& rate) { return erlang(1, rate); }
  /// A number of phases in a row, each at this rate; the mean is phases / rate. *Throws*
  /// convergence_error when they would take more memory than allowed.
  [[nodiscard]] static phase_type erlang(std::size_t phases, const T& rate,
                                         const passage_options& options = {});
  /// Phases one after the other, each at its own rate.
  [[nodiscard]] static phase_type hypoexponential(std::span<const T> rates);
  /// Phases one after the other: after the k-th phase it goes on with the probability `goes_on[k]`,
  /// or ends; whatever the last probability is, it ends.
  [[nodiscard]] static phase_type coxian(std::span<const T> rates,
                                         std::span<const probability<T>> goes_on);
  /// One of several phases, each with its probability.
  [[nodiscard]] static phase_type hyperexponential(std::span<const T> probabilities,
                                                   std::span<const T> rates);
  /// A distribution with this mean and coefficient of variation (standard deviation over mean):
  /// above 1 two phases in parallel with balanced means, below 1 one Erlang phase more or less.
  /// *Throws* domain_error unless mean > 0 and the coefficient is from 0.01 (10 000 phases) to a
  /// number whose fourth power can be held. *Source*: Tijms 1994, appendix B.
  [[nodiscard]] static phase_type fit(const T& mean, const T& variation);
  /// Nearly constant: Erlang of that many phases; its coefficient of variation is phases^-1/2.
  [[nodiscard]] static phase_type nearly_constant(const T& mean, std::size_t phases,
                                                  const passage_options& options = {}) {
    require_positive_finite("phase_type::nearly_constant", "mean", mean);
    return erlang(phases, T(constant<T>(static_cast<double>(phases)) / mean), options);
  }

  [[nodiscard]] std::size_t phases() const { return initial_.size(); }  ///< the number of phases
  /// the probability to begin in each phase
  [[nodiscard]] std::span<const T> initial() const { return initial_; }
  /// The phases in order, then the state in which it has ended, labelled "over".
  [[nodiscard]] const chain<T>& absorbing_chain() const { return chain_; }
  /// The rate at which a phase is the last one.
  [[nodiscard]] T exit(std::size_t phase) const {
    return chain_.rates().coeff(static_cast<Eigen::Index>(phase),
                                static_cast<Eigen::Index>(phases()));
  }

  /// The k-th moment, k >= 1. *Throws*, as mean() and variance(), convergence_error when the
  /// elimination would take more memory than allowed.
  [[nodiscard]] T moment(unsigned k, const passage_options& options = {}) const {
    return weighted(passage(options).moments(k));
  }
  /// The mean, in the unit that rates are per.
  [[nodiscard]] T mean(const passage_options& options = {}) const { return moment(1, options); }
  /// The variance, as a sum of positive terms.
  [[nodiscard]] T variance(const passage_options& options = {}) const;
  /// The coefficient of variation: standard deviation over mean.
  [[nodiscard]] T variation() const { return sqrt_of(variance()) / mean(); }

 private:
  static void check_sizes(const char* function, std::size_t rates, const char* other,
                          std::size_t size) {
    if (rates == 0) fail(function, "a distribution needs at least one phase");
    if (rates != size) fail(function, std::string("size of ") + other, size, std::to_string(rates));
  }
  static void check_rate(const char* function, std::size_t k, const T& rate) {
    require_positive_finite(function, "rates[" + std::to_string(k) + "]", rate);
  }
  static chain<T> absorbing(std::span<const T> initial, const rate_matrix<T>& rates,
                            const std::vector<T>& exits);
  static phase_type fit_wide(const T& mean, const T& square);
  static phase_type fit_narrow(const T& mean, const T& square);

  [[nodiscard]] state_set over() const { return {phases() + 1, {phases()}}; }
  [[nodiscard]] first_passage<T> passage(const passage_options& options) const {
    return {chain_, over(), options};
  }
  [[nodiscard]] T weighted(const std::vector<T>& x) const {
    T sum = zero<T>();
    for (std::size_t i = 0; i < phases(); ++i) sum += initial_[i] * x[i];
    return sum;
  }

  std::vector<T> initial_;
  chain<T> chain_;
};

template <class T>
phase_type<T> phase_type<T>::from(detail::phase_parts<T> parts) {
  const auto n = static_cast<Eigen::Index>(parts.initial.size());
  rate_matrix<T> rates(n, n);
  rates.setFromTriplets(parts.entries.begin(), parts.entries.end());
  return {std::move(parts.initial), rates, parts.exits};
}

template <class T>
phase_type<T> phase_type<T>::erlang(std::size_t phases, const T& rate,
                                    const passage_options& options) {
  if (!(phases >= 1)) fail("phase_type::erlang", "phases", phases, "1 or more");
  require_memory("phase_type::erlang", "a distribution of " + std::to_string(phases) + " phases",
                 200. * static_cast<double>(phases), options.memory_limit);
  const std::vector<T> rates(phases, rate);
  return hypoexponential(rates);
}

template <class T>
phase_type<T> phase_type<T>::hypoexponential(std::span<const T> rates) {
  const std::vector<probability<T>> always(rates.size(), probability<T>::always());
  return coxian(rates, always);
}

template <class T>
phase_type<T> phase_type<T>::coxian(std::span<const T> rates,
                                    std::span<const probability<T>> goes_on) {
  check_sizes("phase_type::coxian", rates.size(), "goes_on", goes_on.size());
  detail::phase_parts<T> p(rates.size());
  for (std::size_t k = 0; k < rates.size(); ++k) {
    const bool last = k + 1 == rates.size();
    check_rate("phase_type::coxian", k, rates[k]);
    p.exits[k] = last ? rates[k] : T(rates[k] * goes_on[k].complement());
    if (!last) p.add(k, k + 1, rates[k] * goes_on[k].value());
  }
  p.initial[0] = one<T>();
  return from(p);
}

template <class T>
phase_type<T> phase_type<T>::hyperexponential(std::span<const T> probabilities,
                                              std::span<const T> rates) {
  check_sizes("phase_type::hyperexponential", rates.size(), "probabilities", probabilities.size());
  detail::phase_parts<T> p(rates.size());
  p.initial.assign(probabilities.begin(), probabilities.end());
  for (std::size_t k = 0; k < rates.size(); ++k) {
    check_rate("phase_type::hyperexponential", k, rates[k]);
    p.exits[k] = rates[k];
  }
  return from(p);
}

template <class T>
phase_type<T> phase_type<T>::fit(const T& mean, const T& variation) {
  require_positive_finite("phase_type::fit", "mean", mean);
  if (!(variation >= constant<T>(0.01)) || !is_finite(variation))
    fail("phase_type::fit", "variation", variation, "0.01 or more, and finite");
  const T square = variation * variation;
  if (!is_finite(T(square * square)))  // by then all but 1 / square^2 has ended at once
    fail("phase_type::fit", "variation", variation,
         "0.01 or more, and small enough for its fourth power to be held");
  return square > one<T>() ? fit_wide(mean, square) : fit_narrow(mean, square);
}

template <class T>
T phase_type<T>::variance(const passage_options& options) const {
  std::vector<T> start = initial_;
  start.push_back(zero<T>());
  return passage(options).variance(start);
}

template <class T>
chain<T> phase_type<T>::absorbing(std::span<const T> initial, const rate_matrix<T>& rates,
                                  const std::vector<T>& exits) {
  const std::size_t n = initial.size();
  for (const auto size : {static_cast<std::size_t>(rates.rows()),
                          static_cast<std::size_t>(rates.cols()), exits.size()})
    if (size != n)
      fail("phase_type", "size of rates or exits", size,
           "the number of phases, " + std::to_string(n));
  chain_builder<T> builder(n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    for (typename rate_matrix<T>::InnerIterator to(rates, static_cast<Eigen::Index>(i)); to; ++to)
      builder.add(i, static_cast<std::size_t>(to.col()), to.value());
    builder.add(i, n, exits[i]);
  }
  chain<T> result = builder.label("over", {n}).build();
  const state_set ends = reaching(result.rates(), result.states("over"));
  for (std::size_t i = 0; i < n; ++i)
    if (!ends.contains(i)) fail("phase_type", "phase " + std::to_string(i) + " never ends");
  return result;
}

template <class T>
phase_type<T> phase_type<T>::fit_wide(const T& mean, const T& square) {
  const T one = nines::one<T>();
  const T two = constant<T>(2);
  const T root = sqrt_of(T((square - one) / (square + one)));  // input
  const T more = (one + root) / two;
  const T less = one / ((square + one) * (one + root));  // (1 - root) / 2
  const std::vector<T> probabilities{more, less};
  const std::vector<T> rates{T(two * more / mean), T(two * less / mean)};
  return hyperexponential(probabilities, rates);
}

template <class T>
phase_type<T> phase_type<T>::fit_narrow(const T& mean, const T& square) {
  const T one = nines::one<T>();
  std::size_t phases = 1;  // 1 / phases <= square
  const auto count = [&phases] { return constant<T>(static_cast<double>(phases)); };
  while (count() * square < one) ++phases;
  if (phases == 1) return exponential(T(one / mean));
  // The probability p of one phase less: k (k c - 1) / (k c + sqrt(k (1 - (k - 1) c))), c the
  // square.
  const T k = count();
  const T rest = one - (k - one) * square;  // input; 0 or more, as phases is the least
  const T root = rest > zero<T>() ? sqrt_of(T(k * rest)) : zero<T>();
  const T p = k * (k * square - one) / (k * square + root);  // input
  detail::phase_parts<T> parts(phases);
  const T rate = (k - p) / mean;  // p is at most 1, k at least 2
  for (std::size_t i = 0; i + 1 < phases; ++i) parts.add(i, i + 1, rate);
  parts.exits.back() = rate;
  parts.initial[0] = one - p;  // what is fitted is p; the rest is rounded once
  parts.initial[1] = p;
  return from(std::move(parts));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::phase_type<double>;
#endif
