// SPDX-License-Identifier: BSL-1.0
// Lanes as a scalar: every verb on Eigen arrays and packs, lane by lane as with double.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <nines/combine.hpp>
#include <nines/lanes.hpp>
#include <nines/repairable.hpp>
#include <nines/simd.hpp>

#include "support/every_verb.hpp"
#include "support/message.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

namespace {

template <int N>
auto numbers_of(const lanes<N>& x) {
  std::array<double, static_cast<std::size_t>(N)> list;
  for (int i = 0; i < N; ++i) list[static_cast<std::size_t>(i)] = x[i];
  return list;
}
template <std::size_t K>
auto numbers_of(const simd<K>& x) {
  std::array<double, static_cast<std::size_t>(simd<K>::size)> list;
  x.store(list.data());
  return list;
}

template <class T>
struct filled;
template <int N>
struct filled<lanes<N>> {
  static constexpr std::size_t size = N;
  static lanes<N> from(const double* numbers) { return Eigen::Map<const lanes<N>>(numbers); }
};
template <std::size_t K>
struct filled<simd<K>> {
  static constexpr auto size = static_cast<std::size_t>(simd<K>::size);
  static simd<K> from(const double* numbers) { return simd<K>::load(numbers); }
};

/// Seven parts in each lane: the usual ones, made worse from lane to lane.
probabilities<double> parts_in_lane(std::size_t lane) {
  auto parts = seven_parts();
  for (auto& part : parts)
    part = probability<double>::from_complement(part.complement() /
                                                (1 + static_cast<double>(lane) / 4));
  return parts;
}

template <class T>
probabilities<T> parts_in_all_lanes() {
  constexpr std::size_t size = filled<T>::size;
  probabilities<T> result;
  for (std::size_t i = 0; i < 7; ++i) {
    std::array<double, size> value;
    std::array<double, size> complement;
    for (std::size_t lane = 0; lane < size; ++lane) {
      value[lane] = parts_in_lane(lane)[i].value();
      complement[lane] = parts_in_lane(lane)[i].complement();
    }
    result.emplace_back(nines::unchecked, filled<T>::from(value.data()),
                        filled<T>::from(complement.data()));
  }
  return result;
}

/// Checks verbs(seven parts) in each lane.
template <class T, class Verbs>
void check_verbs(const Verbs& verbs) {
  const auto computed = verbs(parts_in_all_lanes<T>());
  for (std::size_t lane = 0; lane < filled<T>::size; ++lane) {
    const auto expected = verbs(parts_in_lane(lane));
    for (std::size_t i = 0; i < computed.size(); ++i) {
      CAPTURE(i);
      CAPTURE(lane);
      const auto at = [lane](const T& x) { return numbers_of(x)[lane]; };
      CHECK(epsilons_apart(at(computed[i].value()), expected[i].value()) <= 8);
      CHECK(epsilons_apart(at(computed[i].complement()), expected[i].complement()) <= 8);
    }
  }
}

template <class T>
void check_every_verb() {
  check_verbs<T>([](const auto& parts) { return every_verb(parts); });
  check_verbs<T>([](const auto& parts) { return other_verbs(parts); });
}

template <class T>
void check_every_repairable() {
  const auto same = [](double x) { return scalar_traits<T>::constant(x); };
  const auto computed = every_repairable(repairables<T>(same));
  const auto expected = every_repairable(repairables<double>([](double x) { return x; }));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    const double frequency = numbers_of(computed[i].failures_per_hour()).back();
    CHECK(epsilons_apart(frequency, expected[i].failures_per_hour()) <= 8);
    const double up = numbers_of(computed[i].availability().value()).back();
    CHECK(epsilons_apart(up, expected[i].availability().value()) <= 8);
  }
}

}  // namespace

TEST_CASE("every verb in Eigen lanes") {
  check_every_verb<lanes<1>>();
  check_every_verb<lanes<4>>();
  check_every_verb<lanes<7>>();
}

TEST_CASE("every verb in packs of registers") {
  check_every_verb<simd<1>>();
  check_every_verb<simd<4>>();
}

TEST_CASE("repairable parts in lanes and packs") {
  check_every_repairable<lanes<4>>();
  check_every_repairable<simd<2>>();
}

