// SPDX-License-Identifier: BSL-1.0
// The sections of the report on a fault tree.
#pragma once

#include "analysis.hpp"

namespace fault_tree {

/// A probability of something that fails: "1.2345e-06", and both its sides for programs.
cell failure_cell(const chance& p, int digits = 6);

/// Minimal cut sets: their number by order, sums of their probabilities, and the likeliest. What
/// takes too much is left out, and said in `notes`.
std::vector<section> cut_set_sections(const nines::compiled_structure& compiled, const tree& t,
                                      const questions& asked, std::string& notes);

/// What each event matters, the most critical first.
section importance_section(const nines::compiled_structure& compiled, const tree& t,
                           const questions& asked);

/// Mean, quantiles and histogram of the top event, by samples of the model's deviates.
std::vector<section> uncertainty_sections(const nines::compiled_structure& compiled, const model& m,
                                          const tree& t, const questions& asked,
                                          std::vector<std::string>& warnings);

}  // namespace fault_tree
