// SPDX-License-Identifier: BSL-1.0
// Limits on work and memory: what a question may cost before it is refused.
//
// A budget is for a whole question, not for each of its steps: a function makes one work_budget (or
// takes its caller's) and hands it to everything it calls. What runs out is a convergence_error
// that says what was asked, what was allowed, and the way out. Memory is checked before it is
// taken. Both tests are written so that NaN and infinity fail them.
#pragma once

#include <nines/error.hpp>

namespace nines {

/// Bytes that a function takes without being told that it may: 1 GiB. One that may need more has an
/// option `memory_limit`.
inline constexpr double default_memory_limit = 0x1p30;

/// Throws convergence_error unless `bytes` <= `limit`: "nines::function: what needs 7.5 GiB, but
/// memory_limit is 1 GiB".
inline void require_memory(std::string_view function, std::string_view what, double bytes,
                           double limit = default_memory_limit) {
  if (bytes <= limit) return;
  give_up(function, std::string(what) + " needs " + describe(static_cast<float>(bytes / 0x1p30)) +
                        " GiB, but memory_limit is " +
                        describe(static_cast<float>(limit / 0x1p30)) + " GiB");
}

/// What is left of the work that a question may take, in units that its owner names.
class work_budget {
 public:
  /// `most` units ("evaluations of a density"); `way_out` ends the message: what a caller may do.
  work_budget(std::string_view function, double most, std::string_view unit,
              std::string_view way_out)
      : function_(function), unit_(unit), way_out_(way_out), most_(most), left_(most) {}

  /// Takes `amount` units; throws convergence_error where fewer are left.
  void spend(double amount) {
    left_ -= amount;
    if (!(left_ >= 0)) run_out();
  }
  /// Whether `amount` units are left.
  [[nodiscard]] bool allows(double amount) const { return left_ >= amount; }
  /// The units that are left.
  [[nodiscard]] double left() const { return left_; }
  /// The units taken so far.
  [[nodiscard]] double spent() const { return most_ - left_; }

 private:
  [[noreturn]] void run_out() const {
    give_up(function_, "takes more than " + describe(most_) + " " + unit_ + "; " + way_out_);
  }

  std::string function_, unit_, way_out_;
  double most_, left_;
};

}  // namespace nines
