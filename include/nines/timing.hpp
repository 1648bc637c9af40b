// SPDX-License-Identifier: BSL-1.0
// The room `timing`: how long things take, as distributions that compose into plans. A step is any
// random time: a std::chrono duration, a lifetime, a phase type, a first passage, too; a plan is
// asked by the functions of distribution/properties.hpp: cdf, quantile, mean, hazard, bx_life ...
//
//   always the same, anything        fixed_time, uniform_time,     distribution/elementary.hpp
//   between, least / likely / most   triangular_time,
//                                    exponential_time
//   lognormal (by median and a       lognormal_time,               distribution/boost.hpp
//   percentile), Weibull, gamma,     weibull_time, gamma_time,
//   Erlang, any distribution of      distribution_time
//   Boost.Math
//   PERT                             pert_time                     distribution/pert.hpp
//   exponentials one after the       hypoexponential_time          distribution/
//   other                                                          hypoexponential.hpp
//   of exponential phases            phase_type                    markov/passage/
//                                                                  phase_type_time.hpp
//   of incident records              empirical_time                distribution/empirical.hpp
//   any of these as a value;         random_time                   density/random_time.hpp
//   cdf, quantile, mean, max
//   one after the other; n times     sequence, sum_of              sequence.hpp
//   uniforms one after the other,    uniform_sum                   distribution/uniform_sum.hpp
//   in closed form
//   the last of several, the first   all_of, first_of              all_of.hpp
//   of several
//   one of several; what never ends  mixture, never                mixture.hpp
//   cut short, given that it ends;   timeout, given_completion,    timeout.hpp, shifted.hpp
//   later                            shifted
//   what is left of it when it is    residual_life                 residual_life.hpp
//   found in progress
//   again until it succeeds          retry                         retry.hpp
//   which step costs most; the       percentile_contributions,     percentile_contributions.hpp
//   wrong ways beside the right      compare
//   P(A < B)                         probability_before            probability_before.hpp
//   equal times, and objectives      reaches                       distribution/singularities.hpp
//   that are just met
//   bounds that are certain          certain_within, ..._quantile  certain_bounds.hpp
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/distribution/boost.hpp>
#include <nines/distribution/distribution.hpp>
#include <nines/distribution/elementary.hpp>
#include <nines/distribution/empirical.hpp>
#include <nines/distribution/hypoexponential.hpp>
#include <nines/distribution/pert.hpp>
#include <nines/distribution/singularities.hpp>
#include <nines/distribution/uniform_sum.hpp>
#include <nines/markov/passage/phase_type_time.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/timing/all_of.hpp>
#include <nines/timing/arguments.hpp>
#include <nines/timing/certain_bounds.hpp>
#include <nines/timing/contributions.hpp>
#include <nines/timing/mixture.hpp>
#include <nines/timing/percentile_contributions.hpp>
#include <nines/timing/probability_before.hpp>
#include <nines/timing/residual_life.hpp>
#include <nines/timing/retry.hpp>
#include <nines/timing/sequence.hpp>
#include <nines/timing/shifted.hpp>
#include <nines/timing/timeout.hpp>
