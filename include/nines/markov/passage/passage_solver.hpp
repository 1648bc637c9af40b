// SPDX-License-Identifier: BSL-1.0
// How first passages are solved: by elimination where that is cheap, else by sweeps.
//
// Both know before they begin what they cost. Elimination is exact to rounding on any chain, but
// its fill grows: 1e5 states of a biochemical cascade take minutes and gigabytes. Sweeps take some
// hundred times the transitions, and prove the error of each entry; where they do not, because the
// chain has several parts that are seldom left, elimination has its turn if it fits into memory.
#pragma once

#include <nines/markov/elimination.hpp>
#include <nines/markov/passage/passage_sweeps.hpp>
#include <optional>

namespace nines {

/// How to find mean times, rewards and probabilities until a set of states is entered.
enum class passage_method {
  automatic,     ///< elimination where it is quick, else sweeps, else elimination
  elimination,   ///< state elimination, sparse with a fill-reducing order
  gauss_seidel,  ///< sweeps up and down the states, with a bound of the error of each entry
};

/// What finding a way may take.
struct passage_options {
  double memory_limit = default_memory_limit;  ///< bytes of the solver; above it, it is refused
  passage_method method = passage_method::automatic;  ///< how to solve
  double tolerance = 1e-9;  ///< of sweeps: largest proven relative error of an entry. Most are
                            ///< some hundred times better. Of entries below 1e-290 times the
                            ///< largest one (in double) nothing is proven
  std::size_t max_sweeps = 20000;  ///< of one solution, before it gives up
};

namespace detail {

inline void check_options(const passage_options& options) {
  check_tolerance("first_passage", options.tolerance);
  require_nonnegative("first_passage", "memory_limit", options.memory_limit);
}

/// The solver of (-Q) x = b and x (-Q) = b among states that can all be left.
template <class T>
class passage_solver {
 public:
  /// *Throws* convergence_error when the method chosen does not reach its tolerance, or would take
  /// more memory than allowed; domain_error when a state has no way out.
  passage_solver(rate_matrix<T> rates, std::vector<T> exits, const passage_options& options)
      : rates_(std::move(rates)), exits_(std::move(exits)), options_(options) {
    check_options(options);
    if (options_.method == passage_method::gauss_seidel && exits_.size() > 1)
      sweeps_.emplace(affordable_sweeps());
    else if (options_.method == passage_method::automatic && exits_.size() > 1)
      choose();
    else
      eliminate(elimination_plan(rates_));
  }

  /// As elimination::solve and elimination::solve_transposed.
  void solve(std::span<T> x) const {
    with_fallback(x, [&](const auto& solver) { solver.solve(x); });
  }
  void solve_transposed(std::span<T> x) const {
    with_fallback(x, [&](const auto& solver) { solver.solve_transposed(x); });
  }
  /// The method; of sweeps also those that its preparation took, and the bound that they keep.
  [[nodiscard]] solver_report report() const {
    return sweeps_ ? sweeps_->report() : solver_report{"elimination", 0, 0};
  }

 private:
  void eliminate(const elimination_plan& plan) {
    direct_.emplace(rates_, exits_, plan, options_.memory_limit);
  }
  [[nodiscard]] passage_sweeps<T> affordable_sweeps() const {
    const auto transitions = static_cast<double>(rates_.nonZeros());
    const auto states = static_cast<double>(exits_.size());
    const double bytes = transitions * 3 * (sizeof(T) + sizeof(int)) + states * 16 * sizeof(T);
    require_memory("first_passage", "sweeps over " + describe(transitions) + " transitions", bytes,
                   options_.memory_limit);
    return {rates_, exits_, {options_.tolerance, options_.max_sweeps}};
  }
  [[nodiscard]] bool fits(const elimination_plan& plan) const {
    return plan.cost().entries * sizeof(T) <= options_.memory_limit;
  }
  /// Whether some operations of an elimination, done in dense blocks and so about a fifth of the
  /// cost of going through one transition, cost less than the sweeps that a passage usually takes.
  [[nodiscard]] bool is_quick(double operations) const {
    constexpr double soon = 1e8;  // operations: some hundredths of a second
    constexpr double usual_sweeps = 1000;
    return operations <= soon ||
           operations <= 5 * usual_sweeps * static_cast<double>(rates_.nonZeros());
  }
  void choose() {
    constexpr std::size_t small = 2000;  // states; a plan for them costs nothing
    if (exits_.size() <= small || is_quick(rough_elimination_operations(rates_))) {
      const elimination_plan plan(rates_);
      if (is_quick(plan.cost().operations) && fits(plan)) return eliminate(plan);
    }
    try {
      sweeps_.emplace(affordable_sweeps());
    } catch (const convergence_error&) {
      const elimination_plan plan(rates_);
      if (!fits(plan)) throw;
      eliminate(plan);
    }
  }
  /// Sweeps may prove less of one solution than of those that prepared them.
  template <class Solve>
  void with_fallback(std::span<T> x, const Solve& solve) const {
    if (direct_) return solve(*direct_);
    if (options_.method != passage_method::automatic) return solve(*sweeps_);
    const std::vector<T> before(x.begin(), x.end());
    try {
      solve(*sweeps_);
    } catch (const convergence_error&) {
      const elimination_plan plan(rates_);
      if (!fits(plan)) throw;
      std::copy(before.begin(), before.end(), x.begin());
      solve(elimination<T>(rates_, exits_, plan, options_.memory_limit));
    }
  }

  rate_matrix<T> rates_;
  std::vector<T> exits_;
  passage_options options_;
  std::optional<elimination<T>> direct_;
  std::optional<passage_sweeps<T>> sweeps_;
};

}  // namespace detail
}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::detail::passage_solver<double>;
#endif
