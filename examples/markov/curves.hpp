// SPDX-License-Identifier: BSL-1.0
// A(t), its mean over [0, t] and R(t), as a table and as curves.
#pragma once

#include "common/report.hpp"

namespace markov {

using namespace calculator;

struct subject;

/// At the instants that the subject asks for.
section instants_section(const subject& s);

/// The other sides of A(t) and R(t), which show the nines, from a hundredth of the first instant
/// to the last one, on logarithmic axes.
/// What each reward has earned until the instants asked for.
section rewards_until_section(const subject& s);

/// Down at an instant, and failed by it, as time goes by.
plot curves_plot(const subject& s);

}  // namespace markov
