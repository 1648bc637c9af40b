// SPDX-License-Identifier: BSL-1.0
// The reader of a file as a whole against damaged files: whatever the text, it reads a service or
// throws its own input_error. Times are composed while a plan is read, which takes its time: fewer
// runs.
#include "../support/fuzz.hpp"

#include <doctest/doctest.h>

#include "service/service_file.hpp"

namespace {

void fuzz_samples(unsigned seed, const std::string& folder, int runs) {
  nines_test::fuzz(
      seed, sample_texts(NINES_EXAMPLES "/" + folder, {".yaml", ".json"}),
      [](std::size_t, const std::string& text) {
        (void)calculator::read_service_text(text, "damaged.yaml");
      },
      runs);
}

}  // namespace

TEST_CASE("damaged services are read or refused, never worse") {
  fuzz_samples(4712, "models", fuzz_runs());
  fuzz_samples(4721, "promises", fuzz_runs() / 10);
  fuzz_samples(4723, "recovery_plans", fuzz_runs() / 25);
  fuzz_samples(4714, "rollouts", fuzz_runs() / 4);
}
