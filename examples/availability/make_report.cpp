// SPDX-License-Identifier: BSL-1.0
#include "inner_model.hpp"
#include "report.hpp"

namespace availability {

namespace {

/// " (without x, y)", if there are any.
std::string without(const std::vector<std::string>& services) {
  std::string list;
  for (const auto& s : services) list += (list.empty() ? " (without " : ", ") + s;
  return list.empty() ? "" : list + ")";
}

void add_changes(report& r, const std::vector<scenario>& what_if) {
  work w = usual_work();
  for (const auto& [label, after] : what_if)
    r.changes.push_back({label + without(lost_services(after)), summarise(after, w)});
  if (!what_if.empty()) return;
  for (const auto& s : usual_changes(r.about, r.now, w)) {
    try {
      r.changes.push_back({s.label, summarise(s.changed, w)});
    } catch (const input_error&) {  // no work is left
      break;
    }
  }
  r.changes_left_out = w.left() < 0;
}

}  // namespace

report make_report(const architecture& a, const std::vector<scenario>& what_if) {
  report r{.about = a, .now = analyse(a), .changes = {}};
  add_changes(r, what_if);
  for (const auto& service : r.about.services)
    if (service.model) r.interiors.push_back({service.name, inside(*service.model, service.name)});
  return r;
}

}  // namespace availability
