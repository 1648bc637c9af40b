// SPDX-License-Identifier: BSL-1.0
// Stages by cells, and who shares a shard.
#pragma once

#include <algorithm>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/error.hpp>
#include <nines/rollout/plan/blast_radius.hpp>

namespace nines {

NINES_INLINE std::vector<rollout_stage> cell_stages(std::size_t cells, hours_in<double> bake,
                                                    std::size_t analyses) {
  if (cells < 1) fail("cell_stages", "cells", cells, "1 or more");
  require_memory("cell_stages", "a plan of " + describe(cells) + " cells",
                 static_cast<double>(cells) * sizeof(rollout_stage));
  std::vector<rollout_stage> stages;
  stages.reserve(cells);
  for (std::size_t i = 1; i <= cells; ++i) {
    const auto n = static_cast<double>(cells);
    const auto done = static_cast<double>(i);
    stages.push_back({.share = {unchecked, done / n, static_cast<double>(cells - i) / n},
                      .bake = bake,
                      .analyses = analyses});
  }
  return stages;
}

NINES_INLINE double shuffle_shard::shards() const {
  check("shuffle_shard::shards");
  double count = 1;
  const std::size_t chosen = std::min(shard, workers - shard);  // as many ways to leave the others
  for (std::size_t i = 0; i < chosen && count < 1e308; ++i)
    count = count * static_cast<double>(workers - i) / static_cast<double>(i + 1);
  return count;
}

NINES_INLINE probability<> shuffle_shard::share_hit(std::size_t lost) const {
  check("shuffle_shard::share_hit");
  if (lost > shard)
    fail("shuffle_shard::share_hit", "lost", lost,
         "at most the size of a shard, " + describe(shard));
  const auto size = static_cast<double>(shard);
  return hypergeometric_tail(static_cast<double>(lost), size, size, static_cast<double>(workers));
}

NINES_INLINE void shuffle_shard::check(const char* function) const {
  if (shard < 1 || shard > workers)
    fail(function, "shard", shard, "from 1 to the number of workers, " + describe(workers));
}

}  // namespace nines
