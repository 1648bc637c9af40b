// SPDX-License-Identifier: BSL-1.0
// Claim: one evaluation of an architecture of a million hosts takes a fraction of a second.
//
// Regions of zones of racks of hosts; every region, zone, rack and host fails. `need` of the
// capacity must be up; both sides of the probability come out.
#include <benchmark/benchmark.h>

#include <nines/combine/failure_domain.hpp>
#include <nines/probability.hpp>

namespace {

using namespace nines::literals;
using nines::failure_domain;

/// A million hosts in 4 regions of 3 zones; 90 % of two thirds of them must be up.
void million_hosts_in_zones(benchmark::State& state) {
  for (auto _ : state) {
    const failure_domain<> zone{
        .self = 99.95_percent, .hosts = {{83'333, 99.5_percent}}, .count = 3};
    const failure_domain<> region{.self = 99.999_percent, .domains = {zone}, .count = 4};
    benchmark::DoNotOptimize(nines::at_least_capacity(600'000, region));
  }
}
BENCHMARK(million_hosts_in_zones)->Unit(benchmark::kMillisecond);

/// The same hosts in 25 000 racks of 40 in 20 zones, the racks failing as a whole too.
void million_hosts_in_racks(benchmark::State& state) {
  for (auto _ : state) {
    const failure_domain<> rack{.self = 99.9_percent, .hosts = {{40, 99.5_percent}}, .count = 1250};
    const failure_domain<> zone{.self = 99.95_percent, .domains = {rack}, .count = 5};
    const failure_domain<> region{.self = 99.999_percent, .domains = {zone}, .count = 4};
    benchmark::DoNotOptimize(nines::at_least_capacity(900'000, region));
  }
}
BENCHMARK(million_hosts_in_racks)->Unit(benchmark::kMillisecond);

/// A million unlike hosts, of which a thousand may be down.
void million_unlike_hosts(benchmark::State& state) {
  std::vector<nines::probability<>> hosts;
  for (int i = 0; i < 1'000'000; ++i)
    hosts.push_back(nines::probability<>::from_complement(1e-4 * (1 + i % 7)));
  for (auto _ : state) benchmark::DoNotOptimize(nines::at_least(999'000, hosts));
}
BENCHMARK(million_unlike_hosts)->Unit(benchmark::kMillisecond);

}  // namespace
