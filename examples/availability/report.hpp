// SPDX-License-Identifier: BSL-1.0
// The figures as a report, or a Graphviz picture.
#pragma once

#include <iosfwd>

#include "common/report.hpp"
#include "what_if.hpp"

namespace availability {

/// A change and what it leads to.
struct outcome {
  std::string label;
  figures after;
};

/// What is inside a service that has a model of its own.
struct interior {
  std::string service;
  std::vector<section> tables;
};

struct report {
  architecture about;
  figures now;
  std::vector<outcome> changes;
  std::vector<interior> interiors = {};
  bool changes_left_out = false;  ///< usual ones that would have taken too much work
};

/// The extra running cost of a change for each nine that all requests together gain; nothing if it
/// costs no more, or gains none.
std::optional<double> cost_per_nine(const figures& before, const figures& after);

/// The report on an architecture with the changes that someone asks for, or else the usual ones,
/// as far as the work goes.
report make_report(const architecture& a, const std::vector<scenario>& what_if);

/// Its tables, notes, objectives and picture, for all formats.
calculator::report as_report(const report& r);

/// For dot -Tsvg: regions and zones are boxes, colour says what a part costs, edges are paths.
void write_dot(std::ostream& out, const report& r);

}  // namespace availability
