// SPDX-License-Identifier: BSL-1.0
// Sensitivities: how much a measure changes with each rate of a chain, all rates from one
// elimination.
//
//   derivative dM / dq_ij, elasticity (q_ij / M) dM / dq_ij: per cent of M for one per cent of q_ij
//
// A measure of the long run is a ratio a / b of what is earned per unit of time. With g_j earned
// from j until the next visit to a root state, for both,
//   d ln(a / b) / dq_ij = pi_i ((ga_j - ga_i) / a - (gb_j - gb_i) / b)
// (for the unavailability: down time against up time). For an MTTF m with y_i the time spent in i,
// h_j the time to the root or to the failure, f_j the probability that the failure is first,
//   dm / dq_ij = y_i ((h_j - h_i) - (f_j - f_i) m_root)
// Every g, h, f is positive and right to rounding, and small because the root is where the chain is
// most of the time: the textbook form m_j - m_i would lose all digits of rare failures. Only the
// last line subtracts, since derivatives have either sign; where that cancels, as it does between
// states that exchange much faster than they see the root, differences are found as such
// (deviations.hpp). Accuracy: each elasticity has a bound of its error, which is at most 1e-9 of it
// or 1e-12; else it is a convergence_error. Cost: one elimination (two when the first root was a
// bad one) and four solutions; 1.5 n^3 products where it cancels, for up to 1000 states. Sources:
// Schweitzer 1968; Heidelberger & Goyal 1988; Blake, Reibman & Trivedi 1988.
// Index: elasticity, parametric sensitivity.
#pragma once

#include <algorithm>
#include <nines/markov/measures/availability.hpp>
#include <nines/markov/measures/way_to_failure.hpp>

namespace nines {

/// What one rate means for a measure.
template <class T>
struct rate_sensitivity {
  std::size_t from, to;            ///< states by number
  std::string from_name, to_name;  ///< chain::name of the two
  T rate;                          ///< q_ij, in the unit of the chain
  T derivative;  ///< change of the measure per change of the rate, in the unit of the chain
  T elasticity;  ///< relative change per relative change
};

/// A named parameter and the rates that it drives: for each transition theta dq/dtheta. That is
/// the rate itself where it is proportional to theta; a coverage c splits a rate q into
/// {from, covered, c q} and {from, uncovered, -c q}.
template <class T>
struct rate_parameter {
  std::string name;                       ///< for tables and messages
  std::vector<Eigen::Triplet<T>> slopes;  ///< at (from, to): theta dq/dtheta
};
/// What one parameter means for a measure.
template <class T>
struct parameter_sensitivity {
  std::string name;  ///< of the parameter
  T elasticity;      ///< relative change of the measure per relative change of the parameter
};

/// The parameter that all transitions for which predicate(from, to) holds are proportional to.
template <class T, std::predicate<std::size_t, std::size_t> Predicate>
[[nodiscard]] rate_parameter<T> scales(std::string name, const chain<T>& c,
                                       const Predicate& holds) {
  rate_parameter<T> result{std::move(name), {}};
  for (Eigen::Index i = 0; i < c.rates().outerSize(); ++i)
    for (const auto [to, rate] : row_of(c.rates(), i))
      if (holds(static_cast<std::size_t>(i), to))
        result.slopes.emplace_back(static_cast<int>(i), static_cast<int>(to), rate);
  return result;
}

/// A measure with its elasticity to every rate of its chain.
template <class T>
class sensitivities {
 public:
  /// From the value of the measure and the elasticities that a solver found, each with its error.
  /// Made by the functions below.
  sensitivities(const chain<T>& c, const T& value, detail::elasticity_table<T> elasticities)
      : value_(value),
        rates_(c.rates()),
        elasticities_(std::move(elasticities.value)),
        errors_(std::move(elasticities.error)) {
    names_.reserve(c.size());
    for (std::size_t i = 0; i < c.size(); ++i) names_.push_back(c.name(i));
  }

