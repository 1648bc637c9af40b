// SPDX-License-Identifier: BSL-1.0
// The room `lanes`: many scenarios or instants in one evaluation, and the batch driver over
// matrices. <nines/lanes/execution.hpp>, the same under an execution policy, is included on its
// own: it needs TBB.
#pragma once

#include <nines/lanes/batch.hpp>
#include <nines/lanes/part_matrix.hpp>
#include <nines/lanes/scalar.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
