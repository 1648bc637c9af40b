// SPDX-License-Identifier: BSL-1.0
// Sweeps beside elimination: equal within what they prove, on random chains whose rates lie many
// orders apart, with exits that are common or rare; and what happens where they cannot prove it.
#include <doctest/doctest.h>

#include <boost/multiprecision/eigen.hpp>
#include <cmath>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/chain/explore.hpp>
#include <nines/markov/measures/availability.hpp>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/published_models.hpp"
#include "support/random.hpp"

namespace {

using nines_test::random_source;

constexpr nines::passage_options passage_by_elimination{.method =
                                                            nines::passage_method::elimination};
constexpr nines::passage_options passage_by_sweeps{.method = nines::passage_method::gauss_seidel};

/// States that all communicate, each linked with up to four others by rates `orders` orders apart,
/// and rare links into the last state, the target; some lead on into a state that is never left.
template <class T>
nines::chain<T> chain_with_target(std::size_t n, double orders, double exit, random_source random) {
  nines::chain_builder<T> b(n + 2);
  const auto add = [&](std::size_t i, std::size_t j, double rate) {
    if (i != j) b.add(i, j, T(rate));
  };
  for (std::size_t i = 0; i < n; ++i) {
    add(i, (i + 1) % n, random.log_uniform(1, std::pow(10, orders)));
    for (int k = 0; k < 3; ++k)
      add(i, random.below(n), random.log_uniform(1, std::pow(10, orders)));
    if (i == 0 || random.one_in(5)) add(i, n, exit * random.log_uniform(1e-2, 1));
    if (random.one_in(8)) add(i, n + 1, exit * random.log_uniform(1e-2, 1));
  }
  return b.build();
}

/// The largest relative difference of an entry, infinite entries being equal.
double worst_of_passages(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    const double difference = std::abs(a[i] - b[i]) / b[i];
    if (std::isnan(difference)) return std::numeric_limits<double>::infinity();
    if (difference > largest) largest = difference;
  }
  return largest;
}

struct passage_tally {
  int proven = 0, refused = 0;
  double worst = 0;  // relative difference
};

/// Compares everything that both know of one chain, unless sweeps say that they cannot.
void agree(const nines::chain<>& c, std::size_t n, random_source random, passage_tally& tally) {
  const nines::state_set target(n + 2, {n});
  std::vector<double> reward(n + 2);
  std::vector<double> start(n + 2, 0);
  for (double& r : reward) r = random.one_in(3) ? 0 : random.log_uniform(1e-3, 1e3);
  start[random.below(n)] = 1;
  const nines::first_passage<> exact(c, target, passage_by_elimination);
  try {
    const nines::first_passage<> swept(c, target, passage_by_sweeps);
    CHECK(swept.report().method == "gauss_seidel");
    const auto compare = [&](const auto& question) {
      tally.worst = std::max(tally.worst, worst_of_passages(question(swept), question(exact)));
    };
    compare([](const auto& p) { return p.moments(2); });
    compare([&](const auto& p) { return p.rewards(reward); });
    compare([&](const auto& p) { return p.sojourns(start); });
    compare([](const auto& p) {
      std::vector<double> sides;
      for (const auto& chance : p.probabilities())
        for (const double side : {chance.value(), chance.complement()}) sides.push_back(side);
      return sides;
    });
    ++tally.proven;
  } catch (const nines::convergence_error&) {
    ++tally.refused;
  }
}

/// k of n units of each of `kinds` kinds: a grid of states, as most models have.
struct unit_grid {
  std::vector<int> units;
  double failure_rate;
};
struct failed_units {
  std::array<std::int8_t, 4> of_kind{};
  auto operator<=>(const failed_units&) const = default;
};
auto explored_grid(const unit_grid& grid) {
  const auto rules = [grid](const failed_units& s, auto& emit) {
    for (std::size_t kind = 0; kind < grid.units.size(); ++kind) {
      failed_units next = s;
      ++next.of_kind[kind];
      const int left = grid.units[kind] - s.of_kind[kind];
      const double speed = 1 + 0.3 * static_cast<double>(kind);
      if (left > 0) emit(next, grid.failure_rate * speed * left);
      next = s;
      --next.of_kind[kind];
      if (s.of_kind[kind] > 0) emit(next, 0.7 * speed);
    }
  };
  const auto total = [](const failed_units& s) {
    return s.of_kind[0] + s.of_kind[1] + s.of_kind[2] + s.of_kind[3];
  };
  return nines::explore<double>(failed_units{}, rules)
      .label("up", [total, grid](const failed_units& s) { return total(s) < grid.units[0]; });
}

}  // namespace

TEST_CASE("sweeps and elimination agree on random chains, however rare the exit") {
  passage_tally tally;
  for (int k = 0; k < nines_test::trials(400); ++k) {
    random_source random(static_cast<std::uint64_t>(k));
    const std::size_t n = random.between(2, 60);
    const double exit = random.log_uniform(1e-25, 1e3);
    const auto c = chain_with_target<double>(n, 3, exit, random);
    agree(c, n, random, tally);
  }
  CAPTURE(tally.proven);
  CAPTURE(tally.refused);
  CHECK(tally.worst <= 3e-9);  // second moments stand on two solutions, and so on
  CHECK(tally.refused == 0);
}

