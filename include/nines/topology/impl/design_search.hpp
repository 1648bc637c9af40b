// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/design_search.hpp: all designs, one after the other.
#pragma once

#include <algorithm>
#include <nines/topology/design_search.hpp>

namespace nines {

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

NINES_INLINE design_search_result design_search(const service_model& model,
                                                const std::vector<design_choice>& choices,
                                                std::size_t most, const topology_options& options) {
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
