// SPDX-License-Identifier: BSL-1.0
// The room `repairable`: parts that fail and are repaired, by MTTF and MTTR, and systems of them.
#pragma once

#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/repairable/repairable.hpp>
