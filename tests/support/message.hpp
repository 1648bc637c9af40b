// SPDX-License-Identifier: BSL-1.0
// The message of the error that a call throws.
#pragma once

#include <nines/error.hpp>
#include <string>

namespace nines_test {

/// What the domain_error or convergence_error of call() says; "no error" where there is none.
template <class Call>
std::string message_of(const Call& call) {
  try {
    static_cast<void>(call());
  } catch (const nines::domain_error& error) {
    return error.what();
  } catch (const nines::convergence_error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace nines_test
