// SPDX-License-Identifier: BSL-1.0
// The curves of a rollout, as pictures.
#pragma once

#include "common/report.hpp"

namespace rollout {

using namespace calculator;

struct assessed;
struct study;

/// "live": the probability that it is still there, "excess": failed requests so far, "budget": the
/// same as a share of the error budget, all against time; "loss": the probability of a larger
/// excess.
const std::vector<std::string>& kinds_of_curves();

/// The picture of a kind.
plot plot_of(const assessed& a, const std::string& kind);

/// The report on a strategy, with its pictures: that of `kind` first.
report report_on(const study& s, const std::string& strategy, const std::string& kind = "live");

}  // namespace rollout
