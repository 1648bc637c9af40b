// SPDX-License-Identifier: BSL-1.0
// The room `topology`: a service as one model, from which every question is answered.
//
//   write it down                      service_model, service, region       model.hpp
//   its independent parts and gates    compile                              compile.hpp
//   each path: availability, failures  assess, summarise                    report.hpp
//   what if a zone is down             assess(model, {.down = {"a"}})       report.hpp
//   what each part costs a path        contributions                        contributions.hpp
//   what brings it down together       likeliest_cut_sets                   cut_sets.hpp
#pragma once

#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/topology/compile.hpp>
#include <nines/topology/contributions.hpp>
#include <nines/topology/cut_sets.hpp>
#include <nines/topology/gate_system.hpp>
#include <nines/topology/model.hpp>
#include <nines/topology/outages.hpp>
#include <nines/topology/report.hpp>
#include <nines/topology/resolve.hpp>
#include <nines/topology/service_graph.hpp>
