// SPDX-License-Identifier: BSL-1.0
// design_search(model, choices): of all designs the cheapest that meets every objective, and those
// that no other beats in both cost and availability (the Pareto front).
//
// A choice is a list of options, each with a change to the model (a zone more, a standby, a shorter
// repair); a design takes one option of each choice. Every design is evaluated exactly, one after
// the other, so the answer is the best of all, not of those that a heuristic has looked at.
// Index: design space exploration.
#pragma once

#include <functional>
#include <nines/inline.hpp>
#include <nines/topology/report.hpp>

namespace nines {

/// One option of a choice.
struct design_option {
  std::string label;  ///< "three zones"
  /// None: the model as it is. May throw model_error: such a design is refused.
  std::function<void(service_model&)> change;
};

/// What is to be decided: one of several options.
struct design_choice {
  std::string label;                   ///< "zones"
  std::vector<design_option> options;  ///< at least one
};

/// A design: an option of each choice, and what the model comes to with them.
struct design {
  std::vector<std::size_t> options;  ///< their numbers, in the order of the choices
  double cost = 0;                   ///< a year, outages included
  probability<double> overall;       ///< of all requests; where it is not exact, at least
  bool meets_objectives = false;     ///< all of them, for certain
};

/// What a search has found.
struct design_search_result {
  std::optional<design> cheapest;  ///< that meets all objectives, if one does
  /// All that meet them, the cheapest first: for objectives that the model does not know of.
  std::vector<design> meeting;
  std::vector<design> front;  ///< the cheapest first, each more available than the one before
  std::size_t evaluated = 0;  ///< how many designs
  std::size_t refused = 0;    ///< how many make no sense as a model (model_error)
};

/// The cheapest design that meets all objectives, and the Pareto front, of all combinations of
/// options. *Throws* domain_error for a choice without options, convergence_error where there are
/// more than `most` designs.
[[nodiscard]] design_search_result design_search(const service_model& model,
                                                 const std::vector<design_choice>& choices,
                                                 std::size_t most = 100000,
                                                 const topology_options& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/design_search.hpp>
#endif
