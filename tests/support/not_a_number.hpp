// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

namespace nines_test {

inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace nines_test