TEST_CASE(
    "required_own_availability in lanes: nothing asked, all left; one lane that misses is "
    "refused") {
  using two = probability<lanes<2>>;
  const two objective(nines::unchecked, {0, 0.9}, {1, 0.1});
  const two own = required_own_availability(objective, two(nines::unchecked, {0, 0.95}, {1, 0.05}));
  CHECK(own.value()[0] == 1);
  CHECK(own.complement()[0] == 0);
  CHECK(epsilons_apart(own.value()[1], 0.9 / 0.95) <= 1);
  CHECK(epsilons_apart(own.complement()[1], 0.05 / 0.95) <= 4);
  const two almost(nines::unchecked, {1, 1}, {1e-20, 2e-20});
  CHECK(required_own_availability(almost, almost).complement().maxCoeff() == 0);
  const two short_of_it(nines::unchecked, {1, 1}, {1e-20, 3e-20});
  CHECK(message_of([&] { return required_own_availability(almost, short_of_it); }) ==
        "nines::required_own_availability: complement of the dependencies is (1e-20, 3e-20), but "
        "must be at "
        "most that of the objective, (1e-20, 2e-20)");
}

TEST_CASE("identical_at_least: lanes that are up, down, and mixed") {
  const identical_at_least system(3, 5);
  const auto check = [&](const lanes<4>& p) {
    const auto computed = system(probability<lanes<4>>::from_value(p));
    for (int i = 0; i < 4; ++i) {
      const auto expected = system(probability<double>::from_value(p[i]));
      CHECK(epsilons_apart(computed.value()[i], expected.value()) <= 4);
      CHECK(epsilons_apart(computed.complement()[i], expected.complement()) <= 4);
    }
  };
  check({0.9, 0.99, 0.5, 1});
  check({0.1, 0.01, 0.5, 0});
  check({0.1, 0.99, 0.5, 1e-9});
}

TEST_CASE("the pack: arithmetic, comparison, load and store") {
  using pack = simd<4>;
  constexpr auto size = static_cast<std::size_t>(pack::size);
  random_source random(3);
  std::array<double, size + 1> a;
  std::array<double, size + 1> b;
  for (auto* list : {&a, &b})
    for (double& x : *list) x = random.uniform(-1, 1);
  const pack x = pack::load(a.data() + 1);  // unaligned
  const pack y = pack::load(b.data() + 1);
  for (std::size_t i = 0; i < size; ++i) {
    CHECK(numbers_of(x + y)[i] == a[i + 1] + b[i + 1]);
    CHECK(numbers_of(x - y)[i] == a[i + 1] - b[i + 1]);
    CHECK(numbers_of(x * y)[i] == a[i + 1] * b[i + 1]);
    CHECK(numbers_of(x / y)[i] == a[i + 1] / b[i + 1]);
    CHECK(numbers_of(pack::select(x < y, x, y))[i] == std::min(a[i + 1], b[i + 1]));
    CHECK(numbers_of(pack(0.1))[i] == 0.1);
  }
  CHECK(pack::all(x <= x));
  CHECK(pack::all(x >= x));
  CHECK(pack::all(x == x));
  CHECK_FALSE(pack::all(x > x));
  std::array<double, size> one_off = numbers_of(x);
  one_off.back() += 1;
  CHECK_FALSE(pack::all(pack::load(one_off.data()) == x));
}

TEST_CASE("nines and odds in lanes keep their digits") {
  using two = lanes<2>;
  const auto p = probability<two>::from_nines(two(1e-20, 1e-9));
  CHECK(epsilons_apart(p.value()[0], 2.3025850929940456840e-20) <= 4);
  CHECK(epsilons_apart(p.value()[1], 2.3025850903430966308e-9) <= 4);
  const two n = nines::number_of_nines(probability<two>::from_value(two(1e-20, 1e-9)));
  CHECK(epsilons_apart(n[0], 4.3429448190325182765e-21) <= 4);
  CHECK(epsilons_apart(n[1], 4.3429448212039906875e-10) <= 4);
  const two of_both = nines::number_of_nines(probability<two>::from_complement(two(1e-9, 0.9)));
  CHECK(epsilons_apart(of_both[0], 9.0) <= 4);
  CHECK(epsilons_apart(of_both[1], 0.045757490560675125410) <= 4);
  const auto certain = probability<two>::from_odds(two(1, std::numeric_limits<double>::infinity()));
  CHECK(certain.value()[0] == 0.5);
  CHECK(certain.value()[1] == 1);
  CHECK(certain.complement()[1] == 0);
}

TEST_CASE("one bad lane is enough to be refused") {
  CHECK(message_of([] { return probability<lanes<2>>::from_value({0.5, 1.5}); }) ==
        "nines::probability::from_value: value in lane 1 is 1.5, but must be in [0, 1]");
  CHECK(message_of([] { return probability<lanes<2>>::from_complement({0.5, std::nan("")}); }) ==
        "nines::probability::from_complement: complement in lane 1 is nan, but must be in [0, 1]");
  CHECK(message_of([] { return repairable<lanes<2>>::from_hours({1, 0}, {1, 1}); }) ==
        "nines::repairable: mttf (in hours) in lane 1 is 0, but must be more than 0");
}
