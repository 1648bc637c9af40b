// SPDX-License-Identifier: BSL-1.0
// The core without exceptions, and without a handler: the message goes to the standard error, and
// the program is aborted.
#include <csignal>
#include <cstdlib>
#include <nines/core.hpp>

int main() {
  std::signal(SIGABRT, [](int) { std::_Exit(0); });
  (void)nines::probability<double>::from_value(1.5);
  return 1;
}
