// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/steady/steady_state.hpp>

#include "support/message.hpp"
#include "support/published_models.hpp"
#include "support/random.hpp"

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr nines::steady_options by_elimination{.method = nines::steady_method::elimination};
constexpr nines::steady_options by_sweeps{.method = nines::steady_method::gauss_seidel};

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  return nines::detail::largest_change(a, b);
}
/// The largest relative difference of what enters and leaves a state.
double residual(const nines::chain<>& c, const std::vector<double>& pi) {
  std::vector<double> in(c.size(), 0), out(c.size());
  for (std::size_t i = 0; i < c.size(); ++i) {
    out[i] = pi[i] * c.exit_rates()[i];
    for (nines::rate_matrix<double>::InnerIterator to(c.rates(), static_cast<int>(i)); to; ++to)
      in[static_cast<std::size_t>(to.col())] += pi[i] * to.value();
  }
  return largest_difference(in, out);
}
nines::chain<> linear_chain(std::size_t n, double birth, double death) {
  nines::chain_builder<> b(n);
  for (std::size_t i = 0; i + 1 < n; ++i) b.add(i, i + 1, birth).add(i + 1, i, death);
  return b.build();
}
/// Two parts of random chains that exchange at rates of 1e-20 to 1e-5.
nines::chain<> nearly_decoupled(nines_test::random_source& random, std::size_t n) {
  nines::chain_builder<> b(2 * n);
  for (std::size_t i = 0; i < 2 * n; ++i) {
    const std::size_t part = i / n * n;
    b.add(i, part + (i + 1) % n, random.log_uniform(1e-3, 1e3));
    b.add(i, part + random.below(n), random.log_uniform(1e-3, 1e3));
  }
  for (int k = 0; k < 3; ++k) {
    b.add(random.below(n), n + random.below(n), random.log_uniform(1e-20, 1e-5));
    b.add(n + random.below(n), random.below(n), random.log_uniform(1e-20, 1e-5));
  }
  return b.build();
}

}  // namespace

TEST_CASE("the method is chosen by size, or by the caller, and said") {
  CHECK(nines::steady_state(linear_chain(10, 1, 2)).report.method == "elimination");
  CHECK(nines::steady_state(linear_chain(10, 1, 2), by_sweeps).report.method == "gauss_seidel");
  const auto large = nines_test::cluster(16).chain();
  const auto solved = nines::steady_state(large);
  CHECK(solved.report.method == "gauss_seidel");
  CHECK(solved.report.iterations > 0);
  CHECK(solved.report.error <= 1e-12);
  CHECK(nines::steady_state(linear_chain(600, 1, 2), by_elimination).report.method ==
        "elimination");
}

TEST_CASE("where sweeps are slow, elimination takes over") {
  // Two valleys, at 1/4 and 3/4 of the way, with a ridge between them that is passed once in 1e40.
  constexpr std::size_t n = 2400;
  const auto up = [](std::size_t i) { return i < n / 4 || (i >= n / 2 && i < 3 * n / 4); };
  nines::chain_builder<> b(n);
  std::vector<long double> expected(n, 1);
  long double sum = 1;
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const double forth = up(i) ? 1 : 0.85;
    const double back = up(i + 1) ? 0.85 : 1;
    b.add(i, i + 1, forth).add(i + 1, i, back);
    sum += expected[i + 1] =
        expected[i] * static_cast<long double>(forth) / static_cast<long double>(back);
  }
  const auto pi = nines::steady_state(b.build());
  CHECK(pi.report.method == "elimination");
  for (std::size_t i = 0; i < n; ++i)
    CHECK(pi.mass[i] ==
          doctest::Approx(static_cast<double>(expected[i] / sum)).epsilon(1e-12).scale(0));
}

TEST_CASE("a birth-death chain is geometric, by either method") {
  for (const auto& options : {by_elimination, by_sweeps})
    for (const double ratio : {1e-12, 1e-3, 0.5}) {
      const auto pi = nines::steady_state(linear_chain(20, ratio, 1), options).mass;
      for (std::size_t i = 0; i < 20; ++i)
        CHECK(pi[i] == doctest::Approx(std::pow(ratio, i) * (1 - ratio) / (1 - std::pow(ratio, 20)))
                           .epsilon(64 * epsilon)
                           .scale(0));
    }
}

