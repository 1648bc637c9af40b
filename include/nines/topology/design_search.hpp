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

namespace detail {

/// The number of designs. *Throws* where there is a choice without options, or too many designs.
inline std::size_t count_designs(const std::vector<design_choice>& choices, std::size_t most) {
  std::size_t count = 1;
  for (const auto& each : choices) {
    if (each.options.empty()) fail("design_search", "\"" + each.label + "\" has no options");
    if (count > most / each.options.size())
      give_up("design_search", "there are more than " + std::to_string(most) +
                                   " designs; allow more, or leave out choices");
    count *= each.options.size();
  }
  return count;
}

/// Evaluates one design after the other.
class design_enumeration {
 public:
  design_enumeration(const service_model& model, const std::vector<design_choice>& choices,
                     const topology_options& options)
      : model_(model), choices_(choices), options_(options) {}

  /// The design of that number, if it makes sense.
  [[nodiscard]] std::optional<design> evaluate(std::size_t number) const {
    design made;
    for (const auto& each : choices_) {
      made.options.push_back(number % each.options.size());
      number /= each.options.size();
    }
    try {
      service_model changed = model_;
      for (std::size_t i = 0; i < choices_.size(); ++i)
        if (const auto& change = choices_[i].options[made.options[i]].change) change(changed);
      return with_figures(std::move(made), summarise(changed, {}, options_));
    } catch (const model_error&) {
      return std::nullopt;
    }
  }

 private:
  static design with_figures(design made, const model_figures& figures) {
    made.cost = figures.cost();
    made.overall = figures.overall.lower;
    made.meets_objectives = figures.met();
    return made;
  }

  const service_model& model_;
  const std::vector<design_choice>& choices_;
  topology_options options_;
};

/// Whether a is the better of two at equal cost, or cheaper.
inline bool is_cheaper(const design& a, const design& b) {
  return a.cost != b.cost ? a.cost < b.cost : b.overall < a.overall;
}

/// Those that no cheaper one is as available as.
inline std::vector<design> pareto_front(std::vector<design> designs) {
  std::stable_sort(designs.begin(), designs.end(), is_cheaper);
  std::vector<design> front;
  for (auto& each : designs)
    if (front.empty() || front.back().overall < each.overall) front.push_back(std::move(each));
  return front;
}

}  // namespace detail

/// The cheapest design that meets all objectives, and the Pareto front, of all combinations of
/// options. *Throws* domain_error for a choice without options, convergence_error where there are
/// more than `most` designs.
[[nodiscard]] inline design_search_result design_search(const service_model& model,
                                                        const std::vector<design_choice>& choices,
                                                        std::size_t most = 100000,
                                                        const topology_options& options = {}) {
  const std::size_t count = detail::count_designs(choices, most);
  const detail::design_enumeration designs(model, choices, options);
  design_search_result made;
  std::vector<design> all;
  for (std::size_t i = 0; i < count; ++i) {
    auto found = designs.evaluate(i);
    ++(found ? made.evaluated : made.refused);
    if (!found) continue;
    if (found->meets_objectives) made.meeting.push_back(*found);
    all.push_back(std::move(*found));
  }
  std::stable_sort(made.meeting.begin(), made.meeting.end(), detail::is_cheaper);
  if (!made.meeting.empty()) made.cheapest = made.meeting.front();
  made.front = detail::pareto_front(std::move(all));
  return made;
}

}  // namespace nines
