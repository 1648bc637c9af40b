// SPDX-License-Identifier: BSL-1.0
// What the chain of a model says: the figures of the report.
#pragma once

#include <nines/markov/chain/chain.hpp>
#include <nines/markov/measures/sensitivity.hpp>

#include "common/report.hpp"

namespace markov {

using namespace calculator;

/// A chain with the questions that the report answers.
struct subject {
  std::string title;
  nines::chain<double> chain;
  nines::state_set up;
  std::vector<double> initial;
  std::optional<chance> objective = {};
  std::string written_objective = {};                          ///< by the user
  std::vector<nines::rate_parameter<double>> parameters = {};  ///< of the file; else every rate
  std::vector<hours> instants = {};                            ///< at which A(t) and R(t) are asked
};

/// The whole table of measures.
report analyse(const subject& s);

/// Whether the long run reaches the objective; true where none is stated.
bool meets_objective(const subject& s);

}  // namespace markov
