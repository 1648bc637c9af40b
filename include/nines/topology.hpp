// SPDX-License-Identifier: BSL-1.0
// The room `topology`: a service as one model, from which every question is answered.
//
//   write it down                      service_model, service, region       model.hpp
//   its independent parts and gates    compile                              compile.hpp
//   each path: availability, failures  assess, summarise                    report.hpp
//   a game day: "zone a down"          parse_states, assess                 given.hpp
//   what each part costs a path        contributions                        contributions.hpp
//   what brings it down together       likeliest_cut_sets                   cut_sets.hpp
//   what is left without a zone        static_stability                     static_stability.hpp
//   demand against what is up          overload                             overload.hpp
//   a peak, scaling, an update         surge                                surge.hpp
//   an overload that outlives its cause  metastable_overload                metastable_overload.hpp
//   what a circuit breaker stops       share_that_fails                     circuit_breaker.hpp
//   how often it is asked in trouble   retry_amplification                  retry_amplification.hpp
//   releases counted in                with_releases                        change_failures.hpp
//   its down time in a month           path_chain, path_downtime            path_chain.hpp
//   the same where it is no chain      downtime_estimate                    path_simulation.hpp
//   the cheapest design of many        design_search                        design_search.hpp
#pragma once

#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/topology/change_failures.hpp>
#include <nines/topology/circuit_breaker.hpp>
#include <nines/topology/compile.hpp>
#include <nines/topology/contributions.hpp>
#include <nines/topology/cut_sets.hpp>
#include <nines/topology/design_search.hpp>
#include <nines/topology/gate_system.hpp>
#include <nines/topology/given.hpp>
#include <nines/topology/metastable_overload.hpp>
#include <nines/topology/model.hpp>
#include <nines/topology/overload.hpp>
#include <nines/topology/path_chain.hpp>
#include <nines/topology/path_simulation.hpp>
#include <nines/topology/report.hpp>
#include <nines/topology/resolve.hpp>
#include <nines/topology/retry_amplification.hpp>
#include <nines/topology/service_graph.hpp>
#include <nines/topology/static_stability.hpp>
#include <nines/topology/surge.hpp>
