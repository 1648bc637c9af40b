// SPDX-License-Identifier: BSL-1.0
// What changes of a file lead to: objectives, and figures of the reports.
#include <algorithm>

#include "answers.hpp"

namespace calculator {

namespace {

/// Where the same objective stands after a change; nullptr where it is not there any more.
const objective_result* find(const answers& after, const finding& f) {
  for (const auto& each : after.findings)
    if (each.question == f.question && each.entry == f.entry &&
        each.objective.what == f.objective.what)
      return &each.objective;
  return nullptr;
}

std::string reached_by(const objective_result& o) { return o.reached + ", " + o.stands.words(); }

void add_objectives(section& s, const std::string& change, const answers& now,
                    const answers& then) {
  for (const auto& f : now.findings) {
    const auto* o = find(then, f);
    if (o == nullptr || reached_by(*o) == reached_by(f.objective)) continue;
    s.rows.push_back(
        {change, f.question, f.entry, f.objective.what, reached_by(f.objective), reached_by(*o)});
  }
}

/// A figure of a report for people: where it stands, and the figure.
struct spot {
  std::string table, of, item, key;
  bool operator==(const spot&) const = default;
};

/// Calls f(spot, cell) for each figure that people see.
template <class F>
void for_figures(const report& r, const F& f) {
  for (const auto& s : r.sections) {
    if (s.readers == audience::programs) continue;
    for (const auto& row : s.rows)
      for (std::size_t c = 1; c < row.size(); ++c)
        if (row[c].value)
          f(spot{s.key, s.about.second, row[0].text, s.is_list() ? "" : s.header[c]}, row[c]);
  }
}

/// The name of a figure: "availability of order", "mean down time".
std::string words_of(const spot& at) {
  std::string words = at.item;
  for (const auto* part : {&at.key, &at.of})
    if (!part->empty()) words += (words.empty() ? "" : ", ") + *part;
  return words;
}

/// It stands in a column beside.
cell without_unit(cell c) {
  c.unit.clear();
  return c;
}

void add_figures(section& s, const std::string& change, const std::string& entry, const report& now,
                 const report& then) {
  std::vector<std::pair<spot, cell>> after;
  for_figures(then, [&](const spot& at, const cell& c) { after.emplace_back(at, c); });
  std::size_t next = 0;  // mostly they stand in the same order
  for_figures(now, [&](const spot& at, const cell& c) {
    const auto begin = after.begin() + static_cast<std::ptrdiff_t>(next);
    const auto is_here = [&](const auto& each) { return each.first == at; };
    const auto found = std::find_if(begin, after.end(), is_here);
    if (found == after.end()) return;
    next = static_cast<std::size_t>(found - after.begin()) + 1;
    if (found->second.text != c.text)
      s.rows.push_back({change, entry, at.table, words_of(at), c.unit, without_unit(c),
                        without_unit(found->second)});
  });
}

/// Reports are compared one by one where a question has some; all of a file have too many figures.
bool has_one_part(const answers& a) { return a.parts.size() == 1; }

}  // namespace

answers compare(const answers& now, const std::vector<named<answers>>& after) {
  section summary{"changes",
                  "What if",
                  "<<",
                  {"change", "objectives"},
                  {"change", "summary"},
                  {{"as it is", met_of_all(now)}}};
  section objectives{"differences",
                     "What is reached otherwise",
                     "<<<<<<",
                     {"change", "question", "of", "objective", "as it is", "then"},
                     {"change", "question", "entry", "objective", "now", "then"},
                     {}};
  section figures{"figures",
                  "Figures that change",
                  "<<-<->>",
                  {"change", "of", "", "figure", "", "as it is", "then"},
                  {"change", "entry", "table", "figure", "unit", "now", "then"},
                  {}};
  for (const auto& [change, then] : after) {
    summary.rows.push_back({change, met_of_all(then)});
    add_objectives(objectives, change, now, then);
    if (!has_one_part(now) || !has_one_part(then)) continue;
    for (const auto& [name, r] : now.parts.front().reports)
      if (const auto* other = find_named(then.parts.front().reports, name))
        add_figures(figures, change, name, r, *other);
  }
  answers a{now.title, {}, now.findings};
  report r{now.title, {summary}, ""};
  for (auto* s : {&objectives, &figures})
    if (!s->rows.empty()) r.sections.push_back(std::move(*s));
  a.parts.push_back({"what-if", "what_if", {{"", std::move(r)}}});
  return a;
}

}  // namespace calculator
