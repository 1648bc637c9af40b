// SPDX-License-Identifier: BSL-1.0
// The curves of a rollout, as pictures.
#pragma once

#include "analysis.hpp"

namespace rollout {

/// "live": the probability that it is still there, "excess": failed requests so far, "budget": the
/// same as a share of the error budget, all against time; "loss": the probability of a larger
/// excess.
const std::vector<std::string>& kinds_of_curves();

void draw(const assessed& a, const std::string& kind, const std::string& svg_path);

}  // namespace rollout
