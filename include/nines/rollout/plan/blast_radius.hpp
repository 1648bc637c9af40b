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

#include <nines/inline.hpp>
#include <nines/rollout/plan/plan.hpp>

namespace nines {

/// Stages that take over one cell of `cells` after the other. *Throws* domain_error without a cell.
[[nodiscard]] std::vector<rollout_stage> cell_stages(std::size_t cells, hours_in<double> bake,
                                                     std::size_t analyses = 1);

/// Customers on `shard` of `workers` workers each, chosen at random.
struct shuffle_shard {
  std::size_t workers = 0;  ///< in all
  std::size_t shard = 0;    ///< of each customer; at most `workers`

  /// How many different shards there are; infinity beyond 1e308.
  [[nodiscard]] double shards() const;
  /// The share of customers of whom at least `lost` workers are among those of one bad shard.
  /// *Throws* domain_error unless 1 <= shard <= workers and lost <= shard.
  [[nodiscard]] probability<> share_hit(std::size_t lost) const;

 private:
  void check(const char* function) const;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/blast_radius.hpp>
#endif
