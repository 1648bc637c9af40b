// SPDX-License-Identifier: BSL-1.0
// The rates of a model file: "2 * failure * covered", "failure * !covered", "0.01 / h", "4 h".
#pragma once

#include "common/cursor.hpp"
#include "model.hpp"

namespace markov {

/// A rate per hour, from "1e-4 / h" (or / s, / min, / d, / y) or from a mean time as "4 h".
double read_rate(const cursor& c);

/// Reads factors with * between: numbers, names of rates and probabilities, !name for the other
/// side of a probability, and at most one rate or mean time in figures. Exactly one factor is a
/// rate.
void read_product(const model& m, const cursor& c, transition& t);

/// Another value for a rate or probability, as in the file. Throws std::invalid_argument.
void set_parameter(model& m, const std::string& name, const std::string& value);

/// Names are words that cannot be taken for a number.
void check_parameter_name(const std::string& name, const location& where);
std::optional<std::size_t> find_parameter(const model& m, const std::string& name);

}  // namespace markov
