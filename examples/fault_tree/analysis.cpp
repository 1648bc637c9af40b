// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <nines/structure/bounds/certain_bounds.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/counting/counted_probability.hpp>
#include <nines/structure/cut_sets/minimal_sets.hpp>
#include <nines/structure/evaluate.hpp>

#include "common/progress.hpp"
#include "sections.hpp"
#include "tree.hpp"

namespace fault_tree {

namespace {

using nines::bounds;

section top_section(const tree& t) {
  return {"top_event", "Top event: " + t.top, "<>", {"", ""}, {"quantity", "value"}, {}};
}

/// Whether the top event keeps within the limit, by bounds of its probability.
void add_limit(report& said, section& s, const questions& asked, const chance& least,
               const chance& most) {
  if (!asked.limit) return;
  const auto kept =
      standing::between(reaches(!most, !*asked.limit), reaches(!least, !*asked.limit));
  cell limit = failure_cell(*asked.limit);
  said.objectives.push_back({"the top event", "at most " + limit.text,
                             bracket(failure_cell(least).text, failure_cell(most).text), kept});
  limit.text += kept.is_met() ? " kept" : kept.is_missed() ? " EXCEEDED" : " not decided";
  s.rows.push_back({"limit", std::move(limit)});
}

section size_section(const tree& t, const model& m) {
  section s{"size", "What was read", "<>", {"", ""}, {"quantity", "value"}, {}};
  const auto add = [&](const char* what, std::size_t n) {
    s.rows.push_back({what, number_cell(static_cast<double>(n), 10)});
  };
  add("gates", m.gates.size());
  add("basic events", m.basic_events.size());
  add("house events", m.house_events.size());
  add("common cause groups", m.groups.size());
  add("parts below the top event", t.system.part_count());
  return s;
}

/// The probability of the top event, and of its opposite.
void say_exactly(const chance& top, section& s) {
  s.rows.push_back({"probability", failure_cell(top, 10)});
  s.rows.push_back({"that it does not occur", probability_cell(!top)});
  s.rows.push_back({"once in", number_cell(1 / top.value(), 6)});
}

/// Puts what is known of the top event first.
void say_first(report& said, section s, const questions& asked, const chance& least,
               const chance& most) {
  add_limit(said, s, asked, least, most);
  said.sections.insert(said.sections.begin(), std::move(s));
}

/// The tree counted, where no decision diagram holds it; nothing where that takes more than asked.
std::optional<chance> counted(const tree& t, const questions& asked) {
  constexpr double memory = 4e9;
  try {
    return !nines::counted_probability(t.system, t.up,
                                       {.memory_limit = memory, .step_limit = asked.components});
  } catch (const nines::convergence_error&) {
    return std::nullopt;
  }
}

/// What counting tells: the top event, and no more.
report of_count(const tree& t, const questions& asked, const chance& top, report said) {
  section s = top_section(t);
  say_exactly(top, s);
  say_first(said, std::move(s), asked, top, top);
  said.notes +=
      "Counted, since no decision diagram holds the tree: cut sets, importance and "
      "uncertainty need one.\n";
  return said;
}

/// Where a tree is too large: bounds that hold, as narrow as some work makes them.
report bounded(const tree& t, const questions& asked, report said) {
  nines::certain_bounds<double> found(t.system, t.up);
  catch_interrupts();
  const auto all = static_cast<double>(asked.divisions);
  for (double i = 0; i < all && says_done(i / all) && found.narrow(); ++i) {
  }
  const chance least = !found.now().upper;
  const chance most = !found.now().lower;
  section s = top_section(t);
  s.rows.push_back({"probability, at least", failure_cell(least, 10)});
  s.rows.push_back({"probability, at most", failure_cell(most, 10)});
  say_first(said, std::move(s), asked, least, most);
  said.notes +=
      "The exact probability takes more than is allowed; the bounds are certain. Cut sets, "
      "importance\nand uncertainty need the exact one.\n";
  return said;
}

report opening(const model& m, const tree& t, const questions& asked) {
  report said{m.title.empty() ? t.top : m.title, {}, {}};
  if (asked.limit) said.rates.push_back({"limit", *asked.limit, asked.written_limit});
  if (!m.passed_over.empty())
    said.warnings.push_back("passed over, since only fault trees are read: " + m.passed_over[0] +
                            (m.passed_over.size() > 1
                                 ? " and " + std::to_string(m.passed_over.size() - 1) + " more"
                                 : ""));
  return said;
}

}  // namespace

report analyse(const model& m, const tree& t, const questions& asked) {
  report said = opening(m, t, asked);
  said.sections.push_back(size_section(t, m));
  std::optional<nines::compiled_structure> compiled;
  try {
    compiled = compile(t.system, {.step_limit = asked.steps});
  } catch (const nines::convergence_error&) {
    if (const auto top = asked.components > 0 ? counted(t, asked) : std::nullopt)
      return of_count(t, asked, *top, std::move(said));
    return bounded(t, asked, std::move(said));
  }
  const chance top = !evaluate(*compiled, t.up);
  section s = top_section(t);
  say_exactly(top, s);
  say_first(said, std::move(s), asked, top, top);
  if (asked.only_probability || t.system.part_count() == 0) return said;
  const auto sets = find_cut_sets(*compiled, said.notes);
  if (sets)
    for (auto& each : cut_set_sections(*sets, t, asked, said.notes))
      said.sections.push_back(std::move(each));
  if (top.value() > 0)
    said.sections.push_back(importance_section(*compiled, sets ? &*sets : nullptr, t, asked));
  if (asked.samples > 0)
    for (auto& each : uncertainty_sections(*compiled, m, t, asked, said.warnings))
      said.sections.push_back(std::move(each));
  if (!compiled->is_coherent())
    said.notes +=
        "The tree is not coherent: a repair may bring the top event about. The cut sets are "
        "minimal\n"
        "sets of failures where all else works, and sums over them are no upper bounds.\n";
  return said;
}

}  // namespace fault_tree
