// SPDX-License-Identifier: BSL-1.0
// Reads the architecture of a file that describes a service: its regions, services and paths.
// Throws input_error, and nothing else, for any text.
#pragma once

#include <optional>
#include <vector>

#include "architecture.hpp"
#include "common/cursor.hpp"

namespace availability {

struct known_models;

/// Nothing where the file has none of these sections.
std::optional<architecture> read_architecture(const fields& top, const known_models& known);

/// The requests of an hour of each path, where its traffic is a rate: "120 / s".
std::vector<std::optional<double>> read_request_rates(const fields& top);

}  // namespace availability
