// SPDX-License-Identifier: BSL-1.0
// The core without exceptions, and with a handler of the program's own: it gets the message.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <nines/core.hpp>

using namespace nines::literals;

namespace {
const char* expected = nullptr;
}

[[noreturn]] void on_nines_error(const std::exception& error) {
  std::printf("%s\n", error.what());
  std::exit(expected != nullptr && std::strcmp(error.what(), expected) == 0 ? 0 : 1);
}

int main() {
  const auto part = 99_percent;
  const auto up = nines::at_least(2, part, part, part);
  if (!(up.complement() > 2.97e-4 && up.complement() < 2.99e-4)) return 2;
  expected = "nines::at_least: k is 4, but must be at most the number of parts, 3";
  (void)nines::at_least(4, part, part, part);
  return 3;  // the handler does not return
}
