// SPDX-License-Identifier: BSL-1.0
// random_stream: random numbers that are the same on every machine: uniform, normal, gamma.
//
// The distributions of the standard library differ from one vendor to the next, so a seed would not
// repeat a result. Here the bits are those of splitmix64, a normal number is the quantile of a
// uniform one, and a gamma number comes as its logarithm, which no small shape brings to zero.
// *Accuracy*: the normal quantile is right to 2e-15. Sources: Steele, Lea, Flood 2014; Wichura
// 1988 (AS 241); Marsaglia & Tsang 2000.
// Index: normal quantile (AS 241), seeded random numbers.
#pragma once

#include <cstdint>
#include <nines/error.hpp>
#include <nines/inline.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines {

/// Where the standard normal distribution has this probability below it. *Throws* domain_error for
/// 0 and 1.
[[nodiscard]] double standard_normal_quantile(const probability<double>& p);

/// A sequence of random numbers, made from a seed.
class random_stream {
 public:
  /// The stream of that number among those of a seed; they have nothing in common.
  explicit random_stream(std::uint64_t seed, std::uint64_t number = 0)
      : state_(mixed(seed) ^ mixed(~number)) {}

  /// 64 random bits.
  std::uint64_t bits() { return mixed(state_ += 0x9e3779b97f4a7c15U); }
  /// Uniform between 0 and 1, never either.
  double uniform() { return (static_cast<double>(bits() >> 12U) + 0.5) * 0x1p-52; }
  /// Of the standard normal distribution.
  double normal();
  /// The logarithm of a number of the gamma distribution of that shape and scale 1. *Throws*
  /// domain_error unless shape > 0 and finite.
  double log_gamma(double shape);

 private:
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ z >> 30U) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27U) * 0x94d049bb133111ebU;
    return z ^ z >> 31U;
  }
  double log_gamma_from_one(double shape);

  std::uint64_t state_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/random_stream.hpp>
#endif
