// SPDX-License-Identifier: BSL-1.0
// Random numbers for tests: the same on every platform, from a seed that a failing test prints.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <nines/probability/two_sided.hpp>
#include <random>

namespace nines_test {

#ifdef __OPTIMIZE__
inline constexpr bool is_optimised = true;
#else
inline constexpr bool is_optimised = false;  // nor are the sanitizers free
#endif

/// How many random trials a test makes: all in an optimised build, else a fraction.
constexpr int trials(int optimised, int fraction = 10) {
  return is_optimised ? optimised : optimised / fraction + 1;
}

/// The standard's engine, but not its distributions, which differ between libraries.
class random_source {
 public:
  explicit random_source(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t bits() { return engine_(); }
  /// 0, 1, ... below - 1.
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  /// Uniform in (0, 1).
  double unit() { return (static_cast<double>(engine_() >> 12) + 0.5) / 4503599627370496.0; }
  double uniform(double low, double high) { return low + (high - low) * unit(); }
  double log_uniform(double low, double high) {
    return std::exp(uniform(std::log(low), std::log(high)));
  }

 private:
  std::mt19937_64 engine_;
};

/// A part whose smaller side is log-uniform in [least, most]; one in `dead_in` is mostly down.
inline nines::probability<double> random_part(random_source& random, double least = 1e-15,
                                              double most = 0.1, std::size_t dead_in = 5) {
  const double small = random.log_uniform(least, most);
  const auto part = nines::probability<double>::from_complement(small);
  return random.one_in(dead_in) ? !part : part;
}

}  // namespace nines_test