  /// The measure itself; times are in the unit of the chain.
  [[nodiscard]] const T& value() const { return value_; }
  /// *Throws* domain_error where there is no such transition.
  [[nodiscard]] T elasticity(std::size_t from, std::size_t to) const {
    return elasticities_.coeff(row(from, to), static_cast<Eigen::Index>(to));
  }
  /// A bound of the absolute error of that.
  [[nodiscard]] T error(std::size_t from, std::size_t to) const {
    return errors_.coeff(row(from, to), static_cast<Eigen::Index>(to));
  }
  /// Change of the measure per change of the rate; infinite where that exceeds the range of T.
  [[nodiscard]] T derivative(std::size_t from, std::size_t to) const {
    const T relative = elasticity(from, to);
    return relative * value_ / rates_.coeff(row(from, to), static_cast<Eigen::Index>(to));
  }
  /// The elasticity to a parameter that drives several rates. *Throws* domain_error when one of
  /// them does not exist.
  [[nodiscard]] T elasticity(const rate_parameter<T>& parameter) const {
    T sum = zero<T>();
    for (const auto& slope : parameter.slopes) {
      const auto from = static_cast<std::size_t>(slope.row());
      const auto to = static_cast<std::size_t>(slope.col());
      sum += elasticity(from, to) * (slope.value() / rates_.coeff(row(from, to), slope.col()));
    }
    return sum;
  }
  /// All rates, the strongest influence first.
  [[nodiscard]] std::vector<rate_sensitivity<T>> ranked() const {
    std::vector<rate_sensitivity<T>> table;
    for (Eigen::Index k = 0; k < rates_.outerSize(); ++k)
      for (const auto [j, rate] : row_of(rates_, k)) {
        const auto i = static_cast<std::size_t>(k);
        table.push_back({i, j, names_[i], names_[j], rate, derivative(i, j), elasticity(i, j)});
      }
    return sorted(std::move(table));
  }
  /// Several parameters, the strongest influence first. *Throws* as elasticity().
  [[nodiscard]] std::vector<parameter_sensitivity<T>> ranked(
      std::span<const rate_parameter<T>> parameters) const {
    std::vector<parameter_sensitivity<T>> table;
    for (const auto& parameter : parameters)
      table.push_back({parameter.name, elasticity(parameter)});
    return sorted(std::move(table));
  }

 private:
  [[nodiscard]] Eigen::Index row(std::size_t from, std::size_t to) const {
    const auto i = static_cast<Eigen::Index>(from);
    const auto j = static_cast<Eigen::Index>(to);
    if (i >= rates_.rows() || j >= rates_.cols() || !(rates_.coeff(i, j) > zero<T>()))
      fail("sensitivities", "there is no transition from state " + std::to_string(from) +
                                " to state " + std::to_string(to));
    return i;
  }
  template <class Row>
  static std::vector<Row> sorted(std::vector<Row> table) {
    const auto size = [](const T& x) { return x < zero<T>() ? T(-x) : x; };
    std::stable_sort(table.begin(), table.end(), [&](const Row& a, const Row& b) {
      return size(b.elasticity) < size(a.elasticity);
    });
    return table;
  }

