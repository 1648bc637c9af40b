// SPDX-License-Identifier: BSL-1.0
// Reads the chains of a file that describes a service. Throws input_error, and nothing else, for
// any text.
#pragma once

#include "common/sections.hpp"
#include "model.hpp"

namespace markov {

using chains = std::vector<named<model>>;

/// The section "chains" of a file.
chains read_chains(const fields& top);

/// The chain that a text names: one of these, or else the only one of a file, beside the one that
/// names it.
model find_chain(const cursor& name, const chains& known);

}  // namespace markov
