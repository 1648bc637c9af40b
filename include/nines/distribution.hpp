// SPDX-License-Identifier: BSL-1.0
// The room `distribution`: how long something lasts or takes, as the distribution of a time.
//
//   always the same, anything between, least /     fixed_time, uniform_time,     elementary.hpp
//   likely / most                                  triangular_time,
//                                                  exponential_time
//   lognormal (by median and a percentile),        lognormal_time,               boost.hpp
//   Weibull, gamma, Erlang, any distribution of    weibull_time, gamma_time,
//   Boost.Math                                     distribution_time
//   PERT                                           pert_time                     pert.hpp
//   exponentials one after the other               hypoexponential_time       hypoexponential.hpp
//   of incident records                            empirical_time                empirical.hpp
//   uniforms one after the other, in closed form   uniform_sum                   uniform_sum.hpp
//   cdf, quantile, hazard, mean of any of them,    cdf, survival, pdf,           properties.hpp
//   of durations, lifetimes, phase types ...       quantile, bx_life ...
//   equal times, and objectives that are just met  reaches                       singularities.hpp
//   a lifetime: R(t), hazard, of parts and of      lifetime                      lifetime.hpp
//   systems
//   MTTF, mean residual life                       mttf, mean_residual_life      life_measures.hpp
//   of what has lasted to an age                   conditional_survival   conditional_survival.hpp
#pragma once

#include <nines/distribution/boost.hpp>
#include <nines/distribution/boost_calls.hpp>
#include <nines/distribution/conditional_survival.hpp>
#include <nines/distribution/distribution.hpp>
#include <nines/distribution/elementary.hpp>
#include <nines/distribution/empirical.hpp>
#include <nines/distribution/hypoexponential.hpp>
#include <nines/distribution/life_distribution.hpp>
#include <nines/distribution/life_measures.hpp>
#include <nines/distribution/life_quadrature.hpp>
#include <nines/distribution/lifetime.hpp>
#include <nines/distribution/pert.hpp>
#include <nines/distribution/properties.hpp>
#include <nines/distribution/reliability_at.hpp>
#include <nines/distribution/singularities.hpp>
#include <nines/distribution/uniform_sum.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
