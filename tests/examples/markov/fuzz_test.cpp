// SPDX-License-Identifier: BSL-1.0
// The reader of explicit chains against damaged files: whatever the text, it reads a chain or
// throws its own input_error.
#include "../support/fuzz.hpp"

#include <doctest/doctest.h>

#include "markov/explicit_files.hpp"

using namespace markov;
using nines_test::fuzz;

TEST_CASE("damaged explicit files are read or refused, never worse") {
  const std::vector<std::string> good = {"# a chain\n3 4\n0 1 0.5\n1 0 2\n1 2 1e-3\n2 1 4\n",
                                         "(failed,busy)\n0:(0,0)\n1:(1,1)\n2:(2,1)\n",
                                         "0=\"init\" 1=\"up\"\n0: 0 1\n1: 1\n",
                                         "3 2\n0 1.5\n2 7\n"};
  fuzz(4713, good, [&](std::size_t which, const std::string& text) {
    const auto of = [&](std::size_t i) {
      return file_text{"damaged", i == which ? text : good[i]};
    };
    (void)read_explicit({of(0), {of(1)}, {of(2)}, {of(3)}}, calculator::hours(1));
  });
}
