// SPDX-License-Identifier: BSL-1.0
// retry_amplification(model): how many attempts a request becomes where services try again.
//
//   worst      attempts at a service = sum over its users of theirs x needed x (1 + retries)
//   ordinary   the same with 1 + q + ... + q^retries, q that an attempt fails by itself
//
// Retries multiply from layer to layer: three layers that try twice more ask the last one 27 times
// while it is down. The worst case is a service that fails all attempts, and users that all ask.
// Of alternatives all are asked in the worst case, and as many as are needed in the ordinary one.
// Source: Google SRE Book, chapter 22.
// Index: retry amplification.
#pragma once

#include <nines/inline.hpp>
#include <nines/topology/resolve.hpp>

namespace nines {

/// The attempts that arrive at a service for each request of a path.
struct retry_load {
  std::string service;  ///< its name
  double ordinary = 0;  ///< on average, where an attempt fails as often as one instance is down
  double worst = 0;     ///< while it fails every attempt
};

/// The attempts at each service that a path needs, for each of its requests. *Throws* model_error
/// as resolved_model does, domain_error unless there is such a path. O(size).
[[nodiscard]] std::vector<retry_load> retry_amplification(const service_model& model,
                                                          const std::string& path);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/retry_amplification.hpp>
#endif
