// SPDX-License-Identifier: BSL-1.0
// The room `timing`: how long things take, as laws that compose into plans.
//
//   always the same, anything between, least / likely / most   fixed_time, uniform_time,       timing/bounded.hpp
//                                                              triangular_time, exponential_time
//   lognormal (by median and a percentile), Weibull, gamma,    lognormal_time, weibull_time,   timing/from_distribution.hpp
//   Erlang, any distribution of Boost.Math                     gamma_time, distribution_time
//   PERT                                                       pert_time                       timing/pert.hpp
//   of a chain; of exponential phases                          phase_type_time,                timing/phase_type_time.hpp
//                                                              hypoexponential_time
//   of incident records                                        empirical_time                  timing/empirical.hpp
//   any of these as a value; within, quantile, mean, most      duration_law                    timing/law.hpp
//   one after the other; n times                               sequence, repeat                timing/sequence.hpp
//   uniforms one after the other, in closed form               uniform_sum                     timing/uniform_sum.hpp
//   the last of several, the first of several                  all_of, first_of                timing/pointwise.hpp
//   one of several; what never ends                            choice, never_time              timing/choice.hpp
//   cut short, given that it ends; later                       timeout, if_finished; delayed   timing/cut.hpp, later.hpp
//   what is left of it when it is found in progress            residual_time                   timing/residual.hpp
//   again until it succeeds                                    retry                           timing/retry.hpp
//   which step costs most; the wrong ways beside the right     shares, compare                 timing/steps.hpp
//   equal times, and objectives that are just met              reaches                         timing/ties.hpp
//   bounds that are certain                                    certain_within, ..._quantile    timing/certain.hpp
#pragma once

#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/timing/bounded.hpp>
#include <nines/timing/certain.hpp>
#include <nines/timing/choice.hpp>
#include <nines/timing/cut.hpp>
#include <nines/timing/empirical.hpp>
#include <nines/timing/from_distribution.hpp>
#include <nines/timing/later.hpp>
#include <nines/timing/law.hpp>
#include <nines/timing/law_list.hpp>
#include <nines/timing/pert.hpp>
#include <nines/timing/phase_type_time.hpp>
#include <nines/timing/pointwise.hpp>
#include <nines/timing/residual.hpp>
#include <nines/timing/retry.hpp>
#include <nines/timing/sequence.hpp>
#include <nines/timing/steps.hpp>
#include <nines/timing/ties.hpp>
#include <nines/timing/uniform_sum.hpp>
