// SPDX-License-Identifier: BSL-1.0
// The tables of the report on an architecture.
#pragma once

#include "report.hpp"

namespace availability {

section paths_section(const report& r, bool has_rates);
/// What a path loses to which part. People see those that matter: 0.1 % of the downtime, and single
/// points of failure.
section parts_section(const std::string& path, const chance& up,
                      const std::vector<contribution>& parts);
/// What brings a path down together.
section cuts_section(const path_figures& p);
section costs_section(const report& r);
/// What changes lead to, a line for each, for people; and a line for each path, for programs.
section changes_section(const report& r);
section changed_paths_section(const report& r);

}  // namespace availability
