// SPDX-License-Identifier: BSL-1.0
// Blast radius by cells and by shuffle shards: whom a bad release, or a poisonous client, reaches.
//
//   cell_stages(8, 30min)             a plan's stages: one cell after the other
//   shuffle_shard s{.workers = 8, .shard = 2}
//   s.shards()                        28 different shards
//   s.share_hit(2)                    customers who lose both workers to one bad shard: 1/28
//
// A customer of a shuffle shard has `shard` workers of all; a shard that is poisoned takes j of a
// customer's workers with hypergeometric probability. All terms are positive; both tails.
// Source: MacCarthaigh, "Workload isolation using shuffle-sharding", Amazon Builders' Library.
// Index: blast radius, shuffle sharding.
#pragma once

#include <algorithm>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/error.hpp>
#include <nines/rollout/plan/plan.hpp>

namespace nines {

/// Stages that take over one cell of `cells` after the other. *Throws* domain_error without a cell.
[[nodiscard]] inline std::vector<rollout_stage> cell_stages(std::size_t cells,
                                                            hours_in<double> bake,
                                                            std::size_t analyses = 1) {
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

/// Customers on `shard` of `workers` workers each, chosen at random.
struct shuffle_shard {
  std::size_t workers = 0;  ///< in all
  std::size_t shard = 0;    ///< of each customer; at most `workers`

  /// How many different shards there are; infinity beyond 1e308.
  [[nodiscard]] double shards() const {
    check("shuffle_shard::shards");
    double count = 1;
    const std::size_t chosen =
        std::min(shard, workers - shard);  // as many ways to leave the others
    for (std::size_t i = 0; i < chosen && count < 1e308; ++i)
      count = count * static_cast<double>(workers - i) / static_cast<double>(i + 1);
    return count;
  }
  /// The share of customers of whom at least `lost` workers are among those of one bad shard.
  /// *Throws* domain_error unless 1 <= shard <= workers and lost <= shard.
  [[nodiscard]] probability<> share_hit(std::size_t lost) const {
    check("shuffle_shard::share_hit");
    if (lost > shard)
      fail("shuffle_shard::share_hit", "lost", lost,
           "at most the size of a shard, " + describe(shard));
    const auto size = static_cast<double>(shard);
    return hypergeometric_tail(static_cast<double>(lost), size, size, static_cast<double>(workers));
  }

 private:
  void check(const char* function) const {
    if (shard < 1 || shard > workers)
      fail(function, "shard", shard, "from 1 to the number of workers, " + describe(workers));
  }
};

}  // namespace nines
