// SPDX-License-Identifier: BSL-1.0
// The figures of one part, from two of three: availability, MTTF, MTTR.
#pragma once

#include "architecture.hpp"
#include "common/cursor.hpp"

namespace availability {

/// The keys of a part.
const std::vector<std::string>& part_keys();

/// Whether a map says something about a part of its own.
bool has_part(const fields& f);

/// Reads one; without any figure it never fails.
part read_part(const cursor& c, const fields& f);

/// How long a failover takes; nothing for "0", "0 s" and the like. Throws std::invalid_argument.
std::optional<hours> parse_switching_time(const std::string& text);

/// A part with another repair time or time to failure, the other kept (the part has both, and can
/// fail); with another availability, the repair time kept.
part with_mttr(const part& p, hours mttr);
part with_mttf(const part& p, hours mttf);
part with_availability(const part& p, const chance& up);

}  // namespace availability
