// SPDX-License-Identifier: BSL-1.0
// An estimate of a network's reliability with a guaranteed relative error, where certain bounds
// would take too much.
//
// Example:
//   const auto net = random_regular(200, 4, 1, {99_percent});
//   const auto e = two_terminal_reliability_estimate(net, "0", "1", {.relative_error = 1e-2});
//   e.reliability;   // with e.standard_error
//   e.interval;      // has the reliability in it with e.confidence
//   e.certain;       // has it in it for certain
//
// A sweep (bracket.hpp) finds the masses S that are connected and F that are cut, and drops the
// mass D. Only D is simulated: with the share m of it that is cut,
//
//   1 - R = F + m D        R = S + (1 - m) D
//
// so a small D makes a rare event of F plain. Stopping rule: after a pilot that tells how many
// trials are needed, a round of that many new ones gives the exact binomial interval of m; the
// number does not depend on its own outcomes, so the level holds whatever the network. Where the
// interval is too wide all the same, another round follows. The rounds may miss with half of what
// the confidence leaves, a quarter, an eighth: together no more than all of it. Where the work runs
// out, the interval is wider than asked, and its level holds as well.
// Sources: Dagum, Karp, Luby & Ross 2000 (stopping rules); Clopper & Pearson 1934.
// Index: Monte Carlo reliability, stopping rule.
#pragma once

#include <cmath>
#include <deque>
#include <nines/network/bracket.hpp>
#include <nines/network/sampling.hpp>

namespace nines {

/// How good an estimate should be, and what it may take.
struct network_estimate_options {
  /// Half the width of the interval, relative to the smaller of reliability and unreliability.
  double relative_error = 1e-2;
  /// Of the interval; 95% by default.
  probability<double> confidence = probability<double>::from_complement(0.05);
  std::uint64_t seed = 1;  ///< of the random numbers: equal seeds give equal results
  double memory_limit = default_memory_limit;  ///< bytes
  /// States visited and steps simulated; 1e7 of them take some seconds.
  double work_limit = 2e8;
};

/// A reliability that is not certain: it was found by simulation.
template <scalar T = double>
struct network_estimate {
  probability<T> reliability;      ///< unbiased
  T standard_error;                ///< of the reliability, absolute
  bounds<T> interval;              ///< has the true value in it with `confidence`
  probability<double> confidence;  ///< that the interval has; it may be higher
  bounds<T> certain;               ///< bounds without any doubt
  double trials = 0;               ///< simulated, in the rounds that the interval is of
};

namespace detail {

/// The estimate of one problem.
template <class T>
class part_estimate {
 public:
  /// Certain bounds first, as narrow as it pays; then the masses of the sweep that is repeated.
  part_estimate(const connection_problem<T>& problem, const network_bounds_options& options,
                double& work_left)
      : options_(options), work_left_(work_left), search_(problem, options, work_left) {
    search_.choose_plan();
    search_.widen([&](double work) {  // it is repeated: once for its masses, and for each round
      return 6 * work < work_left_ && trials_to_rule_out() * trial_work() > work;
    });
    sums_ = sweep(search_.plan(), sweep_limits());
    work_left_ -= sums_.work;  // a budget
  }

  /// Whether the certain bounds are too wide.
  [[nodiscard]] bool needs_trials() const { return !search_.is_narrow(); }
  /// The masses of the narrowest sweep.
  [[nodiscard]] const frontier_sums<T>& best() const { return search_.best(); }

  /// Rounds of trials, which miss in no more than `missed` of all cases together.
  void run(double relative_error, double missed, uniform_source& random) {
    relative_error_ = relative_error;
    auto last = round_of(pilot_trials, random);
    for (double level = missed / 2; last.trials > 0; level /= 2) {
      const auto confidence = probability<>::from_complement(level);
      last = round_of(trials_needed(last, confidence), random);
      if (last.trials == 0) break;
      const auto limits = limits_of(last, confidence);
      if (width_of(limits) < width_of(limits_)) keep(last, limits);
      if (is_narrow(limits)) break;
    }
  }

