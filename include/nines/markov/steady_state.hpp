// SPDX-License-Identifier: BSL-1.0
// Where a chain is in the long run: the distribution pi with pi Q = 0.
//
// Only closed classes keep mass. One closed class: pi is unique. Several: each gets the chance that
// the chain, from its initial distribution, is absorbed by it. Within a class pi is found by
// elimination (exact to rounding, immune to near-decomposability) or, where that would cost too
// much, by Gauss-Seidel sweeps with extrapolation, which aggregation speeds up and checks. The
// report says which it was; neither subtracts, so rare states are as accurate as likely ones.
#pragma once

#include <nines/markov/aggregation.hpp>
#include <nines/markov/classes.hpp>
#include <nines/markov/distribution.hpp>
#include <nines/markov/elimination.hpp>
#include <nines/markov/gauss_seidel.hpp>
#include <optional>

namespace nines {

/// How to find a stationary distribution.
enum class steady_method {
  automatic,     ///< by size and predicted cost
  elimination,   ///< state elimination, sparse with a fill-reducing order
  gauss_seidel,  ///< alternating Gauss-Seidel sweeps, with aggregation where they are slow
};
struct steady_options {
  steady_method method = steady_method::automatic;
  double tolerance = 1e-12;        ///< of sweeps: estimated relative error of each entry
  std::size_t max_sweeps = 20000;  ///< before they give up
};

namespace detail {

inline void check_options(const steady_options& options) {
  if (!(options.tolerance > 0 && options.tolerance < 1))
    fail("steady_state", "tolerance", options.tolerance, "above 0 and below 1");
}

/// pi of an irreducible chain by elimination of all states but the first.
template <class T>
std::vector<T> stationary_by_elimination(const rate_matrix<T>& rates) {
  const auto n = static_cast<std::size_t>(rates.rows());
  if (n == 1) return {one<T>()};
  const auto kept = state_set::where(n, [](std::size_t i) { return i > 0; });
  const restricted_chain<T> others = restrict_to(rates, kept);
  std::vector<T> pi(n, zero<T>());
  for (typename rate_matrix<T>::InnerIterator to(rates, 0); to; ++to)
    pi[static_cast<std::size_t>(to.col())] = to.value();
  elimination<T>(others.rates, others.exits).solve_transposed(std::span(pi).subspan(1));
  pi[0] = one<T>();
  T sum = zero<T>();
  for (const T& mass : pi) sum += mass;
  for (T& mass : pi) mass = mass / sum;
  return pi;
}

/// pi of an irreducible chain by sweeps. Each window of sweeps is followed by an extrapolation or by
/// a correction of groups of states, whichever still helps; when the sweeps are estimated to miss
/// less than the tolerance, a correction must agree.
template <class T>
class sweep_iteration {
 public:
  sweep_iteration(const rate_matrix<T>& rates, const steady_options& options)
      : options_(options), window_(static_cast<std::size_t>(rates.rows())) {
    std::vector<T> exits(static_cast<std::size_t>(rates.rows()), zero<T>());
    for (Eigen::Index i = 0; i < rates.rows(); ++i)
      for (typename rate_matrix<T>::InnerIterator to(rates, i); to; ++to)
        exits[static_cast<std::size_t>(i)] += to.value();
    columns_ = jump_columns_of(rates, exits);
    stays_ = relative_stays(exits);
    z_ = spread_from_likely_state(rates, stays_, columns_);
  }

  solved_distribution<T> solve() {
    std::size_t sweeps = 0;
    while (sweeps < options_.max_sweeps && window_.is_finite()) {
      sweeps += window_.run(columns_, z_, options_.tolerance);
      if (!(window_.estimated_error() <= options_.tolerance))
        accelerate();
      else if (is_confirmed())
        return distribution(sweeps);
    }
    throw convergence_error("nines::steady_state: after " + std::to_string(sweeps) +
                            " sweeps an entry still changes by " + describe(window_.last_change()) +
                            " of its value");
  }

