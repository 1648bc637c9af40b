// SPDX-License-Identifier: BSL-1.0
// Answers as JSON, by output.schema.json.
#include "common/json.hpp"

#include <algorithm>
#include <ostream>

#include "formats.hpp"

namespace calculator {

namespace {

void write_value(json_writer& json, const cell& c) {
  if (c.complement)
    json.object([&] {
      json.member("value", *c.value);
      json.member("complement", *c.complement);
    });
  else if (c.value)
    json.value(*c.value);
  else
    json.value(c.text);
}

void write_row(json_writer& json, const section& s, const cell_keys& keys,
               const std::vector<cell>& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (s.keys[i].empty()) continue;
    json.key(keys.of(row, i));
    write_value(json, row[i]);
  }
}

/// The figures of a list, each under its name; a name that comes again gets a number.
void write_list(json_writer& json, const section& s) {
  const cell_keys keys(s);
  std::vector<std::string> seen;
  for (const auto& row : s.rows) {
    const std::string name = keys.of(row, 1);
    const auto before = std::count(seen.begin(), seen.end(), name);
    json.key(before == 0 ? name : name + "_" + std::to_string(before + 1));
    write_value(json, row[1]);
    seen.push_back(name);
  }
}

void write_about(json_writer& json, const section& s) {
  if (!s.about.first.empty()) json.member(s.about.first, s.about.second);
}

/// The rows of all sections of one key.
void write_rows(json_writer& json, const std::vector<section>& all, const std::string& name) {
  for (const auto& s : all) {
    if (s.key != name || s.readers == audience::people) continue;
    const cell_keys keys(s);
    if (s.is_list()) {
      json.object([&] {
        write_about(json, s);
        write_list(json, s);
      });
      continue;
    }
    for (const auto& row : s.rows)
      json.object([&] {
        write_about(json, s);
        write_row(json, s, keys, row);
      });
  }
}

void write_sections(json_writer& json, const std::vector<section>& all) {
  std::vector<std::string> done;
  for (const auto& s : all) {
    if (s.readers == audience::people || std::count(done.begin(), done.end(), s.key) > 0) continue;
    done.push_back(s.key);
    json.key(s.key);
    if (s.is_list() && s.about.first.empty())
      json.object([&] { write_list(json, s); });
    else
      json.array([&] { write_rows(json, all, s.key); });
  }
}

void write_opening(json_writer& json, const report& r) {
  if (!r.taken.empty())
    json.key("taken").array([&] {
      for (const auto& t : r.taken)
        json.object([&] {
          json.member("key", t.key);
          json.member("text", t.text);
          json.member("from", t.from);
        });
    });
  if (!r.rates.empty())
    json.key("as_read").object([&] {
      for (const auto& x : r.rates) {
        json.key(snake_case(x.name));
        write_value(json, probability_cell(x.read));
      }
    });
  if (!r.warnings.empty())
    json.key("warnings").array([&] {
      for (const auto& w : r.warnings) json.value(w);
    });
}

void write_report(json_writer& json, const report& r) {
  json.object([&] {
    json.member("title", r.title);
    write_opening(json, r);
    write_sections(json, r.sections);
  });
}

void write_findings(json_writer& json, const char* key, const answers& a,
                    bool (*is_listed)(const standing&)) {
  json.key(key).array([&] {
    for (const auto& f : a.findings)
      if (is_listed(f.objective.stands))
        json.object([&] {
          json.member("question", f.question);
          json.member("entry", f.entry);
          json.member("objective", f.objective.what);
          json.member("wanted", f.objective.wanted);
          json.member("reached", f.objective.reached);
          json.member("verdict", f.objective.stands.key());
        });
  });
}

void write_part(json_writer& json, const part& p) {
  json.key(p.section);
  if (p.reports.size() == 1 && p.reports.front().name.empty())
    return write_report(json, p.reports.front().what);
  json.object([&] {
    for (const auto& [name, r] : p.reports) {
      json.key(name);
      write_report(json, r);
    }
  });
}

}  // namespace

void write_json(std::ostream& out, const answers& a) {
  json_writer json(out);
  json.object([&] {
    json.member("schema_version", schema_version);
    json.member("title", a.title);
    json.member("ok", a.all_met());
    write_findings(json, "missed", a, [](const standing& s) { return s.is_missed(); });
    write_findings(json, "undecided", a, [](const standing& s) { return s.is_undecided(); });
    write_findings(json, "objectives", a, [](const standing&) { return true; });
    for (const auto& p : a.parts) write_part(json, p);
  });
  out << '\n';
}

}  // namespace calculator
