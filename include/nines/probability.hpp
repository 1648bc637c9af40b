// SPDX-License-Identifier: BSL-1.0
// The room `probability`: the two-sided number, sums of both sides, a bracket of two, text,
// literals, and number_of_nines(p).
#pragma once

#include <nines/probability/bounds.hpp>
#include <nines/probability/literals.hpp>
#include <nines/probability/text.hpp>
#include <nines/probability/two_sided.hpp>
#include <nines/probability/two_sided_sum.hpp>
