// SPDX-License-Identifier: BSL-1.0
// The proof under sweeps: what it bounds is bounded, and what proves nothing says so.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/markov/passage/affine_sweeps.hpp>

#include "support/random.hpp"

namespace {

/// A chain of n states, each of which goes on to the next by `on` and back by `back`.
nines::rate_matrix<double> steps_both_ways(int n, double on, double back) {
  std::vector<Eigen::Triplet<double>> links;
  for (int i = 0; i + 1 < n; ++i) {
    links.emplace_back(i, i + 1, on);
    links.emplace_back(i + 1, i, back);
  }
  nines::rate_matrix<double> result(n, n);
  result.setFromTriplets(links.begin(), links.end());
  return result;
}

/// A solution of x = G x + f by sweeps, the 1 of its source behind it, and its columns.
struct swept_system {
  nines::detail::jump_columns<double> columns;
  std::vector<double> x;
};
swept_system sweep_for(const nines::rate_matrix<double>& links, const std::vector<double>& f) {
  const nines::rate_matrix<double> onward = links.transpose();
  auto columns = nines::detail::affine_columns<double>(links, -1, f);
  auto start = nines::detail::spread_from_source(columns, onward, -1);
  nines::detail::affine_sweeps<double> sweeps(columns, std::move(start));
  std::size_t left = 20000;
  CHECK(sweeps.run(1e-13, left));
  return {std::move(columns), sweeps.values()};
}

}  // namespace

TEST_CASE("sweeps solve x = G x + f, tiny entries included") {
  // One step on by a probability of 1e-6, back by 1/2: x_i falls by about 1e-6 each state.
  const auto links = steps_both_ways(40, 0.5, 1e-6);
  std::vector<double> f(40, 0);
  f[0] = 1;
  const auto [columns, x] = sweep_for(links, f);
  CHECK(nines::detail::relative_residual(columns, x) < 1e-14);
  CHECK(x[39] < 1e-200);
  CHECK(x[39] > 0);
}

TEST_CASE("the error of an x that is off is below its bound") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    nines_test::random_source random(seed);
    const double on = random.uniform(0.05, 0.6);
    const double back = random.uniform(0.05, 0.95 - on);
    const int n = static_cast<int>(random.between(2, 40));
    const auto links = steps_both_ways(n, on, back);
    const std::vector<double> f(static_cast<std::size_t>(n), random.log_uniform(1e-3, 1));
    const auto [columns, right] = sweep_for(links, f);
    const std::vector<double> alone(right.begin(), right.end() - 1);
    const auto growth = sweep_for(links, alone);
    const double amplification = nines::detail::amplification_by(growth.columns, right, growth.x);
    std::vector<double> off = right;
    double error = 0;
    for (std::size_t i = 0; i + 1 < off.size(); ++i) {
      const double change = random.uniform(-1e-5, 1e-5);
      off[i] *= 1 + change;
      error = std::max(error, std::abs(change));
    }
    const double bound = 2 * nines::detail::relative_residual(columns, off) * amplification;
    CAPTURE(seed);
    CHECK(amplification >= 1);
    CHECK(amplification < 1 / (1 - on - back) * 1.01);
    CHECK(error <= bound);
  }
}

TEST_CASE("what proves nothing is infinite") {
  const auto links = steps_both_ways(2, 0.5, 0.5);
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> f{1, 1};
  const auto columns = nines::detail::affine_columns<double>(links, -1, f);
  const std::vector<double> x{2, 2, 1};
  CHECK(nines::detail::relative_residual(columns, x) == 0);
  CHECK(std::isinf(nines::detail::relative_residual(columns, {2, nan, 1})));
  // v = G v + x has v = 4; one of 2 proves nothing, nor does NaN.
  const auto of_x = nines::detail::affine_columns<double>(links, -1, std::vector<double>{2, 2});
  CHECK(nines::detail::amplification_by(of_x, x, {4, 4, 1}) == doctest::Approx(2));
  CHECK(std::isinf(nines::detail::amplification_by(of_x, x, {2, 8, 1})));
  CHECK(std::isinf(nines::detail::amplification_by(of_x, x, {nan, 4, 1})));
}
