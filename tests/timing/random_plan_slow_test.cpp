// SPDX-License-Identifier: BSL-1.0
// Thousands of random plans: each is answered, or refused by an error of ours, within a second.
#include <cstdlib>
#include <ctime>

#include "timing/random_plan.hpp"

using namespace nines_test;

namespace {

/// What a plan does: an answer, an error, or a fault with its words.
enum class end { answer, error, fault };

end end_of(std::uint64_t seed) {
  random_plan make(seed);
  try {
    const auto plan = make(3);
    const std::string fault = fault_of(plan.law);
    if (fault.empty()) return end::answer;
    MESSAGE("seed " << seed << ": " << fault << ": " << plan.words);
    return end::fault;
  } catch (const domain_error&) {
    return end::error;
  } catch (const convergence_error&) {
    return end::error;
  } catch (const std::exception& e) {
    MESSAGE("seed " << seed << ": " << e.what() << ": " << make.last());
    return end::fault;
  }
}

}  // namespace

TEST_CASE("each of two thousand random plans ends within a second of CPU time") {
  const char* from = std::getenv("NINES_PLANS_FROM");
  const std::uint64_t first = from == nullptr ? 1 : std::strtoull(from, nullptr, 10);
  int answers = 0;
  for (std::uint64_t seed = first; seed < first + 2000; ++seed) {
    CAPTURE(seed);
    const std::clock_t begin = std::clock();
    const auto how = end_of(seed);
    const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    if (is_optimised) CHECK(took <= 2);  // a second of work on a slow machine
    CHECK(how != end::fault);
    answers += how == end::answer ? 1 : 0;
  }
  CHECK(answers >= 1800);
}
