// SPDX-License-Identifier: BSL-1.0
// A better and a worse version side by side: brute force over all states, and the distributions.
#include <doctest/doctest.h>

#include <algorithm>
#include <nines/combine.hpp>
#include <nines/probability.hpp>
#include <vector>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using versions = improvement<double>;
using exact_versions = improvement<mp>;

/// A value that has no at_least of its own, so that the pivots have to count.
template <class T>
struct pivoted {
  improvement<T> is;
  friend bool operator==(const pivoted&, const pivoted&) = default;
};

}  // namespace

template <class T>
struct nines::algebra<pivoted<T>> {
  using inner = algebra<improvement<T>>;
  static pivoted<T> always() { return {inner::always()}; }
  static pivoted<T> never() { return {inner::never()}; }
  static pivoted<T> both(const pivoted<T>& a, const pivoted<T>& b) {
    return {inner::both(a.is, b.is)};
  }
  static pivoted<T> either(const pivoted<T>& a, const pivoted<T>& b) {
    return {inner::either(a.is, b.is)};
  }
  template <class F>
  static pivoted<T> pivot(const pivoted<T>& condition, const F& f) {
    return {inner::pivot(condition.is, [&f](const improvement<T>& s) { return f({s}).is; })};
  }
};

static_assert(joined_part<versions> && !measured_part<versions>);
static_assert(joined_part<pivoted<double>>);
static_assert(joined_part<bounds<double>>);
static_assert(measured_part<probability<double>> && !joined_part<probability<double>>);

namespace {

versions random_versions(random_source& random) {
  const probability<double> p = random_part(random, 1e-12, 0.5);
  if (random.one_in(3)) return versions::unchanged(p);
  if (random.one_in(3)) return versions::perfected(p);
  if (random.one_in(4)) return versions::critical();
  const probability<double> better = random_part(random, 1e-9, 0.5);
  return {p.value(), p.complement() * better.value(), p.complement() * better.complement()};
}
std::vector<versions> random_list(random_source& random, std::size_t n) {
  std::vector<versions> list;
  for (std::size_t i = 0; i < n; ++i) list.push_back(random_versions(random));
  return list;
}
exact_versions exactly(const versions& v) { return {mp(v.both), mp(v.only_better), mp(v.neither)}; }

/// All 3^n states, in 100 digits: `is_up(states)` tells whether the system is, of the parts that
/// are.
template <class T, class IsUp>
exact_versions enumerated(const std::vector<improvement<T>>& parts, const IsUp& is_up) {
  exact_versions sum{0, 0, 0};
  std::vector<int> state(parts.size(), 0);  // 0: up in both, 1: in the better one, 2: in neither
  while (true) {
    mp chance = 1;
    std::vector<bool> better(parts.size());
    std::vector<bool> worse(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const mp masses[] = {mp(parts[i].both), mp(parts[i].only_better), mp(parts[i].neither)};
      chance *= masses[state[i]];
      better[i] = state[i] < 2;
      worse[i] = state[i] == 0;
    }
    (is_up(worse) ? sum.both : is_up(better) ? sum.only_better : sum.neither) += chance;
    std::size_t i = 0;
    while (i < parts.size() && state[i] == 2) state[i++] = 0;
    if (i == parts.size()) return sum;
    ++state[i];
  }
}

template <class T>
double worst_error(const improvement<T>& v, const exact_versions& exact) {
  return std::max({error_in_epsilons(v.both, exact.both),
                   error_in_epsilons(v.only_better, exact.only_better),
                   error_in_epsilons(v.neither, exact.neither)});
}
std::size_t count_up(const std::vector<bool>& up) {
  return static_cast<std::size_t>(std::count(up.begin(), up.end(), true));
}
bool bridge_is_up(const std::vector<bool>& up) {
  return (up[0] && up[2]) || (up[1] && up[3]) || (up[0] && up[4] && up[3]) ||
         (up[1] && up[4] && up[2]);
}
template <class T>
std::vector<pivoted<T>> pivoted_list(const std::vector<improvement<T>>& parts) {
  std::vector<pivoted<T>> list;
  for (const auto& part : parts) list.push_back({part});
  return list;
}

}  // namespace

TEST_CASE("versions compose as all states of their parts do") {
  random_source random(20261);
  for (int run = 0; run < 60; ++run) {
    const auto parts = random_list(random, random.between(1, 6));
    const std::size_t n = parts.size();
    CHECK(worst_error(series(parts),
                      enumerated(parts, [n](const auto& up) { return count_up(up) == n; })) <= 16);
    CHECK(worst_error(parallel(parts),
                      enumerated(parts, [](const auto& up) { return count_up(up) > 0; })) <= 16);
    for (std::size_t k = 0; k <= n; ++k) {
      const auto exact = enumerated(parts, [k](const auto& up) { return count_up(up) >= k; });
      CHECK(worst_error(at_least(k, parts), exact) <= 24);
      CHECK(worst_error(at_least(k, pivoted_list(parts)).is, exact) <= 24);
    }
  }
}

