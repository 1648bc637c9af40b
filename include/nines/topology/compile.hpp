// SPDX-License-Identifier: BSL-1.0
// compile(model): from a service model to its graph of independent parts and gates.
//
// Parts come first, those of users before those of what they need; gates follow, each after its
// inputs. A failover that takes time keeps the share of the down time of its first alternative that
// is left when it is done: of outages of a mean length m, 1 - time / m; so the first alternative is
// compiled and asked how often it fails. Parts of given states (a zone that is down) are certain,
// and failovers of what is down for ever are done. O(size), and that of the first alternatives.
//
// Example:
//   const service_model site{.services = {{.name = "web", .own = component{99.9_percent}}},
//                            .paths = {{.name = "home", .needs = {{"web"}}}}};
//   const service_graph graph = compile(site);
//   const auto home = gate_system(graph, graph.paths[0]).up();
// Index: compilation of a service model.
#pragma once

#include <nines/inline.hpp>
#include <nines/topology/gate_system.hpp>
#include <nines/topology/resolve.hpp>

namespace nines {

/// The graph of a model, with parts of known states: by the name of a part of the graph ("app 2 in
/// a", "app failover"), a zone, a region, or a service as a whole. *Throws* model_error for
/// whatever is wrong with the model, and where a failover is slower than the outages that it should
/// end; convergence_error where the outages that a failover ends take more than the options allow.
[[nodiscard]] service_graph compile(const service_model& model, const part_states& known = {},
                                    const topology_options& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/compile.hpp>
#endif