TEST_CASE("a Jackson network of two queues has the product form") {
  // Arrivals 1, services 3 and 2; who comes when n are there is turned away. The bound on the sum
  // keeps the product form (Lam 1977).
  const int n = 40;
  struct queues {
    int first, second;
  };
  const auto model = nines::explore(queues{0, 0}, [](const queues& q, auto& emit) {
    if (q.first + q.second < n) emit({q.first + 1, q.second}, 1);
    if (q.first > 0) emit({q.first - 1, q.second + 1}, 3);
    if (q.second > 0) emit({q.first, q.second - 1}, 2);
  });
  const auto pi = nines::steady_state(model.chain(), by_sweeps);
  for (std::size_t i = 0; i < model.size(); ++i) {
    const queues& q = model.states()[i];
    CHECK(
        pi.mass[i] / pi.mass[0] ==
        doctest::Approx(std::pow(3., -q.first) * std::pow(2., -q.second)).epsilon(1e-12).scale(0));
  }
}

TEST_CASE("sweeps and elimination agree on every entry of random chains") {
  nines_test::random_source random(4);
  for (int trial = 0; trial < nines_test::trials(500); ++trial) {
    const std::size_t n = random.between(2, 40);
    nines::chain_builder<> b(n);
    for (std::size_t i = 0; i < n; ++i) {
      b.add(i, (i + 1) % n, random.log_uniform(1e-8, 1e8));
      for (int k = 0; k < 4; ++k) b.add(i, random.below(n), random.log_uniform(1e-8, 1e8));
    }
    const auto c = b.build();
    const auto exact = nines::steady_state(c, by_elimination);
    const auto swept = nines::steady_state(c, by_sweeps);
    CAPTURE(trial);
    CHECK(largest_difference(exact.mass, swept.mass) < 1e-11);
  }
}

TEST_CASE("sweeps and elimination agree on nearly decoupled chains") {
  nines_test::random_source random(5);
  for (int trial = 0; trial < nines_test::trials(300); ++trial) {
    const auto c = nearly_decoupled(random, random.between(3, 60));
    if (nines::communicating_classes(c).members.size() > 1) continue;
    CAPTURE(trial);
    CHECK(largest_difference(nines::steady_state(c, by_elimination).mass,
                             nines::steady_state(c, by_sweeps).mass) < 1e-11);
  }
}

TEST_CASE("environments that hardly ever change: where plain Gauss-Seidel returns 0.09") {
  for (const double switching : {1e-6, 1e-10, 1e-17, 1e-30})
    for (const auto& options : {by_elimination, by_sweeps}) {
      const auto model = nines_test::k_of_n_in_environments(switching);
      const auto& c = model.chain();
      CHECK(nines::steady_state(c, options).in(c.states("env1")).value() ==
            doctest::Approx(0.25).epsilon(1e-13));
    }
}

TEST_CASE("published references, by sweeps") {
  const auto unavailable = [](const nines::chain<>& c, std::string_view up) {
    return nines::steady_state(c, by_sweeps).in(c.states(up)).complement();
  };
  // Elimination in quadruple precision.
  CHECK(unavailable(nines_test::cluster(4).chain(), "minimum") ==
        doctest::Approx(3.7011298647145485e-06).epsilon(1e-12).scale(0));
  CHECK(unavailable(nines_test::stiff(6).chain(), "up") ==
        doctest::Approx(7.5023506764511856e-09).epsilon(1e-12).scale(0));
  const auto stiff = nines_test::stiff(6).chain();
  CHECK(nines::steady_state(stiff, by_sweeps).in(stiff.states("crash")).value() ==
        doctest::Approx(4.1944402763804629e-13).epsilon(1e-12).scale(0));
  const auto tandem = nines_test::tandem(31).chain();
  CHECK(nines::steady_state(tandem, by_sweeps).mean(tandem.reward("customers")) ==
        doctest::Approx(31.81500388515128).epsilon(1e-12));
  const auto poll = nines_test::poll(7).chain();
  CHECK(nines::steady_state(poll, by_sweeps).in(poll.states("s1w")).value() ==
        doctest::Approx(0.14511673457143427).epsilon(1e-12));
  // Sweeps in 80 bits.
  const auto fms = nines_test::fms(3).chain();
  CHECK(nines::steady_state(fms).mean(fms.reward("productivity")) ==
        doctest::Approx(44.443669957052274).epsilon(1e-12));
}

TEST_CASE("1000 units with 10 to lose are down 2.4e-39 of the time") {
  const auto model =
      nines_test::k_of_n({.n = 1000, .k = 990, .failure_rate = 1e-6, .repair_rate = 1, .crews = 4});
  const auto& c = model.chain();
  CHECK(nines::steady_state(c, by_sweeps).in(c.states("up")).complement() ==
        doctest::Approx(2.4047596623647958e-39).epsilon(1e-12).scale(0));
}

