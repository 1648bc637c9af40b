// SPDX-License-Identifier: BSL-1.0
// Releases counted in: the changes of a year that fail, and the time in which a release takes
// capacity away, as parts of the architecture that the released service, or path, needs.
#pragma once

#include "service_file.hpp"

namespace calculator {

/// The architecture of a file with a part "releases: NAME" for each rollout that names a service or
/// a path and states its changes; by the first of its strategies. Throws input_error where the file
/// lacks paths.
availability::architecture with_releases(const service_file& f);

}  // namespace calculator
