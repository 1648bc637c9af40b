// SPDX-License-Identifier: BSL-1.0
// The room `lifetime`: Boost.Math distributions and callables as parts, and the measures of a life.
#pragma once

#include <nines/lifetime/lifetime.hpp>
#include <nines/lifetime/measures.hpp>
