// SPDX-License-Identifier: BSL-1.0
// The room `structure`: systems that share parts, exactly: block diagrams and fault trees.
//
//   write it down, by code               structure_builder                    model.hpp
//   compile it, under a budget           compile                              compile.hpp
//   the top event; what if a zone fails  evaluate, given_states               evaluate.hpp
//   many scenarios side by side          evaluate_rows            decisions/scenarios.hpp
//   failure frequency, MTTF, MTTR        evaluate of repairable parts         frequency.hpp
//   what each part matters               importance, joint_importance         importance.hpp
//   minimal cut sets, path sets          minimal_cut_sets, most_probable      cut_sets/list.hpp
//   how many, rare event, upper bound    count, min_cut_upper_bound           cut_sets/measures.hpp
//   parts that fail together             add_common_cause_group               common_cause.hpp
//   parts of several levels              add_multi_state_part                 multi_state.hpp
//   exactly, where that is too much      counted_probability counting/counted_probability.hpp
//   bounds, where it is too much         certain_bounds           bounds/certain_bounds.hpp
//   uncertain inputs, shared by parts    sample_top_event   uncertainty/sample_top_event.hpp
//   mean and variance of the top event   top_event_moments           uncertainty/moments.hpp
#pragma once

#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/structure/bounds/certain_bounds.hpp>
#include <nines/structure/bounds/dependent.hpp>
#include <nines/structure/bounds/graph_bounds.hpp>
#include <nines/structure/coherence.hpp>
#include <nines/structure/common_cause.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/counting/bit_graph.hpp>
#include <nines/structure/counting/circuit.hpp>
#include <nines/structure/counting/circuit_state.hpp>
#include <nines/structure/counting/component_cache.hpp>
#include <nines/structure/counting/components.hpp>
#include <nines/structure/counting/counted_probability.hpp>
#include <nines/structure/counting/counted_structure.hpp>
#include <nines/structure/counting/model_counter.hpp>
#include <nines/structure/counting/structure_counter.hpp>
#include <nines/structure/counting/sum_product_graph.hpp>
#include <nines/structure/counting/tree_decomposition.hpp>
#include <nines/structure/cut_sets/list.hpp>
#include <nines/structure/cut_sets/measures.hpp>
#include <nines/structure/cut_sets/minimal_sets.hpp>
#include <nines/structure/cut_sets/set_family.hpp>
#include <nines/structure/decision_diagram.hpp>
#include <nines/structure/decision_graph.hpp>
#include <nines/structure/decision_list.hpp>
#include <nines/structure/decisions/scenarios.hpp>
#include <nines/structure/differences.hpp>
#include <nines/structure/dominators.hpp>
#include <nines/structure/evaluate.hpp>
#include <nines/structure/frequency.hpp>
#include <nines/structure/gate_graph.hpp>
#include <nines/structure/importance.hpp>
#include <nines/structure/literal.hpp>
#include <nines/structure/model.hpp>
#include <nines/structure/module_diagram.hpp>
#include <nines/structure/modules.hpp>
#include <nines/structure/multi_state.hpp>
#include <nines/structure/order.hpp>
#include <nines/structure/pair_table.hpp>
#include <nines/structure/simplify.hpp>
#include <nines/structure/uncertainty/mean_differences.hpp>
#include <nines/structure/uncertainty/moments.hpp>
#include <nines/structure/uncertainty/random_stream.hpp>
#include <nines/structure/uncertainty/sample_top_event.hpp>
#include <nines/structure/uncertainty/sampled_probability.hpp>
#include <nines/structure/uncertainty/uncertain_input.hpp>