TEST_CASE("what is returned solves the equations") {
  for (const auto& c : {nines_test::cluster(4).chain(), nines_test::tandem(31).chain(),
                        nines_test::stiff(6).chain(), nines_test::fms(2).chain()})
    CHECK(residual(c, nines::steady_state(c, by_sweeps).mass) < 1e-12);
}

TEST_CASE("the unit of the rates does not matter, up to the ends of the range") {
  const auto reference = nines::steady_state(linear_chain(30, 0.25, 1), by_sweeps).mass;
  for (const double unit : {1e-300, 1e-100, 1e100, 1e300})
    CHECK(largest_difference(
              reference, nines::steady_state(linear_chain(30, 0.25 * unit, unit), by_sweeps).mass) <
          100 * epsilon);
}

TEST_CASE("rates of a state from 1e-300 to 1e300: eliminated, and refused by sweeps") {
  const auto c =
      nines::chain_builder<>().add(0, 1, 1e-300).add(0, 2, 1e300).add(1, 0, 1).add(2, 0, 1).build();
  CHECK(nines::steady_state(c).report.method == "elimination");
  CHECK_THROWS_AS((void)nines::steady_state(c, by_sweeps), nines::convergence_error);
}

TEST_CASE("more digits: the same sweeps in 50 digits") {
  using number = boost::multiprecision::cpp_bin_float_50;
  nines::chain_builder<number> b;
  for (std::size_t i = 0; i < 8; ++i) b.add(i, i + 1, number(1)).add(i + 1, i, number(3 + 2 * i));
  nines::steady_options options = by_sweeps;
  options.tolerance = 1e-45;
  const auto pi = nines::steady_state(b.build(), options).mass;
  number expected = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    expected /= 3 + 2 * i;
    CHECK(abs(pi[i + 1] / pi[0] / expected - 1) < number(1e-44));
  }
}

TEST_CASE("transient states get nothing, and several closed classes what absorbs into them") {
  nines::chain_builder<> b;
  b.add(0, 1, 1).add(0, 3, 3);  // 0 leads to {1, 2} or {3, 4}
  b.add(1, 2, 1).add(2, 1, 4);
  b.add(3, 4, 2).add(4, 3, 2);
  const auto c = b.build();
  for (const auto& options : {by_elimination, by_sweeps}) {
    const auto start = nines::point_mass<double>(5, 0);
    const auto pi = nines::steady_state(c, std::span<const double>(start), options);
    const std::vector<double> expected{0, 0.2, 0.05, 0.375, 0.375};
    for (std::size_t i = 0; i < 5; ++i)
      CHECK(pi.mass[i] == doctest::Approx(expected[i]).epsilon(16 * epsilon));
  }
  CHECK(nines_test::message_of([&] { (void)nines::steady_state(c); }) ==
        "nines::steady_state: the long run depends on the start, which must be given: state 1 and "
        "state 3 lie in different closed classes");
}

TEST_CASE("the report is that of the class solved worst") {
  nines::chain_builder<> b;
  b.add(0, 1, 1).add(0, 2, 1).add(2, 3, 1).add(3, 2, 1);
  for (std::size_t i = 4; i < 40; ++i) b.add(i, i + 1, 1).add(i + 1, i, 1.5);
  b.add(0, 4, 1);
  const auto c = b.build();  // closed: {1}, {2, 3} and the queue from 4
  const auto start = nines::point_mass<double>(c.size(), 0);
  const auto all = nines::steady_state(c, std::span<const double>(start), by_sweeps);
  const auto queue = nines::steady_state(linear_chain(37, 1, 1.5), by_sweeps);
  CHECK(all.report.iterations == queue.report.iterations);
  CHECK(all.report.error == queue.report.error);
}

TEST_CASE("sweeps that do not get there say so") {
  auto options = by_sweeps;
  options.max_sweeps = 20;
  CHECK_THROWS_AS((void)nines::steady_state(nines_test::tandem(31).chain(), options),
                  nines::convergence_error);
}

TEST_CASE("a tolerance is above 0 and below 1") {
  for (const double bad : {0., -1., 1., std::numeric_limits<double>::quiet_NaN()}) {
    nines::steady_options options;
    options.tolerance = bad;
    CHECK_THROWS_AS((void)nines::steady_state(linear_chain(3, 1, 1), options), nines::domain_error);
  }
}
