// SPDX-License-Identifier: BSL-1.0
// The room `discrete`: distributions of counts, both tails of them.
//
//   how many of n identical parts          binomial terms, tails        binomial.hpp
//   how many events, binomial or Poisson   count_distribution                    counts.hpp
//   how many of n unlike parts             Poisson-binomial             poisson_binomial.hpp
//   Poisson weights                        poisson_weights              poisson.hpp
//   sums, mixtures, thinning of counts     count_series                 count_series.hpp
//   one Poisson count against another      Skellam                      skellam.hpp
#pragma once

#include <nines/discrete/binomial.hpp>
#include <nines/discrete/count_series.hpp>
#include <nines/discrete/counts.hpp>
#include <nines/discrete/failure_counts.hpp>
#include <nines/discrete/poisson.hpp>
#include <nines/discrete/poisson_binomial.hpp>
#include <nines/discrete/skellam.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
