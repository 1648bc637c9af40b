// SPDX-License-Identifier: BSL-1.0
// phase_type<T>: the distribution of the time until a chain is absorbed, and so of any repair,
// failover or restart that goes through exponential phases.
//
//   F(t) = mass absorbed by t      S(t) = mass still in a phase      f(t) = sum of mass_i exit_i
//   moments: k! alpha (-Q)^-k 1, by elimination
//
// Sums, races, maxima and mixtures of such times are such times again; all of this only adds and
// multiplies, so both tails keep their digits. Times are plain numbers, in the unit that rates are
// per. Cost: moments O(n^3); a value of the distribution as in small_chain.hpp.
// Sources: Neuts 1981; Bladt & Nielsen 2017.
// Index: phase-type distribution, hyperexponential distribution, two-moment fit.
#pragma once

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/transient/small_chain.hpp>

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

  [[nodiscard]] static phase_type from(detail::phase_parts<T> parts) {
    const auto n = static_cast<Eigen::Index>(parts.initial.size());
    rate_matrix<T> rates(n, n);
    rates.setFromTriplets(parts.entries.begin(), parts.entries.end());
    return {std::move(parts.initial), rates, parts.exits};
  }

  /// One phase.
  [[nodiscard]] static phase_type exponential(const T& rate) { return erlang(1, rate); }
  /// So many phases, one after the other, each at this rate; the mean is phases / rate. *Throws*
  /// convergence_error when they would take more memory than allowed.
  [[nodiscard]] static phase_type erlang(std::size_t phases, const T& rate,
                                         const passage_options& options = {}) {
    if (!(phases >= 1)) fail("phase_type::erlang", "phases", phases, "1 or more");
    require_memory("phase_type::erlang", "a distribution of " + std::to_string(phases) + " phases",
                   200. * static_cast<double>(phases), options.memory_limit);
    const std::vector<T> rates(phases, rate);
    return hypoexponential(rates);
  }
  /// Phases one after the other, each at its own rate.
  [[nodiscard]] static phase_type hypoexponential(std::span<const T> rates) {
    const std::vector<probability<T>> always(rates.size(), probability<T>::always());
    return coxian(rates, always);
  }
  /// Phases one after the other: after the k-th phase it goes on with the probability `goes_on[k]`,
  /// or ends; whatever the last probability is, it ends.
  [[nodiscard]] static phase_type coxian(std::span<const T> rates,
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
  /// One of several phases, each with its probability.
  [[nodiscard]] static phase_type hyperexponential(std::span<const T> probabilities,
                                                   std::span<const T> rates) {
    check_sizes("phase_type::hyperexponential", rates.size(), "probabilities",
                probabilities.size());
    detail::phase_parts<T> p(rates.size());
    p.initial.assign(probabilities.begin(), probabilities.end());
    for (std::size_t k = 0; k < rates.size(); ++k) {
      check_rate("phase_type::hyperexponential", k, rates[k]);
      p.exits[k] = rates[k];
    }
    return from(p);
  }
  /// A distribution with this mean and coefficient of variation (standard deviation over mean):
  /// above 1 two phases in parallel with balanced means, below 1 one Erlang phase more or less.
  /// *Throws* domain_error unless mean > 0 and the coefficient is from 0.01 (10 000 phases) to a
  /// number whose fourth power can be held. *Source*: Tijms 1994, appendix B.
  [[nodiscard]] static phase_type fit(const T& mean, const T& variation) {
    require_positive_finite("phase_type::fit", "mean", mean);
    if (!(variation >= constant<T>(0.01)) || !is_finite(variation))
      fail("phase_type::fit", "variation", variation, "0.01 or more, and finite");
    const T square = variation * variation;
    if (!is_finite(T(square * square)))  // by then all but 1 / square^2 has ended at once
      fail("phase_type::fit", "variation", variation,
           "0.01 or more, and small enough for its fourth power to be held");
    return square > one<T>() ? fit_wide(mean, square) : fit_narrow(mean, square);
  }
  /// Nearly constant: Erlang of that many phases; its coefficient of variation is phases^-1/2.
  [[nodiscard]] static phase_type nearly_constant(const T& mean, std::size_t phases,
                                                  const passage_options& options = {}) {
    require_positive_finite("phase_type::nearly_constant", "mean", mean);
    return erlang(phases, T(constant<T>(static_cast<double>(phases)) / mean), options);
  }

  [[nodiscard]] std::size_t phases() const { return initial_.size(); }
  [[nodiscard]] std::span<const T> initial() const { return initial_; }
  /// The phases in order, then the state in which it has ended, labelled "over".
  [[nodiscard]] const chain<T>& absorbing_chain() const { return chain_; }
  /// The rate at which a phase is the last one.
  [[nodiscard]] T exit(std::size_t phase) const {
    return chain_.rates().coeff(static_cast<Eigen::Index>(phase),
                                static_cast<Eigen::Index>(phases()));
  }

  /// The probability that it has ended by time t, and that it is not. *Throws* domain_error for t <
  /// 0.
  [[nodiscard]] probability<T> cdf(const T& t) const {
    return state_distribution<T>{mass_at("phase_type::cdf", t)}.in(over());
  }
  [[nodiscard]] probability<T> survival(const T& t) const { return !cdf(t); }
  [[nodiscard]] T density(const T& t) const { return flux(mass_at("phase_type::density", t)); }
  /// The rate at which it ends at t, if it has not yet; also where the probability of that is below
  /// the range of T. *Throws* as cdf; convergence_error where it has not settled after 10 000 such
  /// times.
  [[nodiscard]] T hazard(const T& t) const;

  /// The k-th moment, k >= 1. *Throws*, as mean() and variance(), convergence_error when the
  /// elimination would take more memory than allowed.
  [[nodiscard]] T moment(unsigned k, const passage_options& options = {}) const {
    return weighted(passage(options).moments(k));
  }
  [[nodiscard]] T mean(const passage_options& options = {}) const { return moment(1, options); }
  /// The variance as a sum: that of each phase, and the spread of the means of what may follow it.
  [[nodiscard]] T variance(const passage_options& options = {}) const;
  [[nodiscard]] T variation() const { return sqrt_of(variance()) / mean(); }

  /// The time by which it has ended with this probability: 0 for never, infinite for always.
  /// *Accuracy*: the probability at the result is right to some 1e3 epsilon on its smaller side.
  /// *Throws* convergence_error if it cannot be bracketed.
  [[nodiscard]] T quantile(const probability<T>& prob) const;

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
  [[nodiscard]] T flux(const std::vector<T>& mass) const {
    T sum = zero<T>();
    for (std::size_t i = 0; i < phases(); ++i) sum += mass[i] * exit(i);
    return sum;
  }
  [[nodiscard]] std::vector<T> mass_at(const char* function, const T& t) const {
    auto work = detail::work_of_chains(function);
    return mass_at(function, t, work);
  }
  [[nodiscard]] std::vector<T> mass_at(const char* function, const T& t, work_budget& work) const {
    if (!(t >= zero<T>()) || !is_finite(t)) fail(function, "t", t, "0 or more, and finite");
    std::vector<T> start = initial_;
    start.push_back(zero<T>());
    return detail::distribution_of_chain<T>(chain_).at(t, start, work);
  }

  std::vector<T> initial_;
  chain<T> chain_;
};

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
T phase_type<T>::variance(const passage_options& options) const {
  const auto way = passage(options);
  const std::vector<T> means = way.mean_times();
  std::vector<T> per_time(means.size(), zero<T>());
  for (std::size_t i = 0; i < phases(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const T& out = chain_.exit_rates()[i];
    T next = zero<T>();  // the mean of what follows
    T spread = zero<T>();
    for (typename rate_matrix<T>::InnerIterator to(chain_.rates(), row); to; ++to)
      next += to.value() / out * means[static_cast<std::size_t>(to.col())];
    for (typename rate_matrix<T>::InnerIterator to(chain_.rates(), row); to; ++to) {
      const T off = means[static_cast<std::size_t>(to.col())] - next;  // only its square is added
      spread += to.value() / out * (off * off);
    }
    per_time[i] = one<T>() / out + out * spread;
  }
  T sum = weighted(way.rewards(per_time));
  const T mean = weighted(means);
  for (std::size_t i = 0; i < phases(); ++i) {
    const T off = means[i] - mean;  // only its square is added
    sum += initial_[i] * (off * off);
  }
  return sum;
}

template <class T>
T phase_type<T>::hazard(const T& t) const {
  auto work = detail::work_of_chains("phase_type::hazard");
  std::vector<T> mass = mass_at("phase_type::hazard", t, work);
  const auto left = [&](const std::vector<T>& m) {
    T sum = zero<T>();
    for (std::size_t i = 0; i < phases(); ++i) sum += m[i];
    return sum;
  };
  const T least = std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon();
  if (left(mass) > least) return flux(mass) / left(mass);
  // In equal parts of the time, after each of which what is left begins anew.
  const detail::distribution_of_chain<T> dist(chain_);
  T part = t;
  double parts = 1;
  std::vector<T> begin = initial_;
  begin.push_back(zero<T>());
  do {
    part = part / constant<T>(2);
    parts *= 2;
    mass = dist.at(part, begin, work);
  } while (!(left(mass) > constant<T>(1e-30)) && parts < 1e300);
  T last = zero<T>();
  for (double k = 1; k <= std::min(parts, 1e4); ++k) {
    mass = dist.at(part, begin, work);
    const T sum = left(mass);
    for (std::size_t i = 0; i < phases(); ++i) begin[i] = mass[i] / sum;
    const T now = flux(begin);
    const T slack = now * (constant<T>(8) * std::numeric_limits<T>::epsilon());
    if (k == parts || (now <= last + slack && last <= now + slack)) return now;
    last = now;
  }
  give_up("phase_type::hazard", "reached " + describe(last) + " after 10000 parts of the time");
}

template <class T>
T phase_type<T>::quantile(const probability<T>& prob) const {
  if (prob.value() == zero<T>()) return zero<T>();
  if (prob.complement() == zero<T>()) return std::numeric_limits<T>::infinity();
  const bool low = prob.value() <= prob.complement();
  const T target = low ? prob.value() : prob.complement();
  const T two = constant<T>(2);
  T least = zero<T>();
  T most = std::numeric_limits<T>::infinity();
  T t = mean();
  auto work = detail::work_of_chains("phase_type::quantile");
  for (int iteration = 0; iteration < 2000; ++iteration) {
    const std::vector<T> mass = mass_at("phase_type::quantile", t, work);
    const probability<T> now = state_distribution<T>{mass}.in(over());
    (now < prob ? least : most) = t;
    const T side = low ? now.value() : now.complement();
    const T ratio = log_of(T(side / target)) * side / flux(mass);
    const T enough = two * std::numeric_limits<T>::epsilon() * t;
    if (ratio <= enough && zero<T>() - enough <= ratio) return t;
    // Newton's step on log F in log t, or on log S in t: both are nearly straight lines.
    T next = low ? T(t * exp_of(T(zero<T>() - ratio / t))) : T(t + ratio);
    if (!(next > least && next < most) || !is_finite(next))
      next = !is_finite(most)     ? T(t * two)
             : least == zero<T>() ? T(t / two)
                                  : sqrt_of(least) * sqrt_of(most);
    if (next == t) return t;
    t = next;
  }
  give_up("phase_type::quantile", "reached " + describe(t));
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
