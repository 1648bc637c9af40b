// SPDX-License-Identifier: BSL-1.0
// Sweeps until a stationary distribution is right: when to extrapolate or aggregate, and when to
// stop.
#pragma once

#include <nines/markov/chain/distribution.hpp>
#include <nines/markov/steady/aggregation.hpp>
#include <nines/markov/steady/gauss_seidel.hpp>
#include <nines/markov/steady/jump_chain.hpp>
#include <optional>

namespace nines::detail {

/// pi of an irreducible chain by sweeps, until the estimated relative error of each entry is at
/// most a tolerance. Each window of sweeps is followed by an extrapolation or by
/// a correction of groups of states, whichever still helps; when the sweeps are estimated to miss
/// less than the tolerance, a correction must agree. *Throws* convergence_error where p_ij or z_j
/// leave the range of the scalar.
template <class T>
class sweep_iteration {
 public:
  sweep_iteration(const rate_matrix<T>& rates, double tolerance)
      : tolerance_(tolerance), window_(static_cast<std::size_t>(rates.rows())) {
    std::vector<T> exits(static_cast<std::size_t>(rates.rows()), zero<T>());
    for (std::size_t i = 0; i < exits.size(); ++i)
      for (const auto [to, rate] : row_of(rates, i)) exits[i] += rate;
    columns_ = jump_columns_of(rates, exits);
    stays_ = relative_stays(exits);
    z_ = spread_from_likely_state(rates, stays_, columns_);
  }

  /// Goes on until the tolerance is reached (true) or that many sweeps have been made in all.
  bool run(std::size_t sweeps) {
    while (!done_ && sweeps_ < sweeps) {
      sweeps_ += window_.run(columns_, z_, tolerance_);
      if (!window_.is_finite()) fail();
      if (window_.estimated_error() <= tolerance_)
        done_ = is_confirmed();
      else
        accelerate();
    }
    return done_;
  }
  [[noreturn]] void fail() const {
    give_up("steady_state", "after " + std::to_string(sweeps_) +
                                " sweeps an entry still changes by " +
                                describe(window_.last_change()) + " of its value");
  }
  solved_distribution<T> take() {
    solved_distribution<T> result;
    result.mass = std::move(z_);
    for (std::size_t i = 0; i < stays_.size(); ++i) result.mass[i] = result.mass[i] * stays_[i];
    normalise(result.mass);
    result.report = {"gauss_seidel", sweeps_, error_};
    return result;
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
    return error_ <= tolerance_ && (correction_ <= expected || correction_ <= 0.5 * last);
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
  static constexpr double unknown = std::numeric_limits<double>::infinity();

  double tolerance_;
  jump_columns<T> columns_;
  std::vector<T> stays_, z_;
  sweep_window<T> window_;
  std::optional<aggregation<T>> groups_;
  double error_ = unknown;        // of the result
  double correction_ = unknown;   // the largest relative change by the last correction
  double last_change_ = unknown;  // of the window before
  std::size_t sweeps_ = 0;
  bool done_ = false;
  bool by_groups_ = false;
  int stalled_ = 0, failures_ = 0, rest_ = 0, patience_ = 1;
};

}  // namespace nines::detail
