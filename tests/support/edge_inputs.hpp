// SPDX-License-Identifier: BSL-1.0
// Arguments on which functions break, drawn from a seed, and what any answer must be: no NaN, two
// sides in [0, 1] that sum to 1; or an error of ours.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <concepts>
#include <limits>
#include <nines/duration/hours.hpp>
#include <nines/error.hpp>
#include <nines/probability/two_sided.hpp>
#include <string>
#include <support/random.hpp>

namespace nines_test {

/// Draws the arguments of a call.
class edge_source {
 public:
  explicit edge_source(std::uint64_t seed) : random_(seed) {}

  /// Zero, infinity, NaN, the smallest or the largest.
  double edge() {
    using limits = std::numeric_limits<double>;
    constexpr std::array edges = {0.0,
                                  -0.0,
                                  limits::denorm_min(),
                                  limits::min(),
                                  1e-200,
                                  limits::epsilon(),
                                  0.5,
                                  1 - limits::epsilon() / 2,
                                  1.0,
                                  1 + limits::epsilon(),
                                  3.0,
                                  0x1p53,
                                  1e200,
                                  limits::max(),
                                  limits::infinity(),
                                  -limits::infinity(),
                                  limits::quiet_NaN(),
                                  -1.0,
                                  -limits::max()};
    return edges[random_.below(edges.size())];
  }
  /// An edge, or an everyday number.
  double number() { return random_.one_in(3) ? random_.log_uniform(1e-6, 1e4) : edge(); }
  /// A small whole number, or any number().
  double whole() { return random_.one_in(4) ? number() : static_cast<double>(random_.below(60)); }
  /// One of the extremes of a count, or a small one.
  std::size_t count() {
    constexpr std::array<std::size_t, 6> edges = {
        0, 1, std::size_t{1} << 53, std::size_t{1} << 62, std::size_t{1} << 63, SIZE_MAX};
    return random_.one_in(3) ? edges[random_.below(edges.size())] : random_.below(60);
  }
  /// By either side, one that may be 0, denormal or all but 1, or an everyday one.
  nines::probability<> probability(bool is_everyday = true) {
    double side = 2;
    while (!(side >= 0 && side <= 1)) side = is_everyday ? number() : edge();
    const auto p = nines::probability<>::from_value(side);
    return random_.one_in(2) ? p : !p;
  }
  template <class Duration = nines::hours_in<double>>
  Duration duration() {
    return Duration(number());
  }
  bool coin() { return random_.one_in(2); }
  std::size_t below(std::size_t bound) { return random_.below(bound); }

 private:
  random_source random_;
};

inline void check_edge_answer(double x) { CHECK(x == x); }
inline void check_edge_answer(const nines::probability<>& p) {
  CHECK(nines::is_in_unit_interval(p.value()));
  CHECK(nines::is_in_unit_interval(p.complement()));
  CHECK(std::abs(p.value() + p.complement() - 1) <= std::numeric_limits<double>::epsilon());
}
template <class Period>
void check_edge_answer(std::chrono::duration<double, Period> d) {
  check_edge_answer(d.count());
}

/// Whether call() has an answer, which check(answer) looks at; else its error must be one of ours.
template <class Call, class Check>
bool is_answered(const Call& call, const Check& check) {
  try {
    check(call());
    return true;
  } catch (const nines::domain_error& error) {
    CHECK(std::string(error.what()).find("nines::") == 0);
  } catch (const nines::convergence_error& error) {
    CHECK(std::string(error.what()).find("nines::") == 0);
  }
  return false;
}
template <class Call>
bool is_answered(const Call& call) {
  return is_answered(call, [](const auto& answer) { check_edge_answer(answer); });
}

}  // namespace nines_test
