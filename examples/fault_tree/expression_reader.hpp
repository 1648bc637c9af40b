// SPDX-License-Identifier: BSL-1.0
// Reads expressions: constants, parameters, operations, and deviates.
#pragma once

#include "definitions.hpp"

namespace fault_tree {

/// Reads elements that are expressions into the list of a model.
class expression_reader {
 public:
  /// `mission_time` is in hours.
  expression_reader(expressions& to, const definitions& known, double mission_time)
      : to_(to), known_(known), mission_time_(to.constant(two_sided_value::of(mission_time))) {}

  /// The number of an expression.
  std::size_t read(const element& e, const scope& in);

 private:
  std::size_t read_constant(const element& e, const std::string& kind);
  std::size_t read_parameter(const element& e, const scope& in);
  std::size_t read_operation(const element& e, const scope& in);
  void read_pairs(const element& e, const scope& in, std::vector<std::size_t>& list);

  expressions& to_;
  const definitions& known_;
  std::size_t mission_time_;
};

}  // namespace fault_tree
