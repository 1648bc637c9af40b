// SPDX-License-Identifier: BSL-1.0
// The sections of the report on a fault tree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis.hpp"

namespace nines {
class compiled_structure;
class minimal_sets;
}  // namespace nines

namespace fault_tree {

/// A probability of something that fails: "1.2345e-06", and both its sides for programs.
cell failure_cell(const chance& p, int digits = 6);

/// The family of minimal cut sets; where it takes too much there is none, and `notes` says so.
std::optional<nines::minimal_sets> find_cut_sets(const nines::compiled_structure& compiled,
                                                 std::string& notes);

/// Minimal cut sets: their number by order, sums of their probabilities, and the likeliest.
std::vector<section> cut_set_sections(const nines::minimal_sets& sets, const tree& t,
                                      const questions& asked, std::string& notes);

/// What each event matters, the most critical first; Fussell and Vesely's importance by cut sets,
/// if they are known.
section importance_section(const nines::compiled_structure& compiled,
                           const nines::minimal_sets* sets, const tree& t, const questions& asked);

/// Mean, quantiles and histogram of the top event, by samples of the model's deviates.
std::vector<section> uncertainty_sections(const nines::compiled_structure& compiled, const model& m,
                                          const tree& t, const questions& asked,
                                          std::vector<std::string>& warnings);

}  // namespace fault_tree
