// SPDX-License-Identifier: BSL-1.0
// nines: reliability mathematics that keeps every nine. The map, question -> answer:
//
//   a probability with both its sides   probability<T>, 99.95_percent, parse     probability.hpp
//   how many nines is it                number_of_nines(p)                       probability.hpp
//   what down time does it allow        downtime(p, year_365)                    duration.hpp
//   needs all / any / k of n            series, parallel, at_least               combine.hpp
//   a bridge, a weighted quorum         bridge, weighted_vote                    combine.hpp
//   a shared part                       pivot                                    combine.hpp
//   what a better part would gain       improvement                              combine.hpp
//   between which bounds is it          bounds                                   combine.hpp
//   masses of cases added up            two_sided_sum                            probability.hpp
//   parts that fail together            beta_factor, correlated_at_least         combine.hpp
//   10 of 15 hosts in zones that fail   failure_domain, at_least_capacity        combine.hpp
//   soft, cached, retried dependencies  soft_dependency, cached_dependency, ...  combine.hpp
//   what must our own part reach        required_own_availability                combine.hpp
//   how often and how long is it down   repairable: MTTF, MTTR, MTBF             repairable.hpp
//   what repair time a target needs     required_mttr, required_mttf             repairable.hpp
//   R(t), hazard, MTTF, B10             lifetime, survival, hazard, mttf         distribution.hpp
//   all of it at many points at once    batch, part_matrix, lanes<N>             lanes.hpp
//
// All of that is opened here. The rooms of models are opened one by one, as a program pays seconds
// to compile each:
//
//   models with states, MTTF, MTTR       chain, steady_state, first_passage   markov.hpp
//   how long things take, one by one     sequence, all_of, first_of, retry    timing.hpp
//   the probability of breaking an SLA   error_budget, breach_probability     slo.hpp
//   when service is back, what is lost   recovery_plan, dr_strategies         recovery.hpp
//   what a rule of rollback really does  operating_characteristic, sprt, ...  detection.hpp
//   how risky is a rollout               rollout_plan, assess                 rollout.hpp
//   shared parts, fault trees, cut sets  compile, evaluate, importance        structure.hpp
//   are the nodes of a graph connected   network, two_terminal_reliability    network.hpp
//   all of it about one service          service_model, assess                topology.hpp
//
// nines::core (core.hpp: probability, duration, discrete, combine, repairable, structure, network)
// needs the standard library alone; distribution needs Boost.Math, lanes Eigen, the rooms of models
// both.
#pragma once

#include <nines/combine.hpp>
#include <nines/distribution.hpp>
#include <nines/duration.hpp>
#include <nines/error.hpp>
#include <nines/lanes.hpp>
#include <nines/probability.hpp>
#include <nines/repairable.hpp>
#include <nines/version.hpp>