 private:
  /// Whether a correction by aggregation agrees that the tolerance is reached: it changes nothing
  /// that rounding would not, or about what the sweeps expect, or half of what the last one did.
  bool is_confirmed() {
    const double last = correction_;
    correct();
    by_groups_ = true;  // should this not do
    error_ = std::max(window_.estimated_error(), correction_);
    if (correction_ <= 16 * window_.noise()) return true;
    const double expected = 10 * std::max(window_.estimated_error(), window_.noise());
    return error_ <= options_.tolerance && (correction_ <= expected || correction_ <= 0.5 * last);
  }
  /// Extrapolates or corrects. Each may fail on some chain: then the other has its turn, and after
  /// three failures plain sweeps, for longer each time, as these converge on any chain.
  void accelerate() {
    const double change = window_.last_change();
    const bool helped = change <= 0.7 * last_change_;
    last_change_ = change;
    if (change > 0.3) {  // mass still has to move far, which a linear guess does not see
      stalled_ = helped ? 0 : stalled_ + 1;
      if (stalled_ % 4 == 3) correct();
      return;
    }
    if (rest_ > 0) {
      --rest_;
      return;
    }
    failures_ = helped ? 0 : failures_ + 1;
    if (!helped) by_groups_ = !by_groups_;
    if (failures_ == 3) {
      failures_ = 0;
      rest_ = patience_;
      patience_ *= 2;
    } else if (by_groups_) {
      correct();
    } else {
      window_.extrapolate(z_);
    }
  }
  void correct() {
    if (!groups_) groups_.emplace(columns_, z_, stays_);
    const std::vector<T> before = z_;
    groups_->correct(columns_, z_);
    normalise(z_);
    const double change = largest_change(before, z_);
    if (change > 0.5 * correction_) groups_.reset();  // the next will be made of a better z
    correction_ = change;
  }
  solved_distribution<T> distribution(std::size_t sweeps) {
    solved_distribution<T> result;
    result.mass = std::move(z_);
    for (std::size_t i = 0; i < stays_.size(); ++i) result.mass[i] = result.mass[i] * stays_[i];
    normalise(result.mass);
    result.report = {"gauss_seidel", sweeps, error_};
    return result;
  }

  static constexpr double unknown = std::numeric_limits<double>::infinity();