  /// The interval, and the value in it.
  [[nodiscard]] bounds<T> interval() const { return {at(limits_.upper), at(limits_.lower)}; }
  [[nodiscard]] probability<T> value() const {
    if (counts_.trials == 0) return at(limits_.lower);
    return at(share_of(counts_));
  }
  [[nodiscard]] T standard_error() const {
    if (counts_.trials == 0) return zero<T>();
    const auto m = share_of(counts_);
    const auto n = static_cast<double>(counts_.trials);
    return T(sums_.dropped * constant<T>(std::sqrt(m.value() * m.complement() / n)));
  }
  [[nodiscard]] double trials() const { return static_cast<double>(counts_.trials); }

 private:
  static constexpr double step_work = 0.1;  // of a trial: a state of a sweep takes ten times that
  static constexpr std::size_t pilot_trials = 1000;
  static constexpr double most_trials = 1e9;

  [[nodiscard]] frontier_limits sweep_limits() const { return {.width = search_.width()}; }
  /// What a trial takes: as seen, or at most.
  [[nodiscard]] double trial_work() const {
    const auto steps = static_cast<double>(search_.plan().steps().size());
    return trial_work_ > 0 ? trial_work_ : step_work * steps;
  }
  /// How many trials without an event it takes to see that the dropped mass does not matter.
  [[nodiscard]] double trials_to_rule_out() const {
    const auto& sums = search_.best();
    const auto known = static_cast<double>(std::min(sums.cut, sums.connected));
    const auto dropped = static_cast<double>(sums.dropped);
    const double trials = 4 * dropped / (options_.relative_width * known);
    return trials > 0 ? trials : std::numeric_limits<double>::infinity();
  }

  static probability<> share_of(const trial_counts& c) {
    const auto n = static_cast<double>(c.trials);
    return {unchecked, static_cast<double>(c.events) / n,
            static_cast<double>(c.trials - c.events) / n};
  }
  /// The reliability if this share of the dropped mass is cut.
  [[nodiscard]] probability<T> at(const probability<>& share) const {
    const T cut = sums_.cut + sums_.dropped * constant<T>(share.value());
    const T connected = sums_.connected + sums_.dropped * constant<T>(share.complement());
    return probability<T>::from_computed_sides(connected, cut);
  }
  static double width_of(const bounds<>& limits) {
    return limits.upper.value() < 0.5  // a width: its own digits do not matter
               ? limits.upper.value() - limits.lower.value()             // a width
               : limits.lower.complement() - limits.upper.complement();  // a width
  }
  [[nodiscard]] bool is_narrow(const bounds<>& limits) const {
    const auto most = at(limits.upper), least = at(limits.lower);
    const auto known = static_cast<double>(std::min(least.complement(), most.value()));
    return static_cast<double>(sums_.dropped) * width_of(limits) <= 2 * relative_error_ * known;
  }
  void keep(const trial_counts& counts, const bounds<>& limits) {
    counts_ = counts;
    limits_ = limits;
  }

  /// About how many trials should do, going by what has been seen, and a tenth more.
  [[nodiscard]] std::size_t trials_needed(const trial_counts& seen,
                                          const probability<>& confidence) const {
    const double share = static_cast<double>(seen.events) / static_cast<double>(seen.trials);
    const auto are_enough = [&](double n) {
      const auto events = static_cast<std::size_t>(std::llround(share * n));
      return is_narrow(limits_of({events, static_cast<std::size_t>(n)}, confidence));
    };
    double n = pilot_trials;
    while (n < most_trials && !are_enough(n)) n *= 4;
    while (n > pilot_trials && are_enough(0.8 * n)) n *= 0.8;
    return static_cast<std::size_t>(1.1 * n);
  }
  /// A sweep with new trials, or with as many as the work that is left allows.
  trial_counts round_of(std::size_t trials, uniform_source& random) {
    const double affordable = (work_left_ - sums_.work) / trial_work();  // a budget
    if (!(affordable >= 1)) return {};
    if (affordable < static_cast<double>(trials)) trials = static_cast<std::size_t>(affordable);
    dropped_sampler<T> sampler(search_.plan(), sums_.dropped, trials, random);
    work_left_ -= sweep(search_.plan(), sweep_limits(), sampler).work;  // a budget
    work_left_ -= sampler.work() * step_work;
    trial_work_ = sampler.work() * step_work / static_cast<double>(trials);
    return sampler.counts();
  }

