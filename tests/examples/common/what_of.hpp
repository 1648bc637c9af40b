// SPDX-License-Identifier: BSL-1.0
// The message of the exception that a reader throws.
#pragma once

#include <string>

namespace nines_test {

/// What the Error of call() says; nothing where there is none.
template <class Error, class Call>
std::string what_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace nines_test