TEST_CASE("a bridge of versions, by its states and in 100 digits") {
  random_source random(20262);
  for (int run = 0; run < 40; ++run) {
    const auto e = random_list(random, 5);
    const auto exact = enumerated(e, bridge_is_up);
    CHECK(worst_error(bridge(e[0], e[1], e[2], e[3], e[4]), exact) <= 32);
  }
}

TEST_CASE("the same in 100 digits") {
  random_source random(20266);
  for (int run = 0; run < 10; ++run) {
    std::vector<exact_versions> parts;
    for (const auto& part : random_list(random, 5)) {
      parts.push_back(exactly(part));
      const mp sum = parts.back().both + parts.back().only_better + parts.back().neither;
      parts.back() = {parts.back().both / sum, parts.back().only_better / sum,
                      parts.back().neither / sum};
    }
    CHECK(worst_error(bridge(parts[0], parts[1], parts[2], parts[3], parts[4]),
                      enumerated(parts, bridge_is_up)) <= 100);
    for (std::size_t k = 1; k <= parts.size(); ++k) {
      const auto exact = enumerated(parts, [k](const auto& up) { return count_up(up) >= k; });
      CHECK(worst_error(at_least(k, parts), exact) <= 100);
      CHECK(worst_error(at_least(k, pivoted_list(parts)).is, exact) <= 100);
    }
  }
}

TEST_CASE("the gain is the difference of the two versions, with its digits") {
  const auto strong = probability<mp>::from_complement(mp("1e-40"));
  const auto weak = probability<mp>::from_complement(mp("1e-30"));
  const auto parts =
      std::vector{improvement<mp>::unchanged(weak), improvement<mp>::perfected(strong),
                  improvement<mp>::unchanged(weak)};
  const auto gain = at_least(2, parts).only_better;
  const mp difference = at_least(2, weak, probability<mp>::always(), weak).value() -
                        at_least(2, weak, strong, weak).value();
  CHECK(abs(gain - difference) <= mp("1e-99"));
  CHECK(abs(gain / (mp("1e-40") * 2 * mp("1e-30") * (1 - mp("1e-30"))) - 1) < mp("1e-95"));
  const versions in_double =
      at_least(2, versions::unchanged(probability<double>::from_complement(1e-30)),
               versions::perfected(probability<double>::from_complement(1e-40)),
               versions::unchanged(probability<double>::from_complement(1e-30)));
  CHECK(error_in_epsilons(in_double.only_better, gain) <= 8);
}

TEST_CASE("versions: dual under complement, in any order, and better is better") {
  random_source random(20263);
  for (int run = 0; run < 60; ++run) {
    auto parts = random_list(random, random.between(2, 8));
    const std::size_t n = parts.size();
    const std::size_t k = random.between(1, n);
    const versions system = at_least(k, parts);
    std::vector<versions> opposite;
    std::vector<probability<double>> better;
    std::vector<probability<double>> worse;
    for (const auto& part : parts) {
      opposite.push_back(!part);
      better.push_back(part.better());
      worse.push_back(part.worse());
    }
    const versions dual = !at_least(n - k + 1, opposite);
    CHECK(worst_error(system, exactly(dual)) <= 60);
    CHECK(error_in_epsilons(system.better(), precise(at_least(k, better))) <= 60);
    CHECK(error_in_epsilons(system.worse(), precise(at_least(k, worse))) <= 60);
    CHECK(system.worse() <= system.better());
    std::reverse(parts.begin(), parts.end());
    CHECK(worst_error(at_least(k, parts), exactly(system)) <= 60);
  }
}

TEST_CASE("copies of versions are a list of them") {
  const versions part{0.9, 0.0625, 0.0375};
  const std::vector<versions> list(7, part);
  CHECK(worst_error(series(copies(7, part)), exactly(series(list))) <= 16);
  CHECK(worst_error(parallel(copies(7, part)), exactly(parallel(list))) <= 16);
  CHECK(at_least(4, copies(7, part)) == at_least(4, list));
  CHECK(series(copies(0, part)) == algebra<versions>::always());
  CHECK(parallel(std::vector<versions>{}) == algebra<versions>::never());
}

TEST_CASE("counting by pivots has its limits, which say so") {
  const std::vector<pivoted<double>> parts(2001, {versions::unchanged(90_percent)});
  CHECK(
      message_of([&] { return at_least(1000, parts); }) ==
      "nines::at_least: of 2001 parts, each of several states, takes more than 2000 nested pivots; "
      "group the parts");
  CHECK(message_of([&] { return at_least(4, copies(3, parts[0])); }) ==
        "nines::at_least: k is 4, but must be at most the number of parts, 3");
}
