// SPDX-License-Identifier: BSL-1.0
#include "search.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <nines/topology/design_search.hpp>

#include "availability/analysis.hpp"
#include "availability/service_model.hpp"
#include "common/money.hpp"
#include "service/choices.hpp"
#include "service/document_edit.hpp"

namespace design {

namespace {

/// All combinations of options, by number; 0 is the file as it is.
class design_space {
 public:
  explicit design_space(const service_file& f) : f_(f) {
    base_ = without({"choices"}, *f.document);
    architecture_base_ =
        without({"agreements", "budgets", "recovery", "disaster", "rollouts", "demands"}, base_);
    for (const auto& choice : f.choices) {
      if (choice.what.size() + 1 > most_designs / count_)
        choice.what.front().where.fail("the choices make more than " +
                                       std::to_string(most_designs) + " designs; leave out some");
      count_ *= choice.what.size() + 1;
    }
  }
  [[nodiscard]] std::size_t count() const { return count_; }

  /// The option that a design takes of each choice; nullptr where it is left as it is.
  [[nodiscard]] std::vector<const design_option*> options(std::size_t number) const {
    std::vector<const design_option*> taken;
    for (const auto& choice : f_.choices) {
      const std::size_t digit = number % (choice.what.size() + 1);
      number /= choice.what.size() + 1;
      taken.push_back(digit == 0 ? nullptr : &choice.what[digit - 1]);
    }
    return taken;
  }
  /// Nodes that come to stand in one document keep each other, all of them, for good: many designs
  /// are made of copies. Copies do not know their places in the file.
  enum class made_of { nodes, copies };

  /// Throws input_error where it makes no sense.
  [[nodiscard]] availability::architecture architecture(std::size_t number,
                                                        made_of what = made_of::nodes) const {
    auto a = read_architecture_of(document(architecture_base_, number, what), f_.name);
    if (!a || a->paths.empty()) throw input_error("no path is left");
    return *a;
  }
  /// Beside the costs in the file.
  [[nodiscard]] double cost(std::size_t number) const {
    double sum = 0;
    for (const auto* each : options(number)) sum += each != nullptr ? each->cost : 0;
    return sum;
  }
  [[nodiscard]] std::string label(std::size_t number) const {
    std::string text;
    for (const auto* each : options(number))
      if (each != nullptr) text += (text.empty() ? "" : "; ") + each->name;
    return text.empty() ? "as it is" : text;
  }
  [[nodiscard]] service_file read(std::size_t number) const {
    return read_service_document(document(base_, number, made_of::copies), f_.name);
  }

 private:
  static YAML::Node without(const std::vector<std::string>& keys, const YAML::Node& document) {
    YAML::Node nothing(YAML::NodeType::Map);
    for (const auto& key : keys) nothing[key] = YAML::Node();
    return merged(document, nothing);
  }
  [[nodiscard]] YAML::Node document(const YAML::Node& base, std::size_t number,
                                    made_of what) const {
    const auto taken = [what](const YAML::Node& node) {
      return what == made_of::copies ? YAML::Clone(node) : node;
    };
    YAML::Node root = taken(base);
    for (const auto* each : options(number))
      if (each != nullptr) root.reset(merged(root, taken(*each->patch)));
    return root;
  }

