// SPDX-License-Identifier: BSL-1.0
// Markov chains: MTTR and MTBF models that do not lose the rare state.
//
//   a chain from its transitions            chain_builder, chain_from_matrix   markov/chain/chain_builder.hpp
//   a chain from a struct and a rule        explore                            markov/chain/explore.hpp
//   states in an order that is swept faster sort_states                        markov/chain/sort_states.hpp
//   a smaller chain of states alike         lump, coarsest_lumping             markov/lumping/lumping.hpp,
//                                                                              coarsest_lumping.hpp
//   a ready model: k of n, standby ...      k_of_n, primary_standby, ...       markov/models.hpp
//   independent chains side by side         independent                        markov/chain/independent.hpp
//   states that are left at once            vanishing_builder                  markov/chain/vanishing.hpp
//   laws of durations of several phases     phase_type; sum, minimum ...       markov/passage/phase_type.hpp,
//                                                                              phase_type_algebra.hpp
//   a chain that moves once per step        discrete_chain                     markov/chain/discrete_chain.hpp
//   states that last by any law             semi_markov                        markov/chain/semi_markov.hpp
//   which states reach which                communicating_classes              markov/chain/classes.hpp
//   where it is in the long run             steady_state                       markov/steady/steady_state.hpp
//   where it is at time t, and until then   transient, accumulated             markov/transient/transient.hpp
//   what it settles to before it fails      quasi_stationary                   markov/transient/quasi_stationary.hpp
//   how long until it gets there            first_passage                      markov/passage/first_passage.hpp
//   the law of that time: F(t), hazard      passage_time                       markov/passage/passage_time.hpp
//   how available it is, MTTF, MTTR, MTBF   as_repairable, report_availability markov/measures/availability.hpp
//   the same as time goes by                point_availability, reliability    markov/measures/availability_over_time.hpp
//   why it fails, and what that costs       long_run_failures, first_failure   markov/measures/failure_causes.hpp
//   which rate matters most                 unavailability_sensitivity, ...    markov/measures/sensitivity.hpp
//   how long it is down in a year           downtime_distribution              markov/occupation/downtime_distribution.hpp
//
// <nines/markov/transient/execution.hpp>, time under an execution policy, is included on its own.
#pragma once

#include <nines/markov/chain/chain.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/chain/classes.hpp>
#include <nines/markov/chain/discrete_chain.hpp>
#include <nines/markov/chain/distribution.hpp>
#include <nines/markov/chain/explore.hpp>
#include <nines/markov/chain/independent.hpp>
#include <nines/markov/chain/semi_markov.hpp>
#include <nines/markov/chain/sort_states.hpp>
#include <nines/markov/chain/state_index.hpp>
#include <nines/markov/chain/state_set.hpp>
#include <nines/markov/chain/up_states.hpp>
#include <nines/markov/chain/vanishing.hpp>
#include <nines/markov/elimination.hpp>
#include <nines/markov/lumping/coarsest_lumping.hpp>
#include <nines/markov/lumping/lumping.hpp>
#include <nines/markov/measures/availability.hpp>
#include <nines/markov/measures/availability_over_time.hpp>
#include <nines/markov/measures/failure_causes.hpp>
#include <nines/markov/measures/sensitivity.hpp>
#include <nines/markov/models.hpp>
#include <nines/markov/occupation/downtime_distribution.hpp>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/passage/passage_time.hpp>
#include <nines/markov/passage/phase_type.hpp>
#include <nines/markov/passage/phase_type_algebra.hpp>
#include <nines/markov/steady/aggregation.hpp>
#include <nines/markov/steady/gauss_seidel.hpp>
#include <nines/markov/steady/steady_state.hpp>
#include <nines/markov/transient/quasi_stationary.hpp>
#include <nines/markov/transient/small_chain.hpp>
#include <nines/markov/transient/transient.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
