// SPDX-License-Identifier: BSL-1.0
// How a file was read, said first in each report: rates with their sign, what keys of other
// projects amount to, and what may not be meant so.
#pragma once

#include "common/report.hpp"

namespace rollout {

using namespace calculator;

struct assessed;
struct study;

section readings_section(const study& s, const std::vector<const assessed*>& strategies);

}  // namespace rollout