  const service_file& f_;
  YAML::Node base_;
  YAML::Node architecture_base_;  ///< without the sections that no architecture depends on
  std::size_t count_ = 1;
};

/// The model of a design; a mistake in it is a model_error, which the search passes over.
nines::service_model model_of(const design_space& space, std::size_t number) {
  try {
    const auto a = space.architecture(number, design_space::made_of::copies);
    auto model = availability::model_of(a);
    model.services.push_back({.name = "choices: cost",  // no name in a file has a colon
                              .own = nines::component{chance::always(), {}, space.cost(number)}});
    return model;
  } catch (const input_error& e) {
    throw nines::model_error("design", e.what());
  }
}

nines::design_search_result search(const design_space& space) {
  nines::design_choice all{.label = "designs", .options = {}};
  for (std::size_t i = 0; i < space.count(); ++i)
    all.options.push_back({"", [&space, i](auto& model) { model = model_of(space, i); }});
  return nines::design_search({}, {std::move(all)}, most_designs);
}

std::size_t number_of(const nines::design& d) { return d.options.front(); }

/// Cost and availability of one design.
struct priced {
  chance overall;
  double running = 0;
  double outages = 0;
  bool met = false;
  [[nodiscard]] double cost() const { return running + outages; }
};
priced price_of(const design_space& space, std::size_t number) {
  const auto figures = availability::summarise(space.architecture(number));
  const bool met = std::all_of(figures.paths.begin(), figures.paths.end(),
                               [](const auto& path) { return path.met.is_met(); });
  return {figures.overall, figures.running_cost + space.cost(number), figures.outage_cost, met};
}

/// The cheapest design that meets all objectives of the file, if one does.
struct chosen_design {
  std::optional<std::size_t> number = {};
  std::size_t looked_at = 0;              ///< reports
  std::vector<std::string> missing = {};  ///< of the cheapest that meets those of the paths
};
chosen_design choose(const design_space& space, const nines::design_search_result& found,
                     const missed_objectives& missed) {
  chosen_design made;
  for (const auto& each : found.meeting) {
    if (made.looked_at == most_reports) break;
    ++made.looked_at;
    auto left = missed(space.read(number_of(each)));
    if (left.empty()) {
      made.number = number_of(each);
      return made;
    }
    if (made.missing.empty()) made.missing = std::move(left);
  }
  return made;
}

section cheapest_section(const service_file& f, const design_space& space,
                         std::optional<std::size_t> best) {
  section t{"cheapest",
            "The cheapest design that meets all objectives",
            "<<>",
            {"choice", "option", "its own cost a year"},
            {"choice", "option", "cost"},
            {}};
  if (!best) {
    t.rows.push_back({"none of them", "", ""});
    return t;
  }
  const auto taken = space.options(*best);
  for (std::size_t i = 0; i < taken.size(); ++i)
    t.rows.push_back({f.choices[i].name, taken[i] != nullptr ? taken[i]->name : "as it is",
                      cost_cell(taken[i] != nullptr ? taken[i]->cost : 0)});
  return t;
}

std::vector<cell> price_row(const std::string& label, const priced& p) {
  return {label,
          cost_cell(p.running),
          cost_cell(p.outages),
          cost_cell(p.cost()),
          probability_cell(p.overall),
          cell(human_nines(p.overall), nines::number_of_nines(p.overall)),
          p.met ? "met" : "MISSED"};
}

section front_section(const design_space& space, const nines::design_search_result& found) {
  section t{"front",
            "The Pareto front: no design is as available at less cost a year",
            "<>>>>>><",
            {"design", "running", "outages", "all", "available", "nines", "a nine more", "paths"},
            {"design", "running", "outages", "total", "available", "nines", "cost_of_a_nine_more",
             "paths"},
            {}};
  const nines::design* before = nullptr;
  for (const auto& each : found.front) {
    auto row = price_row(std::to_string(t.rows.size() + 1), price_of(space, number_of(each)));
    const double gained = before == nullptr ? 0
                                            : nines::number_of_nines(each.overall) -
                                                  nines::number_of_nines(before->overall);
    row.insert(row.begin() + 6, gained > 0 ? cost_cell((each.cost - before->cost) / gained) : "");
    t.rows.push_back(std::move(row));
    before = &each;
  }
  return t;
}

/// The options of each design of the front that are not as it is.
section front_designs_section(const service_file& f, const design_space& space,
                              const nines::design_search_result& found) {
  section t{"front_designs",
            "These designs",
            "<<<",
            {"design", "choice", "option"},
            {"design", "choice", "option"},
            {}};
  for (std::size_t i = 0; i < found.front.size(); ++i) {
    const auto taken = space.options(number_of(found.front[i]));
    const std::size_t rows = t.rows.size();
    for (std::size_t k = 0; k < taken.size(); ++k)
      if (taken[k] != nullptr)
        t.rows.push_back({std::to_string(i + 1), f.choices[k].name, taken[k]->name});
    if (t.rows.size() == rows) t.rows.push_back({std::to_string(i + 1), "", "as it is"});
  }
  return t;
}

/// The number of the design that takes one option alone.
std::size_t alone(const service_file& f, std::size_t choice, std::size_t option) {
  std::size_t weight = 1;
  for (std::size_t i = 0; i < choice; ++i) weight *= f.choices[i].what.size() + 1;
  return weight * (option + 1);
}

section options_section(const service_file& f, const design_space& space) {
  section t{"options",
            "What each option buys by itself, a year",
            "<<>>>>",
            {"choice", "option", "running", "outages", "down time", "saved for each 1 spent"},
            {"choice", "option", "running_change", "outage_change", "downtime_change_hours",
             "saved_per_cost"},
            {}};
  const priced now = price_of(space, 0);
  const auto down = [](const priced& p) { return nines::downtime(p.overall, nines::year_365); };
  for (std::size_t i = 0; i < f.choices.size(); ++i)
    for (std::size_t k = 0; k < f.choices[i].what.size(); ++k) {
      const auto& option = f.choices[i].what[k];
      try {
        const priced then = price_of(space, alone(f, i, k));
        const double spent = then.running - now.running;  // in a report
        const double saved = now.outages - then.outages;  // in a report
        const hours change = down(then) - down(now);
        t.rows.push_back(
            {f.choices[i].name, option.name, cost_cell(spent), cost_cell(-saved),
             cell((change < hours(0) ? "-" : "") + human_time(hours(std::abs(change.count()))),
                  change.count()),
             spent > 0 ? number_cell(saved / spent, 3) : cell("")});
      } catch (const std::exception& e) {
        option.where.fail(quoted(option.name) + ": " + reason_of(e));
      }
    }
  return t;
}

std::string notes(const nines::design_search_result& found, const chosen_design& best) {
  std::string text = "All " + std::to_string(found.evaluated + found.refused) +
                     " designs were evaluated exactly, or within certain bounds";
  if (found.refused > 0)
    text += "; " + std::to_string(found.refused) + " of them make no sense together";
  text += ".\n" + std::to_string(found.meeting.size()) +
          " meet the objectives of all paths; the cheapest " + std::to_string(best.looked_at) +
          " of these " + (best.looked_at == 1 ? "was" : "were") +
          " asked for the other objectives of the file.\n";
  if (best.number) return text;
  if (found.meeting.empty()) return text + "NO design meets the objectives of the paths.\n";
  text += "NO design of these meets the others; the cheapest misses:";
  for (const auto& each : best.missing) text += "\n  " + each;
  return text + "\n";
}

}  // namespace

report analyse(const service_file& f, const missed_objectives& missed) {
  if (f.choices.empty()) location{f.name, 1, 1, ""}.fail("needs the key choices");
  (void)architecture_of(f);
  const design_space space(f);
  section options = options_section(f, space);  // first: complaints about an option have its place
  const auto found = search(space);
  const auto best = choose(space, found, missed);
  report r{f.title.empty() ? shown_name(f.name) : f.title, {}, notes(found, best)};
  section compared{"designs",
                   "As it is, and the cheapest",
                   "<>>>>><",
                   {"design", "running", "outages", "all", "available", "nines", "paths"},
                   {"design", "running", "outages", "total", "available", "nines", "paths"},
                   {price_row("as it is", price_of(space, 0))}};
  if (best.number) compared.rows.push_back(price_row("cheapest", price_of(space, *best.number)));
  r.sections = {cheapest_section(f, space, best.number), compared, front_section(space, found),
                front_designs_section(f, space, found), options};
  r.objectives.push_back({"a design that meets all objectives", "one or more",
                          best.number ? space.label(*best.number) : "none",
                          best.number.has_value()});
  return r;
}

}  // namespace design