TEST_CASE("on stiff chains sweeps agree or say that they cannot") {
  passage_tally tally;
  for (int k = 0; k < nines_test::trials(300); ++k) {
    random_source random(10'000 + static_cast<std::uint64_t>(k));
    const std::size_t n = random.between(2, 30);
    const auto c = chain_with_target<double>(n, 14, random.log_uniform(1e-25, 1e3), random);
    agree(c, n, random, tally);
  }
  CAPTURE(tally.refused);
  CHECK(tally.worst <= 3e-9);
  CHECK(tally.proven > tally.refused);
}

TEST_CASE("sweeps against 100 digits") {
  using nines_test::mp;
  double worst = 0;
  for (int k = 0; k < nines_test::trials(30); ++k) {
    random_source random(20'000 + static_cast<std::uint64_t>(k));
    const std::size_t n = random.between(2, 12);
    const double exit = random.log_uniform(1e-30, 1);
    const auto c = chain_with_target<double>(n, 4, exit, random);
    const auto exact = chain_with_target<mp>(n, 4, exit, random);
    const nines::state_set target(n + 2, {n});
    const auto times =
        nines::first_passage<>(c, target | nines::state_set(n + 2, {n + 1}), passage_by_sweeps)
            .mean_times();
    const auto right =
        nines::first_passage<mp>(exact, target | nines::state_set(n + 2, {n + 1})).mean_times();
    for (std::size_t i = 0; i < n; ++i)
      worst = std::max(worst, std::abs(static_cast<double>(mp(times[i]) / right[i] - 1)));
  }
  CAPTURE(worst);
  CHECK(worst < 1e-11);
}

TEST_CASE("parts that are seldom left are refused by sweeps, and eliminated where one may choose") {
  const auto model = nines_test::k_of_n_in_environments(1e-9);
  const auto& c = model.chain();
  const auto down = !c.states("up");
  CHECK(nines_test::message_of([&] {
          return nines::first_passage<>(c, down, passage_by_sweeps).mean_times();
        }).find("nines::first_passage: ") != std::string::npos);
  CHECK(nines::first_passage<>(c, down).report().method == "elimination");
}

TEST_CASE("options of a first passage are checked") {
  const auto model = explored_grid({{2, 3}, 0.01});
  const auto& c = model.chain();
  const nines::state_set target(c.size(), {c.size() - 1});
  const auto message = [&](const nines::passage_options& options) {
    return nines_test::message_of([&] { return nines::first_passage<>(c, target, options); });
  };
  for (const double tolerance : {0., -1., 1., static_cast<double>(NAN)})
    CHECK(message({.tolerance = tolerance}).find("first_passage: tolerance is") !=
          std::string::npos);
  CHECK(message({.method = nines::passage_method::gauss_seidel, .max_sweeps = 0})
            .find("after 0 sweeps") != std::string::npos);
  CHECK(message({.method = nines::passage_method::gauss_seidel, .tolerance = 1e-16})
            .find("sweeps bound the relative error by") != std::string::npos);
  std::vector<double> debts(c.size(), 1);
  debts[1] = -1;
  CHECK(nines_test::message_of([&] {
          return nines::first_passage<>(c, target).rewards(debts);
        }).find("reward[1] is -1") != std::string::npos);
}

TEST_CASE("a grid of 20 736 states is swept, with the result of a closed form" *
          doctest::skip(!nines_test::is_optimised)) {
  const auto model = explored_grid({{11, 11, 11, 11}, 0.05});
  const auto& c = model.chain();
  CHECK(c.size() == 20'736);
  const auto start = nines::point_mass<double>(c.size(), 0);
  const nines::state_set failed(c.size(), {c.size() - 1});
  const nines::first_passage<> passage(c, failed);
  CHECK(passage.report().method == "gauss_seidel");
  CHECK(passage.report().iterations < 4000);
  // All units of four kinds down: a product of birth-death chains, so that the frequency of being
  // there, and the mean time between, are known in closed form.
  const auto pi = nines::steady_state(c, {.method = nines::steady_method::gauss_seidel});
  double all_down = 1;
  for (int kind = 0; kind < 4; ++kind) {
    double weight = 1;
    double sum = 1;
    for (int i = 1; i <= 11; ++i) sum += weight *= 0.05 * (12 - i) / 0.7;
    all_down *= weight / sum;
  }
  CHECK(pi.mass.back() == doctest::Approx(all_down).epsilon(1e-10).scale(0));
  // Cycle of the target: it is left at the sum of the repair rates.
  const double leaving = c.exit_rates().back();
  const auto times = passage.mean_times();
  double back = 0;
  for (const auto [to, rate] : c.row(c.size() - 1)) back += rate / leaving * times[to];
  CHECK(back == doctest::Approx((1 / all_down - 1) / leaving).epsilon(1e-9).scale(0));
}
