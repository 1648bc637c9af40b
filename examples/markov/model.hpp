// SPDX-License-Identifier: BSL-1.0
// A Markov model as a file gives it: states, named rates and probabilities, and transitions whose
// rates are products of these. Plain values; build() makes the chain.
#pragma once

#include <nines/markov/chain/state_set.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/input.hpp"

namespace nines {
template <class T>
class chain;
}  // namespace nines

namespace markov {

using namespace calculator;

struct subject;

/// A figure with a name: a rate per hour, or a probability.
struct parameter {
  std::string name;
  location where;
  std::optional<double> per_hour = {};
  chance share = chance::always();
};

/// number * rate * probability * !probability ...: one way from one state to another.
struct transition {
  std::size_t from = 0;
  std::size_t to = 0;
  location where;
  double number = 1;
  std::vector<std::size_t> factors = {};      ///< parameters
  std::vector<std::size_t> complements = {};  ///< probabilities of which the complement is meant
};

struct reward {
  std::string name;
  std::vector<std::pair<std::size_t, double>> per_hour;
};

struct model {
  std::string title;
  std::vector<std::string> states;
  std::vector<parameter> parameters;
  std::vector<transition> transitions;
  std::vector<reward> rewards;
  nines::state_set up;
  std::vector<double> initial;  ///< the probability to start in each state
  std::optional<chance> objective = {};
  std::string written_objective = {};  ///< by the user
};

/// What a transition's product is, per hour.
double rate_of(const model& m, const transition& t);

/// The chain of the model, per hour, with the label "up".
nines::chain<double> build(const model& m);

/// What the report is to say of it. A probability c is a parameter by its other side, !c, in which
/// people have it: 1 % more of it, and as much less of c.
subject as_subject(const model& m);

}  // namespace markov
