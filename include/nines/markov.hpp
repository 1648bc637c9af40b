// SPDX-License-Identifier: BSL-1.0
// Markov chains: MTTR and MTBF models that do not lose the rare state.
//
//   a chain from its transitions  chain_builder,              chain/chain_builder.hpp
//                                 chain_from_matrix
//   a chain from a struct and a   explore                     chain/explore.hpp
//   rule
//   states in an order that is    sort_states                 chain/sort_states.hpp
//   swept faster
//   a smaller chain of states     lump, coarsest_lumping      lumping/lumping.hpp,
//   alike                                                     coarsest_lumping.hpp
//   a ready model: k of n,        k_of_n, primary_standby,    models.hpp
//   standby ...                   ...
//   independent chains side by    independent                 chain/independent.hpp
//   side
//   states that are left at once  vanishing_builder           chain/vanishing.hpp
//   times of several phases, and  phase_type; sequence,       passage/phase_type.hpp,
//   their compositions            first_of, all_of; cdf ...   phase_type_algebra.hpp,
//                                                             phase_type_time.hpp
//   a chain that moves once per   discrete_chain              chain/discrete_chain.hpp
//   step
//   states with any sojourn time  semi_markov                 chain/semi_markov.hpp
//   which states reach which      communicating_classes       chain/classes.hpp
//   where it is in the long run   steady_state                steady/steady_state.hpp
//   where it is at time t, and    transient, accumulated      transient/transient.hpp
//   until then
//   what it settles to before it  quasi_stationary            transient/quasi_stationary.hpp
//   fails
//   how long until it gets there  first_passage               passage/first_passage.hpp
//   the distribution of that time passage_time                passage/passage_time.hpp
//   the same as a random time                                 passage_distribution.hpp
//   how available it is, MTTF,    as_repairable,              measures/availability.hpp
//   MTTR, MTBF                    report_availability
//   the same as time goes by      point_availability,         measures/availability_over_time.hpp
//                                 reliability
//   why it fails, and what that   long_run_failures,          measures/failure_causes.hpp
//   costs                         first_failure
//   which rate matters most       unavailability_sensitivity, measures/sensitivity.hpp
//                                 ...
//   how long it is down in a      downtime_distribution       occupation/downtime_distribution.hpp
//   year
//
// <nines/markov/transient/execution.hpp>, time under an execution policy, is included on its own.
#pragma once

#include <nines/markov/chain/chain.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/chain/chain_from_matrix.hpp>
#include <nines/markov/chain/classes.hpp>
#include <nines/markov/chain/discrete_chain.hpp>
#include <nines/markov/chain/distribution.hpp>
#include <nines/markov/chain/explore.hpp>
#include <nines/markov/chain/explored.hpp>
#include <nines/markov/chain/independent.hpp>
#include <nines/markov/chain/reward_list.hpp>
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
#include <nines/markov/measures/elasticity_table.hpp>
#include <nines/markov/measures/failure_causes.hpp>
#include <nines/markov/measures/sensitivity.hpp>
#include <nines/markov/measures/way_to_failure.hpp>
#include <nines/markov/models.hpp>
#include <nines/markov/occupation/downtime_distribution.hpp>
#include <nines/markov/occupation/occupation_question.hpp>
#include <nines/markov/occupation/split_generator.hpp>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/passage/passage_distribution.hpp>
#include <nines/markov/passage/passage_time.hpp>
#include <nines/markov/passage/phase_type.hpp>
#include <nines/markov/passage/phase_type_algebra.hpp>
#include <nines/markov/passage/phase_type_time.hpp>
#include <nines/markov/steady/aggregation.hpp>
#include <nines/markov/steady/gauss_seidel.hpp>
#include <nines/markov/steady/irreducible.hpp>
#include <nines/markov/steady/jump_chain.hpp>
#include <nines/markov/steady/steady_state.hpp>
#include <nines/markov/transient/quasi_stationary.hpp>
#include <nines/markov/transient/small_chain.hpp>
#include <nines/markov/transient/transient.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
