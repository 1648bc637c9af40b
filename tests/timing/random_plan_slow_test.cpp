// SPDX-License-Identifier: BSL-1.0
// Thousands of random plans: each is answered, or refused by an error of ours, within the work that
// one question may take.
#include <cstdlib>

#include "timing/random_plan.hpp"

using namespace nines_test;

namespace {

/// What a plan does: an answer, an error of input (a mean that is infinite), a refusal of ours, or
/// a fault with its words.
enum class end { answer, error, refusal, fault };

end end_of(std::uint64_t seed) {
  random_plan make(seed);
  try {
    const auto plan = make(3);
    CHECK(plan.dist.outline().work <= work_of_tables("").left());
    const std::string fault = fault_of(plan.dist);
    if (fault.empty()) return end::answer;
    MESSAGE("seed " << seed << ": " << fault << ": " << plan.words);
    return end::fault;
  } catch (const domain_error&) {
    return end::error;
  } catch (const convergence_error&) {
    return end::refusal;
  } catch (const std::exception& e) {
    MESSAGE("seed " << seed << ": " << e.what() << ": " << make.last());
    return end::fault;
  }
}

}  // namespace

TEST_CASE("of two thousand random plans few are refused, and none is wrong") {
  const char* from = std::getenv("NINES_PLANS_FROM");
  const std::uint64_t first = from == nullptr ? 1 : std::strtoull(from, nullptr, 10);
  int answers = 0;
  int refusals = 0;
  for (std::uint64_t seed = first; seed < first + 2000; ++seed) {
    CAPTURE(seed);
    const auto how = end_of(seed);
    CHECK(how != end::fault);
    answers += how == end::answer ? 1 : 0;
    refusals += how == end::refusal ? 1 : 0;
  }
  MESSAGE(answers << " answers, " << refusals << " refusals");
  CHECK(answers >= 1900);
  CHECK(refusals <= 50);
}
