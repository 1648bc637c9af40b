// SPDX-License-Identifier: BSL-1.0
// The keys of an analysis of Argo Rollouts whose measurements may have no answer, or say nothing:
// consecutiveErrorLimit, inconclusiveLimit, consecutiveSuccessLimit; and how often that happens.
#pragma once

#include "common/cursor.hpp"

namespace rollout {

using namespace calculator;

struct analysis;
struct strategy;
struct study;

/// Whether it has one of the keys that make it more than failed checks.
bool has_run_keys(const fields& f);

/// Reads them into an analysis of which all else is read. Fails where they do not go together.
void read_run_keys(const fields& f, analysis& a);

/// Fails where the analysis of a strategy begins before its first request.
void check_run(const study& s, const strategy& way, const cursor& strategy);

}  // namespace rollout
