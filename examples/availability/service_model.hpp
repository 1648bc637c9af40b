// SPDX-License-Identifier: BSL-1.0
// An architecture as the library's service model, and the library's complaints about it with the
// place in the file that they are about.
#pragma once

#include <nines/topology/compile.hpp>

#include "architecture.hpp"

namespace availability {

/// The model of an architecture. A service whose zones a what-if has taken away is down for ever.
nines::service_model model_of(const architecture& a);

/// Where an element of the model ("services.db.failover") stands in the file.
const location& place_of(const architecture& a, const std::string& element);

/// Fails as the services share too many parts.
[[noreturn]] void fail_too_shared(const architecture& a);

/// Runs f; a mistake in the model becomes an input_error with its place, and what takes too much
/// work one about the first path.
template <class F>
auto with_places(const architecture& a, const F& f) {
  try {
    return f();
  } catch (const nines::model_error& e) {
    place_of(a, e.element()).fail(e.reason());
  } catch (const nines::convergence_error&) {
    fail_too_shared(a);
  }
}

/// Fails where the architecture contradicts itself, as by a failover slower than the outages that
/// it ends.
void check(const architecture& a);

}  // namespace availability
