// SPDX-License-Identifier: BSL-1.0
// chance_bracket<T>: bounds<T> by the name that it had.
#pragma once

#include <nines/probability/bounds.hpp>

namespace nines {

/// Bounds of a probability.
template <class T = double>
using chance_bracket = bounds<T>;

}  // namespace nines