  const steady_options& options_;
  jump_columns<T> columns_;
  std::vector<T> stays_, z_;
  sweep_window<T> window_;
  std::optional<aggregation<T>> groups_;
  double error_ = unknown;        // of the result
  double correction_ = unknown;   // the largest relative change by the last correction
  double last_change_ = unknown;  // of the window before
  bool by_groups_ = false;
  int stalled_ = 0, failures_ = 0, rest_ = 0, patience_ = 1;
};

/// Whether elimination beats sweeps on a chain with these rates.
template <class T>
bool is_elimination_cheap(const rate_matrix<T>& rates) {
  return rates.rows() <= 500;
}

/// pi of an irreducible chain by the method chosen.
template <class T>
solved_distribution<T> stationary(const rate_matrix<T>& rates, const steady_options& options) {
  const bool eliminate =
      options.method == steady_method::elimination || rates.rows() == 1 ||
      (options.method == steady_method::automatic && is_elimination_cheap(rates));
  if (!eliminate) return sweep_iteration<T>(rates, options).solve();
  solved_distribution<T> result;
  result.mass = stationary_by_elimination(rates);
  result.report = {"elimination", 0, 0};
  return result;
}

/// The chance that each closed class takes the chain, from an initial distribution.
template <class T>
std::vector<T> absorption_by_class(const chain<T>& c, const state_classes& classes,
                                   std::span<const T> initial) {
  std::vector<int> closed_number(classes.members.size(), -1);
  for (std::size_t k = 0; k < classes.closed.size(); ++k)
    closed_number[static_cast<std::size_t>(classes.closed[k])] = static_cast<int>(k);
  const auto closed_of = [&](std::size_t state) {
    return closed_number[static_cast<std::size_t>(classes.class_of[state])];
  };
  std::vector<T> chance(classes.closed.size(), zero<T>());
  std::vector<T> mass;
  for (std::size_t i = 0; i < c.size(); ++i) {
    if (closed_of(i) < 0)
      mass.push_back(initial[i]);
    else
      chance[static_cast<std::size_t>(closed_of(i))] += initial[i];
  }
  if (mass.empty()) return chance;
  const auto passing =
      restrict_to(c.rates(), state_set::where(c.size(), [&](auto i) { return closed_of(i) < 0; }));
  elimination<T>(passing.rates, passing.exits).solve_transposed(mass);
  for (std::size_t i = 0; i < mass.size(); ++i)
    for (typename rate_matrix<T>::InnerIterator to(c.rates(), passing.states[i]); to; ++to)
      if (const int k = closed_of(static_cast<std::size_t>(to.col())); k >= 0)
        chance[static_cast<std::size_t>(k)] += mass[i] * to.value();
  return chance;
}

/// The long run of a chain of which each closed class gets its chance.
template <class T>
solved_distribution<T> steady_state_of_classes(const chain<T>& c, const state_classes& classes,
                                               const std::vector<T>& chance,
                                               const steady_options& options) {
  solved_distribution<T> result;
  result.mass.assign(c.size(), zero<T>());
  for (std::size_t k = 0; k < chance.size(); ++k) {
    const auto& members = classes.members[static_cast<std::size_t>(classes.closed[k])];
    solved_distribution<T> within;
    if (members.size() == c.size()) {
      within = stationary(c.rates(), options);
    } else {
      state_set kept(c.size());
      for (const int s : members) kept.insert(static_cast<std::size_t>(s));
      within = stationary(restrict_to(c.rates(), kept).rates, options);
    }
    for (std::size_t i = 0; i < members.size(); ++i)
      result.mass[static_cast<std::size_t>(members[i])] = chance[k] * within.mass[i];
    const bool is_worse = std::pair(within.report.error, within.report.iterations) >
                          std::pair(result.report.error, result.report.iterations);
    if (k == 0 || is_worse) result.report = within.report;
  }
  return result;
}

}  // namespace detail

/// The long-run distribution from an initial distribution, which matters when the chain has several
/// closed classes; the report is that of the class solved worst. *Accuracy*: by elimination some n
/// epsilon, relative, each entry. By sweeps the tolerance, which is an estimate: what the rate of
/// convergence leaves to do, and what a correction by aggregation still changed; not a bound.
/// Entries below 1e-290 (in double) are not held to it. *Throws* domain_error for an initial that
/// is no distribution, convergence_error when sweeps do not reach the tolerance.
template <class T>
[[nodiscard]] solved_distribution<T> steady_state(const chain<T>& c, std::span<const T> initial,
                                                  const steady_options& options = {}) {
  detail::check_distribution("steady_state", "initial", initial, c.size());
  detail::check_options(options);
  const state_classes classes = communicating_classes(c);
  return detail::steady_state_of_classes(c, classes,
                                         detail::absorption_by_class(c, classes, initial), options);
}

/// The long-run distribution, whatever the start. *Throws* domain_error for a chain with several
/// closed classes (it names a state of two of them); else as above.
template <class T>
[[nodiscard]] solved_distribution<T> steady_state(const chain<T>& c,
                                                  const steady_options& options = {}) {
  detail::check_options(options);
  const state_classes classes = communicating_classes(c);
  const auto first_of = [&](std::size_t k) {
    return static_cast<std::size_t>(
        classes.members[static_cast<std::size_t>(classes.closed[k])].front());
  };
  if (classes.closed.size() > 1)
    detail::fail("steady_state",
                 "the long run depends on the start, which must be given: " + c.name(first_of(0)) +
                     " and " + c.name(first_of(1)) + " lie in different closed classes");
  return detail::steady_state_of_classes(c, classes, {detail::one<T>()}, options);
}

}  // namespace nines