  const network_bounds_options& options_;
  double& work_left_;
  bracket_search<T> search_;
  frontier_sums<T> sums_;
  double relative_error_ = 0, trial_work_ = 0;
  trial_counts counts_;
  bounds<> limits_{probability<>::never(), probability<>::always()};
};

/// Both of two independent ones: sums of relative variances.
template <class T>
void join_estimate(network_estimate<T>& all, const part_estimate<T>& part) {
  const T other = all.reliability.value() * part.standard_error();
  const T own = all.standard_error * part.value().value();
  all.standard_error = sqrt_of(T(other * other + own * own));
  all.reliability = both(all.reliability, part.value());
  const auto ends = part.interval();
  all.interval = {both(all.interval.lower, ends.lower), both(all.interval.upper, ends.upper)};
  all.trials += part.trials();
}

template <class T>
network_estimate<T> estimate_of(const reduced_problem<T>& parts, std::size_t elements,
                                const network_estimate_options& options) {
  double work_left = options.work_limit;
  const network_bounds_options narrow{options.relative_error, options.memory_limit,
                                      options.work_limit};
  std::deque<part_estimate<T>> estimates;
  std::vector<frontier_sums<T>> sums;
  std::size_t uncertain = 0;
  for (const auto& part : parts.rest) {
    estimates.emplace_back(part, narrow, work_left);
    sums.push_back(estimates.back().best());
    uncertain += estimates.back().needs_trials() ? 1u : 0u;
  }
  const auto share = static_cast<double>(std::max<std::size_t>(1, uncertain));
  uniform_source random(options.seed);
  network_estimate<T> all{parts.factor,
                          zero<T>(),
                          {parts.factor, parts.factor},
                          options.confidence,
                          bounds_of_parts(parts, sums, elements)};
  for (auto& part : estimates) {
    if (part.needs_trials())
      part.run(options.relative_error / share, options.confidence.complement() / share, random);
    join_estimate(all, part);
  }
  return all;
}

template <class T>
network_estimate<T> connection_estimate(const char* function, const network<T>& net,
                                        const std::vector<std::size_t>& terminals,
                                        const network_estimate_options& options) {
  require_positive(function, "relative_error", options.relative_error);
  require_open_interval(function, "confidence", options.confidence.value());
  auto problem = problem_of(function, net, terminals);
  const auto never = probability<T>::never();
  if (!is_connectable(problem))
    return {never, zero<T>(), {never, never}, options.confidence, {never, never}};
  return estimate_of(simplified(std::move(problem)), element_count(net), options);
}

}  // namespace detail

/// An estimate of the probability that the terminals, given by index, are all up and connected, as
/// good as the options ask or their work allows. *Throws* domain_error as network_reliability does,
/// and unless relative_error > 0 and 0 < confidence < 1.
template <class T>
[[nodiscard]] network_estimate<T> network_reliability_estimate(
    const network<T>& net, const std::vector<std::size_t>& terminals,
    const network_estimate_options& options = {}) {
  return detail::connection_estimate("network_reliability_estimate", net, terminals, options);
}

/// The same of two nodes.
template <class T>
[[nodiscard]] network_estimate<T> two_terminal_reliability_estimate(
    const network<T>& net, std::string_view s, std::string_view t,
    const network_estimate_options& options = {}) {
  return detail::connection_estimate("two_terminal_reliability_estimate", net,
                                     {net.node(s), net.node(t)}, options);
}

/// The same of all nodes.
template <class T>
[[nodiscard]] network_estimate<T> all_terminal_reliability_estimate(
    const network<T>& net, const network_estimate_options& options = {}) {
  return detail::connection_estimate("all_terminal_reliability_estimate", net,
                                     detail::all_nodes(net), options);
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::network_estimate<double> nines::detail::connection_estimate(
    const char*, const nines::network<double>&, const std::vector<std::size_t>&,
    const nines::network_estimate_options&);
#endif
