// SPDX-License-Identifier: BSL-1.0
// An axis of a picture: where a value stands, and at which values there is a mark.
#pragma once

#include <string>
#include <vector>

namespace calculator {

class axis {
 public:
  /// Over the values that are drawn; on a logarithmic one they are positive. `from` and `to` are
  /// the places of the least and of the largest.
  axis(const std::vector<double>& values, bool is_log, double from, double to);

  [[nodiscard]] double place(double value) const;
  struct mark {
    double value;
    std::string text;
  };
  /// Round values, five or so; on a logarithmic axis of more than two decades powers of ten.
  [[nodiscard]] std::vector<mark> marks() const;

 private:
  [[nodiscard]] double scaled(double value) const;

  double least_ = 0, most_ = 1;
  bool is_log_;
  double from_, to_;
};

}  // namespace calculator
