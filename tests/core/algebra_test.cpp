// SPDX-License-Identifier: BSL-1.0
// The algebra is open: a value of the user's own composes under every verb.
#include <doctest/doctest.h>

#include <nines/combine.hpp>
#include <nines/probability.hpp>
#include <nines/repairable.hpp>
#include <string>
#include <vector>

#include "support/relative.hpp"

using namespace nines;
using nines_test::epsilons_apart;

namespace {

/// A part with a tally of its own beside the probability.
struct named_probability {
  probability<double> chance;
  double failures = 0;
};

struct not_a_part {};

}  // namespace

template <>
struct nines::algebra<named_probability> {
  using scalar_type = double;
  static constexpr bool has_intensity = true;
  static const probability<double>& probability_of(const named_probability& n) { return n.chance; }
  static double intensity(const named_probability& n) { return n.failures; }
  static named_probability make(const probability<double>& p, double failures) {
    return {p, failures};
  }
};

static_assert(part<probability<double>>);
static_assert(part<probability<float>>);
static_assert(part<repairable<double>>);
static_assert(part<named_probability>);
static_assert(!part<double>);
static_assert(!part<int>);
static_assert(!part<not_a_part>);
static_assert(!part<std::string>);
static_assert(!timed_part<probability<double>>);

namespace {

template <class... As>
concept can_series = requires(const As&... as) { series(as...); };
template <class... As>
concept can_parallel = requires(const As&... as) { parallel(as...); };
template <class... As>
concept can_at_least = requires(const As&... as) { at_least(1, as...); };
using p = probability<double>;

}  // namespace

// Bare numbers, other precisions and other kinds of part do not mix in by accident.
static_assert(can_series<p, p> && can_parallel<p, p> && can_at_least<p, p>);
static_assert(!can_series<p, double> && !can_parallel<p, double> && !can_at_least<p, double>);
static_assert(!can_series<double, double>);
static_assert(!can_series<p, probability<float>>);
static_assert(!can_series<p, repairable<double>> && !can_at_least<p, repairable<double>>);
static_assert(!can_series<std::vector<double>>);
static_assert(!can_at_least<std::vector<double>>);

TEST_CASE("a part of the user's own composes like a repairable part") {
  const repairable<double> a(99_percent, 0.5);
  const repairable<double> b(98_percent, 0.25);
  const named_probability x{a.availability(), a.failures_per_hour()};
  const named_probability y{b.availability(), b.failures_per_hour()};
  // Compilers that fold constants may round once where the processor rounds twice.
  const auto same = [](const named_probability& n, const repairable<double>& r) {
    return epsilons_apart(n.chance.complement(), r.availability().complement()) <= 2 &&
           epsilons_apart(n.failures, r.failures_per_hour()) <= 2;
  };
  CHECK(same(series(x, y), series(a, b)));
  CHECK(same(parallel(x, y), parallel(a, b)));
  CHECK(same(at_least(2, x, y, x), at_least(2, a, b, a)));
  CHECK(same(at_least(2, copies(3, x)), at_least(2, copies(3, a))));
  CHECK(same(bridge(x, y, x, y, x), bridge(a, b, a, b, a)));
  CHECK(same(series(std::vector{x, y}), series(std::vector{a, b})));
}