  T value_;
  rate_matrix<T> rates_, elasticities_, errors_;
  std::vector<std::string> names_;
};

/// The long-run unavailability and its elasticities. *Throws* domain_error when the system is never
/// down (or never up) in the long run, or has several closed classes; convergence_error when an
/// elasticity cannot be believed, or the elimination would take more memory than allowed.
template <class T>
[[nodiscard]] sensitivities<T> unavailability_sensitivity(const chain<T>& c,
                                                          const up_states& up = {},
                                                          const passage_options& options = {}) {
  const state_set set = up.of("unavailability_sensitivity", c);
  std::vector<T> is_up(c.size()), is_down(c.size());
  for (std::size_t i = 0; i < c.size(); ++i) {
    is_up[i] = set.contains(i) ? one<T>() : zero<T>();
    is_down[i] = set.contains(i) ? zero<T>() : one<T>();
  }
  const detail::long_run_cycle<T> cycle(c, options.memory_limit);
  const std::vector<T> down = cycle.within(is_down);
  const std::vector<T> up_part = cycle.within(is_up);
  const T unavailability = cycle.mean(down);
  const T availability = cycle.mean(up_part);
  if (!(unavailability > zero<T>() && availability > zero<T>()))
    fail("unavailability_sensitivity", "the system is never " +
                                           std::string(availability > zero<T>() ? "down" : "up") +
                                           " in the long run");
  // d ln U = A d ln(U / A): the odds are a ratio of two positive sums without a part in common.
  return {c, unavailability,
          cycle.elasticities(down, up_part, availability, [](auto, auto) { return false; })};
}

/// The long-run failure frequency, per unit of time of the chain. *Throws* domain_error when there
/// are no failures in the long run, or several closed classes; convergence_error as above.
template <class T>
[[nodiscard]] sensitivities<T> failure_frequency_sensitivity(const chain<T>& c,
                                                             const up_states& up = {},
                                                             const passage_options& options = {}) {
  const state_set set = up.of("failure_frequency_sensitivity", c);
  const detail::long_run_cycle<T> cycle(c, options.memory_limit);
  const std::vector<T> failing = cycle.within(detail::rates_out_of(c, set));
  const T frequency = cycle.mean(failing);
  if (!(frequency > zero<T>()))
    fail("failure_frequency_sensitivity", "there are no failures in the long run");
  const std::vector<T> always(failing.size(), one<T>());
  return {c, frequency, cycle.elasticities(failing, always, one<T>(), [&](auto i, auto j) {
            return set.contains(i) && !set.contains(j);
          })};
}

/// What a reward earns per unit of time in the long run, its amounts in each state held fixed. Use
/// it for what is lost, not for what is nearly always earned, whose derivatives cancel.
/// *Throws* domain_error when nothing is earned, an amount is negative or not finite, or there are
/// several closed classes; convergence_error as above.
template <class T>
[[nodiscard]] sensitivities<T> reward_sensitivity(const chain<T>& c,
                                                  std::span<const std::type_identity_t<T>> reward,
                                                  const passage_options& options = {}) {
  if (reward.size() != c.size())
    fail("reward_sensitivity", "size of reward", reward.size(), std::to_string(c.size()));
  for (std::size_t i = 0; i < c.size(); ++i)
    require_nonnegative_finite("reward_sensitivity", "reward of " + c.name(i), reward[i]);
  const detail::long_run_cycle<T> cycle(c, options.memory_limit);
  const std::vector<T> earned = cycle.within(reward);
  const T mean = cycle.mean(earned);
  if (!(mean > zero<T>())) fail("reward_sensitivity", "the reward earns nothing in the long run");
  const std::vector<T> always(earned.size(), one<T>());
  return {c, mean, cycle.elasticities(earned, always, one<T>(), [](auto, auto) { return false; })};
}

/// The mean time to the first failure from a start, in units of time of the chain. *Throws*
/// domain_error when it is infinite (it names a state) or the start is down; convergence_error as
/// above.
template <class T>
[[nodiscard]] sensitivities<T> mttf_sensitivity(const chain<T>& c, const start_of<T>& from,
                                                const up_states& up = {},
                                                const passage_options& options = {}) {
  const state_set set = up.of("mttf_sensitivity", c);
  const detail::way_to_failure<T> way(c, set, from.of("mttf_sensitivity", c), options.memory_limit);
  return {c, way.mean_time(), way.elasticities()};
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::sensitivities<double> nines::unavailability_sensitivity(
    const nines::chain<double>&, const nines::up_states&, const nines::passage_options&);
extern template nines::sensitivities<double> nines::failure_frequency_sensitivity(
    const nines::chain<double>&, const nines::up_states&, const nines::passage_options&);
extern template nines::sensitivities<double> nines::mttf_sensitivity<double>(
    const nines::chain<double>&, const nines::start<double>&, const nines::up_states&,
    const nines::passage_options&);
extern template nines::sensitivities<double> nines::reward_sensitivity<double>(
    const nines::chain<double>&, std::span<const double>, const nines::passage_options&);
#endif
