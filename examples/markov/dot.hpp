// SPDX-License-Identifier: BSL-1.0
// A chain as a Graphviz picture: up states green, down states the redder the more of the downtime
// is spent in them, edges with their rates.
#pragma once

#include <iosfwd>
#include <nines/markov/chain/distribution.hpp>

namespace markov {

/// More states than this make no picture.
inline constexpr std::size_t most_states_drawn = 500;

void write_dot(std::ostream& out, const std::string& title, const nines::chain<double>& c,
               const nines::state_set& up, const std::vector<double>& long_run);

}  // namespace markov
