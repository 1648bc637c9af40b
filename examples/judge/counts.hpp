// SPDX-License-Identifier: BSL-1.0
// Counts of requests and errors, line by line, as a file or a pipe brings them.
#pragma once

#include <array>
#include <iosfwd>
#include <optional>

#include "common/input.hpp"

namespace judge {

using namespace calculator;

/// What came since the line before.
struct counts {
  double errors = 0;
  double requests = 0;
  double baseline_errors = 0;
  double baseline_requests = 0;
};

/// Reads "errors requests" or "errors requests baseline_errors baseline_requests", separated by
/// blanks, tabs or commas. Empty lines are skipped, and what follows a '#'.
class counts_reader {
 public:
  /// Each line has `numbers` numbers, 2 or 4.
  counts_reader(std::istream& in, std::string name, std::size_t numbers)
      : in_(in), where_{std::move(name), 0, 1, ""}, numbers_(numbers) {}

  /// The next counts, if there are any. Throws input_error where a line is not as above.
  std::optional<counts> next();
  /// The line that was read last.
  [[nodiscard]] const location& where() const { return where_; }

 private:
  std::istream& in_;
  location where_;
  bool is_first_ = true;  ///< no line but empty ones came before
  std::size_t numbers_;
};

}  // namespace judge
