// SPDX-License-Identifier: BSL-1.0
#include <nines/distribution/boost.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/measures/availability.hpp>
#include <nines/probability/literals.hpp>
#include <nines/timing/sequence.hpp>

#ifndef NINES_COMPILED
#error "nines::compiled says that what it has is not to be compiled again"
#endif

int main() {
  using namespace std::chrono_literals;
  using namespace nines::literals;
  const auto outage = nines::lognormal_time<>::from_median(90s, 99_percent, 240s);
  const auto both = nines::sequence(outage, nines::uniform_time(10s, 30s));
  const auto chain = nines::chain_builder<>(2).add(0, 1, 0.001).add(1, 0, 0.5).label("up", {0});
  return both.cdf(300s) > 99_percent && nines::mttf(chain.build(), 0).count() > 999 ? 0 : 1;
}
