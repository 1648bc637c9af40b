// SPDX-License-Identifier: BSL-1.0
// Markov chains: MTTR and MTBF models that do not lose the rare state.
//
//   a chain from its transitions            chain_builder, chain_from_matrix   markov/chain_builder.hpp
//   a chain from a struct and a rule        explore                            markov/explore.hpp
//   states in an order that is swept faster sort_states                        markov/sort_states.hpp
//   a smaller chain of states alike         lump, coarsest_lumping             markov/lumping.hpp,
//                                                                              coarsest_lumping.hpp
//   a ready model: k of n, standby ...      k_of_n, primary_standby, ...       markov/models.hpp
//   independent chains side by side         independent                        markov/independent.hpp
//   states that are left at once            vanishing_builder                  markov/vanishing.hpp
//   laws of durations of several phases     phase_type; sum, minimum ...       markov/phase_type.hpp,
//                                                                              phase_type_algebra.hpp
//   a chain that moves once per step        discrete_chain                     markov/discrete_chain.hpp
//   states that last by any law             semi_markov                        markov/semi_markov.hpp
//   which states reach which                communicating_classes              markov/classes.hpp
//   where it is in the long run             steady_state                       markov/steady_state.hpp
//   where it is at time t, and until then   transient, accumulated             markov/transient.hpp
//   what it settles to before it fails      quasi_stationary                   markov/long_horizon.hpp
//   how long until it gets there            first_passage                      markov/first_passage.hpp
//   the law of that time: F(t), hazard      passage_time                       markov/passage_time.hpp
//   how available it is, MTTF, MTTR, MTBF   as_repairable, report_availability markov/availability.hpp
//   the same as time goes by                point_availability, reliability    markov/availability_over_time.hpp
//   why it fails, and what that costs       long_run_failures, first_failure   markov/failure_causes.hpp
//   which rate matters most                 unavailability_sensitivity, ...    markov/sensitivity.hpp
//   how long it is down in a year           downtime_distribution              markov/downtime_distribution.hpp
//
// <nines/markov/execution.hpp>, time under an execution policy, is included on its own.
#pragma once

#include <nines/markov/aggregation.hpp>
#include <nines/markov/availability.hpp>
#include <nines/markov/availability_over_time.hpp>
#include <nines/markov/chain.hpp>
#include <nines/markov/chain_builder.hpp>
#include <nines/markov/classes.hpp>
#include <nines/markov/coarsest_lumping.hpp>
#include <nines/markov/discrete_chain.hpp>
#include <nines/markov/distribution.hpp>
#include <nines/markov/downtime_distribution.hpp>
#include <nines/markov/elimination.hpp>
#include <nines/markov/explore.hpp>
#include <nines/markov/failure_causes.hpp>
#include <nines/markov/first_passage.hpp>
#include <nines/markov/gauss_seidel.hpp>
#include <nines/markov/independent.hpp>
#include <nines/markov/law_at.hpp>
#include <nines/markov/long_horizon.hpp>
#include <nines/markov/lumping.hpp>
#include <nines/markov/models.hpp>
#include <nines/markov/passage_time.hpp>
#include <nines/markov/phase_type.hpp>
#include <nines/markov/phase_type_algebra.hpp>
#include <nines/markov/semi_markov.hpp>
#include <nines/markov/sensitivity.hpp>
#include <nines/markov/sort_states.hpp>
#include <nines/markov/state_index.hpp>
#include <nines/markov/state_set.hpp>
#include <nines/markov/steady_state.hpp>
#include <nines/markov/transient.hpp>
#include <nines/markov/up_states.hpp>
#include <nines/markov/vanishing.hpp>
