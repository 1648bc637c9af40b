// SPDX-License-Identifier: BSL-1.0
// The room `timing`: how long things take, as laws that compose into plans.
//
//   always the same, anything between, least / likely / most   fixed_time, uniform_time,       distribution/elementary.hpp
//                                                              triangular_time, exponential_time
//   lognormal (by median and a percentile), Weibull, gamma,    lognormal_time, weibull_time,   distribution/boost.hpp
//   Erlang, any distribution of Boost.Math                     gamma_time, distribution_time
//   PERT                                                       pert_time                       distribution/pert.hpp
//   of a chain; of exponential phases                          phase_type_time,                timing/phase_type_time.hpp
//                                                              hypoexponential_time
//   of incident records                                        empirical_time                  distribution/empirical.hpp
//   any of these as a value; within, quantile, mean, most      duration_law                    density/duration_law.hpp
//   one after the other; n times                               sequence, repeat                timing/sequence.hpp
//   uniforms one after the other, in closed form               uniform_sum                     distribution/uniform_sum.hpp
//   the last of several, the first of several                  all_of, first_of                timing/all_of.hpp
//   one of several; what never ends                            choice, never_time              timing/mixture.hpp
//   cut short, given that it ends; later                       timeout, if_finished; delayed   timing/timeout.hpp, delayed.hpp
//   what is left of it when it is found in progress            residual_time                   timing/residual_life.hpp
//   again until it succeeds                                    retry                           timing/retry.hpp
//   which step costs most; the wrong ways beside the right     shares, compare                 timing/contributions.hpp
//   equal times, and objectives that are just met              reaches                         distribution/ties.hpp
//   bounds that are certain                                    certain_within, ..._quantile    timing/certain_bounds.hpp
#pragma once

#include <nines/density/duration_law.hpp>
#include <nines/distribution/boost.hpp>
#include <nines/distribution/distribution.hpp>
#include <nines/distribution/elementary.hpp>
#include <nines/distribution/empirical.hpp>
#include <nines/distribution/pert.hpp>
#include <nines/distribution/ties.hpp>
#include <nines/distribution/uniform_sum.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/timing/all_of.hpp>
#include <nines/timing/arguments.hpp>
#include <nines/timing/certain_bounds.hpp>
#include <nines/timing/contributions.hpp>
#include <nines/timing/delayed.hpp>
#include <nines/timing/mixture.hpp>
#include <nines/timing/phase_type_time.hpp>
#include <nines/timing/residual_life.hpp>
#include <nines/timing/retry.hpp>
#include <nines/timing/sequence.hpp>
#include <nines/timing/timeout.hpp>
