// SPDX-License-Identifier: BSL-1.0
// What comments say that tables and sums of distributions cost: values of densities, blocks of
// quadrature and operations, counted.
#include <algorithm>
#include <cmath>
#include <nines/density/lattice_bounds.hpp>
#include <nines/density/mixed_tables.hpp>

#include "support/counted.hpp"
#include "timing/distributions_test.hpp"

using namespace nines_test;

namespace {

/// Another source, with a count of its values and of the pieces that are tried.
class counted_source final : public detail::density_source<double> {
 public:
  explicit counted_source(detail::density_source<double>& source) : source_(source) {}
  [[nodiscard]] double operator()(const double& t) override {
    ++values;
    return source_(t);
  }
  [[nodiscard]] double cost() const override {
    ++tried;
    return source_.cost();
  }
  [[nodiscard]] bool is_empty(const detail::piece_range<double>& r) override {
    return source_.is_empty(r);
  }
  [[nodiscard]] bool agrees(const detail::density_piece<double>& p) override {
    return source_.agrees(p);
  }
  [[nodiscard]] bool has_witness() const override { return source_.has_witness(); }

  double values = 0;
  mutable double tried = 0;

 private:
  detail::density_source<double>& source_;
};

std::vector<random_time<>> varied_distributions() {
  return {uniform_time(60s, 90s),         lognormal_time(120s, 0.5),
          weibull_time(1.5, 60s),         gamma_time(2.5, 20s),
          triangular_time(10s, 20s, 60s), pert_time(30s, 60s, 300s),
          exponential_time(45s),          all_of(exponential_time(30s), uniform_time(10s, 50s)),
          weibull_time(0.7, 20s),         lognormal_time(1h, 1.5)};
}

}  // namespace

TEST_CASE("a sum takes 300 to 2000 values of its density, each 1 to 20 blocks") {
  const auto dists = varied_distributions();
  for (std::size_t i = 0; i < dists.size(); ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      auto work = work_of_tables("test");
      const auto x = dists[i].table(work);
      const auto y = dists[j].table(work);
      const double before = work.spent();
      detail::convolution<double> density(x, y, work);
      counted_source source(density);
      detail::refiner<double> refined(source, work);
      const auto edges =
          detail::edges_of(detail::sum_of_breakpoints(x, y), detail::reach_of_sum(x, y));
      if (std::isfinite(x.max + y.max))
        (void)refined.pieces(edges, true);
      else
        (void)refined.pieces_of_sum(edges);
      CAPTURE(i);
      CAPTURE(j);
      CHECK(source.values >= 300);
      CHECK(source.values <= 2000);
      CHECK(source.values <= 25 * source.tried);
      CHECK(work.spent() - before >= source.values);
      CHECK(work.spent() - before <= 20 * source.values);
    }
}

TEST_CASE(
    "a table of a distribution takes 20 to 25 values per piece that is tried, 20 to 700 in all") {
  for (const auto& dist : varied_distributions()) {
    const detail::evaluated<double, random_time<>> evaluated(dist);
    auto outline = dist.outline();
    detail::distribution_source<double> of_distribution(evaluated, outline);
    counted_source source(of_distribution);
    auto work = work_of_tables("test");
    detail::refiner<double> refined(source, work, evaluated.is_exact() ? 0.0 : outline.min);
    for (auto& b : outline.breakpoints) b.time -= outline.min;
    (void)refined.pieces(detail::edges_of(outline.breakpoints, outline.reach - outline.min),
                         std::isfinite(outline.max));
    CHECK(source.values >= 20 * source.tried);
    CHECK(source.values <= 25 * source.tried);
    CHECK(source.values <= 700);
  }
}

TEST_CASE("a mixture of tables takes 20 to 25 values of both per piece that is tried") {
  auto work = work_of_tables("test");
  const auto a = random_time<>(lognormal_time(120s, 0.5)).table(work);
  const auto b = random_time<>(weibull_time(1.5, 60s)).table(work);
  detail::table_mixture<double> mixture(0, 0.25, a, 0.75, b);
  counted_source source(mixture);
  detail::refiner<double> refined(source, work);
  (void)refined.pieces_of_sum({0, std::max(a.reach, b.reach)});
  CHECK(source.values >= 20 * source.tried);
  CHECK(source.values <= 25 * source.tried);
}

TEST_CASE("a fixed time is added at no cost") {
  auto work = work_of_tables("test");
  const auto a = random_time<>(lognormal_time(120s, 0.5)).table(work);
  const auto fixed = random_time<>(fixed_time(30s)).table(work);
  const double before = work.spent();
  CHECK(convolved(a, fixed, work).origin == 30);
  CHECK(convolved(fixed, a, work).origin == 30);
  CHECK(work.spent() == before);
}

TEST_CASE("meetings of modes are at most the product of the numbers of pieces") {
  auto work = work_of_tables("test");
  const auto a = random_time<>(weibull_time(1.5, 60s)).table(work);
  const auto b = random_time<>(triangular_time(10s, 20s, 60s)).table(work);
  const detail::narrow_peaks<double> modes(a, b);
  std::size_t meetings = 0;
  const auto all = detail::piece_range<double>::even(0, a.reach + b.reach);
  CHECK(modes.each(all, [&](double, double, double) { return ++meetings > 0; }));
  CHECK(meetings > 0);
  CHECK(meetings <= a.pieces.size() * b.pieces.size());
}

TEST_CASE("cells of a sum take two squares of their number") {
  for (const std::size_t cells : {100U, 200U, 400U}) {
    std::vector<probability<counted>> by(cells, probability<counted>::from_value(counted(0.5)));
    const detail::cell_counts<counted> dist{by, counted(1e-12)};
    const auto n = static_cast<double>(cells);
    const auto work = work_of([&] { return detail::sum_of_cells(dist, dist); });
    CHECK(work.products() <= n * (n + 1) + 10);
    CHECK(work.all() <= 2 * n * (n + 1) + 2 * n + 20);
  }
}

TEST_CASE("pairs of tables that are alike but for origin and weight are summed once") {
  auto work = work_of_tables("test");
  const auto attempt = random_time<>(weibull_time(0.7, 20s)).table(work);
  table_parts<double> attempts(probability<double>::always());
  for (const double share : {0.7, 0.2, 0.1}) {
    auto table = attempt;
    table.origin = 1000 * share;
    table.scale(share);
    attempts.add(std::move(table));
  }
  auto of_pair = work_of_tables("test");
  const auto pair = convolved(attempt, attempt, of_pair);
  auto of_all = work_of_tables("test");
  const auto sum = convolved(attempts, attempts, of_all);
  CHECK(of_all.spent() <= of_pair.spent());  // what is unlikely needs fewer digits
  CHECK(sum.tables.size() == 6);             // of nine pairs three have a mirror image
  double mass = 0;
  for (const auto& table : sum.tables) mass += table.completion.value();
  CHECK(mass == near(1, 1e-15));
  double expected = 0;
  for (const double a : {0.7, 0.2, 0.1})
    for (const double b : {0.7, 0.2, 0.1})
      expected += a * b * pair.at(std::max(0.0, 810 - 1000 * (a + b))).cdf.value();
  CHECK(sum.at(810).cdf.value() == near(expected, 1e-14));
}
