// SPDX-License-Identifier: BSL-1.0
// Boost's exceptions as this library's: a function that has no result says so by its own name.
#pragma once

#include <exception>
#include <nines/error.hpp>

namespace nines::detail {

/// What `call()` returns; convergence_error where a function of Boost.Math gives up.
template <class Call>
auto boost_call(const char* function, const Call& call) {
  try {
    return call();
  } catch (const nines::domain_error&) {
    throw;
  } catch (const nines::convergence_error&) {
    throw;
  } catch (const std::exception& e) {
    give_up(function, std::string("Boost.Math gives up at these arguments: ") + e.what());
  }
}

}  // namespace nines::detail
