// SPDX-License-Identifier: BSL-1.0
// The reader against damaged files: whatever the text, it reads an architecture or throws its own
// input_error.
#include "../support/fuzz.hpp"

#include <doctest/doctest.h>

#include "../support/read_architecture.hpp"
#include "availability/service_model.hpp"

using namespace availability;

TEST_CASE("damaged files are read or refused, never worse") {
  nines_test::fuzz(
      4711, sample_texts(NINES_ARCHITECTURES, {".yaml", ".json"}),
      [](std::size_t, const std::string& text) { check(read_text(text, "damaged.yaml")); });
}
