// SPDX-License-Identifier: BSL-1.0
// k of n, standby, shared load, coverage, failover, quorum, common cause: the unit groups.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/combine/at_least.hpp>
#include <nines/combine/copies.hpp>
#include <nines/markov/models/common_cause_shocks.hpp>
#include <nines/markov/models/coverage.hpp>
#include <nines/markov/models/failover.hpp>
#include <nines/markov/models/k_of_n.hpp>
#include <nines/markov/models/quorum.hpp>

#include "support/message.hpp"
#include "support/models.hpp"

using namespace nines;
using namespace std::chrono_literals;
using nines_test::all_but;
using nines_test::check_long_run;
using nines_test::check_mttf;
using nines_test::check_no_worse;
using nines_test::hours_of;
using nines_test::long_run;
using nines_test::mean_time;
using nines_test::message_of;
using nines_test::random_source;
using nines_test::trials;

namespace {

constexpr double epsilons = 100;

/// The numbers of a random group.
struct sizes {
  explicit sizes(random_source& random)
      : units(random.between(1, 6)),
        needed(random.between(1, units)),
        crews(random.one_in(3) ? unlimited_crews : random.between(1, units)) {}
  std::size_t units, needed, crews;
};
/// A length of a stage: none, or between seconds and days.
double stage(random_source& random) { return random.one_in(4) ? 0 : random.log_uniform(1e-4, 1e2); }

const auto chain_of = [](const auto& group) { return detail::chain_of(group); };
const auto quorum_chain = [](const auto& group) { return quorum_group(group); };

}  // namespace

TEST_CASE("k of n, standby and shared load: the closed forms are those of the chains") {
  random_source random(20261123);
  for (int trial = 0; trial < trials(30); ++trial) {
    const sizes n(random);
    const double mttf = mean_time(random);
    const double mttr = mean_time(random);
    const double factor = random.one_in(4) ? 0 : random.unit();
    const auto plain = [&]<class T>() {
      return k_of_n_units<T>{.units = n.units,
                             .needed = n.needed,
                             .mttf = hours_of<T>(mttf),
                             .mttr = hours_of<T>(mttr),
                             .crews = n.crews};
    };
    const auto reserve = [&]<class T>() {
      return standby_units<T>{.units = n.units,
                              .needed = n.needed,
                              .mttf = hours_of<T>(mttf),
                              .mttr = hours_of<T>(mttr),
                              .dormancy_factor = T(factor),
                              .crews = n.crews};
    };
    const auto load = [&]<class T>() {
      return load_sharing_units<T>{.units = n.units,
                                   .needed = n.needed,
                                   .mttf = hours_of<T>(mttf),
                                   .mttr = hours_of<T>(mttr),
                                   .load_exponent = T(3 * factor),
                                   .crews = n.crews};
    };
    check_long_run(plain, chain_of, epsilons);
    check_mttf(plain, chain_of, epsilons);
    check_long_run(reserve, chain_of, epsilons);
    check_mttf(reserve, chain_of, epsilons);
    check_long_run(load, chain_of, epsilons);
    check_mttf(load, chain_of, epsilons);
  }
}

TEST_CASE("as many crews as units: k of n is at_least of independent parts") {
  random_source random(20261223);
  for (int trial = 0; trial < trials(200); ++trial) {
    const sizes n(random);
    const hours_in<double> mttf(mean_time(random));
    const hours_in<double> mttr(mean_time(random));
    const auto group = as_repairable(
        k_of_n_units<>{.units = n.units, .needed = n.needed, .mttf = mttf, .mttr = mttr});
    const auto parts = at_least(n.needed, copies(n.units, repairable(mttf, mttr)));
    CHECK(nines_test::error_in_epsilons(
              group, repairable<nines_test::mp>(probability<nines_test::mp>(parts.availability()),
                                                parts.failures_per_hour())) <= epsilons);
  }
}

TEST_CASE("k of n: textbook formulas") {
  random_source random(20261323);
  for (int trial = 0; trial < 50; ++trial) {
    const double l = random.log_uniform(1e-12, 1);
    const double m = random.log_uniform(1e-3, 1e3);
    const hours_in<double> mttf_of_unit(1 / l);
    const hours_in<double> mttr_of_unit(1 / m);
    const auto group = [&](std::size_t n, std::size_t k, std::size_t crews) {
      return k_of_n_units<>{
          .units = n, .needed = k, .mttf = mttf_of_unit, .mttr = mttr_of_unit, .crews = crews};
    };
    const auto near = [](double x) { return doctest::Approx(x).epsilon(1e-13).scale(0); };
    // Trivedi & Bobbio 2017, Rausand et al. 2021: two in parallel, and two of three, repaired.
    CHECK(mttf(group(2, 1, 1)).count() == near((3 * l + m) / (2 * l * l)));
    CHECK(mttf(group(3, 2, 1)).count() == near((5 * l + m) / (6 * l * l)));
    const double r = l / m;
    CHECK(as_repairable(group(2, 1, 1)).availability().complement() ==
          near(2 * r * r / (1 + 2 * r + 2 * r * r)));
    // Patterson, Gibson & Katz 1988, without their approximation: n disks, any
    // one of which may fail.
    for (const std::size_t n : {5u, 10u, 100u}) {
      const auto disks = static_cast<double>(n);
      CHECK(mttf(group(n, n - 1, 1)).count() ==
            near(((2 * disks - 1) * l + m) / (disks * (disks - 1) * l * l)));
    }
    // Cold standby with one crew: M/M/1/2, and the mean time to the second failure.
    const standby_units<> cold{.mttf = mttf_of_unit, .mttr = mttr_of_unit, .crews = 1};
    CHECK(as_repairable(cold).availability().complement() == near(r * r / (1 + r + r * r)));
    CHECK(mttf(cold).count() == near((2 * l + m) / (l * l)));
  }
}

TEST_CASE("one unit, one crew: every group is the repairable unit") {
  const repairable<> unit(1000h, 3h);
  const auto check = [&](const auto& group) {
    const auto r = as_repairable(group);
    CHECK(r.availability().complement() ==
          doctest::Approx(unit.availability().complement()).epsilon(1e-15).scale(0));
    CHECK(r.failures_per_hour() ==
          doctest::Approx(unit.failures_per_hour()).epsilon(1e-15).scale(0));
    CHECK(mttf(group).count() == doctest::Approx(1000).epsilon(1e-15).scale(0));
  };
  check(k_of_n_units<>{.units = 1, .mttf = 1000h, .mttr = 3h, .crews = 1});
  check(standby_units<>{.units = 1, .mttf = 1000h, .mttr = 3h});
  check(load_sharing_units<>{.units = 1, .mttf = 1000h, .mttr = 3h});
  check(covered_units<>{.units = 1, .mttf = 1000h, .mttr = 3h, .recovery = 1h});
  check(failover_units<>{.units = 1, .mttf = 1000h, .mttr = 3h, .takeover = 1h});
  check(common_cause_units<>{.units = 1, .mttf = 1000h, .mttr = 3h, .beta = all_but<double>(0.9)});
  check(quorum_members<>{.units = 1, .mttf = 1000h, .mttr = 3h});
}

TEST_CASE("groups that are the same by another name have the same chain") {
  random_source random(20261423);
  const auto check = [](const auto& a, const auto& b) {
    REQUIRE(a.size() == b.size());
    CHECK((Eigen::MatrixXd(a.rates()) - Eigen::MatrixXd(b.rates())).cwiseAbs().maxCoeff() <=
          1e-15 * Eigen::MatrixXd(a.rates()).maxCoeff());
    CHECK(a.states("up") == b.states("up"));
  };
  for (int trial = 0; trial < trials(20); ++trial) {
    const sizes n(random);
    const hours_in<double> mttf(mean_time(random));
    const hours_in<double> mttr(mean_time(random));
    const auto hot = k_of_n(
        {.units = n.units, .needed = n.needed, .mttf = mttf, .mttr = mttr, .crews = n.crews});
    check(standby({.units = n.units,
                   .needed = n.needed,
                   .mttf = mttf,
                   .mttr = mttr,
                   .dormancy_factor = 1,
                   .crews = n.crews}),
          hot);
    check(load_sharing({.units = n.units,
                        .needed = n.needed,
                        .mttf = mttf,
                        .mttr = mttr,
                        .load_exponent = 0,
                        .crews = n.crews}),
          hot);
    check(imperfect_coverage({.units = n.units,
                              .needed = n.needed,
                              .mttf = mttf,
                              .mttr = mttr,
                              .recovery = 1h,
                              .crews = n.crews}),
          hot);
    check(common_cause(
              {.units = n.units, .needed = n.needed, .mttf = mttf, .mttr = mttr, .crews = n.crews}),
          hot);
    const double dormancy_factor = random.unit();
    check(failover_group({.units = n.units,
                          .needed = n.needed,
                          .mttf = mttf,
                          .mttr = mttr,
                          .dormancy_factor = dormancy_factor,
                          .manual_recovery = 2h,
                          .crews = n.crews}),
          standby({.units = n.units,
                   .needed = n.needed,
                   .mttf = mttf,
                   .mttr = mttr,
                   .dormancy_factor = dormancy_factor,
                   .crews = n.crews}));
    check(quorum_group({.units = n.units,
                        .write_quorum = n.needed,
                        .mttf = mttf,
                        .mttr = mttr,
                        .crews = n.crews}),
          hot);
  }
}

TEST_CASE("a load that stays whole fails some unit at one rate, however many are left") {
  const auto c = load_sharing({.units = 4, .mttf = 1000h, .mttr = 1h});
  for (int i = 0; i < 4; ++i)
    CHECK(c.rates().coeff(i, i + 1) == doctest::Approx(0.004).epsilon(1e-15).scale(0));
}

TEST_CASE("coverage, failover and common cause: the closed forms are those of the chains") {
  random_source random(20261523);
  for (int trial = 0; trial < trials(30); ++trial) {
    const sizes n(random);
    const double mttf = mean_time(random);
    const double mttr = random.log_uniform(1e-3, 1e3);
    const double miss = random.one_in(4) ? 0 : random.log_uniform(1e-9, 1);
    const double first = stage(random), second = stage(random), third = stage(random);
    const double dormancy_factor = random.one_in(4) ? 0 : random.unit();
    const double interval = mean_time(random);
    const auto covered = [&]<class T>() {
      return covered_units<T>{.units = n.units,
                              .needed = n.needed,
                              .mttf = hours_of<T>(mttf),
                              .mttr = hours_of<T>(mttr),
                              .coverage = all_but<T>(miss),
                              .reconfiguration = hours_of<T>(first),
                              .recovery = hours_of<T>(second),
                              .crews = n.crews};
    };
    const auto switched = [&]<class T>() {
      return failover_units<T>{.units = n.units,
                               .needed = n.needed,
                               .mttf = hours_of<T>(mttf),
                               .mttr = hours_of<T>(mttr),
                               .dormancy_factor = T(dormancy_factor),
                               .coverage = all_but<T>(miss),
                               .detection = hours_of<T>(first),
                               .takeover = hours_of<T>(second),
                               .manual_recovery = hours_of<T>(third),
                               .crews = n.crews};
    };
    const auto shocked = [&]<class T>() {
      return common_cause_units<T>{.units = n.units,
                                   .needed = n.needed,
                                   .mttf = hours_of<T>(mttf),
                                   .mttr = hours_of<T>(mttr),
                                   .beta = !all_but<T>(miss),
                                   .shock_interval = hours_of<T>(interval),
                                   .crews = n.crews};
    };
    const auto voting = [&]<class T>() {
      return quorum_members<T>{.units = n.units,
                               .mttf = hours_of<T>(mttf),
                               .mttr = hours_of<T>(mttr),
                               .election = hours_of<T>(first),
                               .crews = n.crews};
    };
    check_long_run(covered, chain_of, epsilons);
    check_mttf(covered, chain_of, epsilons);
    check_long_run(switched, chain_of, epsilons);
    check_mttf(switched, chain_of, epsilons);
    check_long_run(shocked, chain_of, epsilons);
    check_mttf(shocked, chain_of, epsilons);
    check_long_run(voting, quorum_chain, epsilons);
    check_mttf(voting, quorum_chain, epsilons);

    const auto members = quorum_group(voting.template operator()<nines_test::mp>());
    CHECK(
        nines_test::error_in_epsilons(as_repairable_for_reads(voting.template operator()<double>()),
                                      long_run(members, members.states("readable"))) <= epsilons);
  }
}

TEST_CASE("imperfect coverage: two processors with reboot") {
  // Trivedi & Bobbio 2017, section 9.6: weights 1, 2l/m, 2(l/m)^2, and 2lc/d, 2l(1-c)/b.
  const double l = 1.0 / 5000, m = 1.0 / 4, d = 120, b = 12, c = 0.9;
  const auto r = as_repairable(covered_units<>{.mttf = 5000h,
                                               .mttr = 4h,
                                               .coverage = all_but<double>(0.1),
                                               .reconfiguration = 30s,
                                               .recovery = 5min,
                                               .crews = 1});
  const double both = 2 * l * l / (m * m);
  const double down = both + 2 * l * c / d + 2 * l * (1 - c) / b;
  CHECK(r.availability().complement() ==
        doctest::Approx(down / (1 + 2 * l / m + down)).epsilon(1e-14).scale(0));
}

TEST_CASE("doubling the units doubles the uncovered outages") {
  const auto outages = [](std::size_t n) {
    return as_repairable(covered_units<>{.units = n,
                                         .mttf = 10000h,
                                         .mttr = 1h,
                                         .coverage = all_but<double>(0.05),
                                         .recovery = 30min})
        .failures_per_hour();
  };
  CHECK(outages(8) / outages(4) == doctest::Approx(2).epsilon(1e-4));
}

TEST_CASE("monotone in every field") {
  random_source random(20261623);
  for (int trial = 0; trial < trials(100); ++trial) {
    const sizes n(random);
    const auto time = [&] { return hours_in<double>(random.log_uniform(1e-3, 1e5)); };
    // Stages are short beside a repair: else a group that is repaired more slowly fails over more
    // seldom, and may gain by it.
    const hours_in<double> repair = time();
    const auto short_stage = [&] { return repair * (0.1 * random.unit()); };
    failover_units<> f{.units = n.units,
                       .needed = n.needed,
                       .mttf = time(),
                       .mttr = repair,
                       .dormancy_factor = 0.5 * random.unit(),
                       .coverage = all_but<double>(0.1),
                       .detection = short_stage(),
                       .takeover = short_stage(),
                       .manual_recovery = short_stage(),
                       .crews = n.crews};
    const auto longer = [](model_duration<> d) { return hours_in<double>(d.hours * 1.5); };
    auto g = f;
    g.mttr = longer(f.mttr);
    check_no_worse(f, g);
    g = f;
    g.mttf = longer(f.mttf);
    check_no_worse(g, f);
    g = f;
    g.detection = longer(f.detection);
    check_no_worse(f, g);
    g = f;
    g.takeover = longer(f.takeover);
    check_no_worse(f, g);
    g = f;
    g.manual_recovery = longer(f.manual_recovery);
    check_no_worse(f, g);

    common_cause_units<> s{.units = n.units,
                           .needed = n.needed,
                           .mttf = time(),
                           .mttr = time(),
                           .shock_interval = time(),
                           .crews = n.crews};
    auto t = s;
    t.shock_interval = longer(s.shock_interval);
    check_no_worse(t, s);
    t = s;
    t.mttr = longer(s.mttr);
    check_no_worse(s, t);
    t = s;
    t.mttf = longer(s.mttf);
    check_no_worse(t, s);
    if (n.needed > 1) {
      t = s;
      --t.needed;
      check_no_worse(t, s);
    }
    quorum_members<> q{.units = n.units, .mttf = time(), .mttr = time(), .crews = n.crews};
    auto p = q;
    p.election = time();
    check_no_worse(q, p);
    standby_units<> cold{
        .units = n.units, .needed = n.needed, .mttf = time(), .mttr = time(), .crews = n.crews};
    auto warm = cold;
    warm.dormancy_factor = random.unit();
    check_no_worse(cold, warm);
    auto crew = cold;
    crew.crews = 1;
    check_no_worse(cold, crew);
  }
}

TEST_CASE("labels and names of the groups") {
  const auto c = failover_group({.units = 3,
                                 .mttf = 1000h,
                                 .mttr = 1h,
                                 .coverage = all_but<double>(0.1),
                                 .detection = 10s,
                                 .takeover = 1min,
                                 .manual_recovery = 1h});
  CHECK(c.size() == 4 + 2 * 4);
  CHECK(c.states("up").count() == 3);
  CHECK(c.states("degraded").count() == 2);
  CHECK(c.states("detection").count() == 4);
  CHECK(c.states("takeover").count() == 2);
  CHECK(c.name(c.states("manual recovery").states()[1]) == "manual recovery from 1 failed");
  const auto q = quorum_group({.units = 5, .mttf = 1000h, .mttr = 1h, .election = 5s});
  CHECK(q.states("up").count() == 3);
  CHECK(q.states("election").count() == 3);
  CHECK(q.states("readable").count() == 8);  // all but "5 failed"
  const auto plain = imperfect_coverage({.mttf = 1000h, .mttr = 1h});
  CHECK(plain.states("uncovered").empty());
  const auto shocks = common_cause({.units = 3, .mttf = 9h, .mttr = 1h, .shock_interval = 100h});
  CHECK(shocks.states("all failed").states() == std::vector<std::size_t>{3});
  CHECK(shocks.rates().coeff(0, 3) == 0.01);
}

TEST_CASE("groups: errors name the field") {
  CHECK(message_of([] { return k_of_n({.units = 3, .needed = 4, .mttf = 1h, .mttr = 1h}); }) ==
        "nines::k_of_n: needed is 4, but must be from 1 to the number of units, 3");
  CHECK(message_of([] { return k_of_n({.units = 0, .mttf = 1h, .mttr = 1h}); }) ==
        "nines::k_of_n: units is 0, but must be 1 or more");
  CHECK(message_of([] { return k_of_n({.units = 3, .mttr = 1h}); }) ==
        "nines::k_of_n: mttf (in hours) is 0, but must be more than 0");
  CHECK(message_of([] { return k_of_n({.units = 3, .mttf = 1h}); }) ==
        "nines::k_of_n: mttr (in hours) is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return k_of_n({.mttf = 1h, .mttr = 1h, .crews = 0}); }) ==
        "nines::k_of_n: crews is 0, but must be 1 or more");
  CHECK(message_of([] { return k_of_n({.mttf = hours_in<double>(std::nan("")), .mttr = 1h}); }) ==
        "nines::k_of_n: mttf (in hours) is nan, but must be more than 0");
  CHECK(message_of([] { return standby({.mttf = 1h, .mttr = 1h, .dormancy_factor = 1.5}); }) ==
        "nines::standby: dormancy_factor is 1.5, but must be in [0, 1]");
  CHECK(message_of([] { return load_sharing({.mttf = 1h, .mttr = 1h, .load_exponent = -1}); }) ==
        "nines::load_sharing: load_exponent is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return imperfect_coverage({.mttf = 1h, .mttr = 1h, .recovery = -1h}); }) ==
        "nines::imperfect_coverage: recovery (in hours) is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return failover_group({.mttf = 1h, .mttr = 1h, .takeover = -1h}); }) ==
        "nines::failover_group: takeover (in hours) is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return common_cause({.mttf = 1h, .mttr = 1h, .shock_interval = 0h}); }) ==
        "nines::common_cause: shock_interval (in hours) is 0, but must be more than 0");
  CHECK(message_of(
            [] { return quorum_group({.units = 5, .write_quorum = 6, .mttf = 1h, .mttr = 1h}); }) ==
        "nines::quorum_group: write_quorum is 6, but must be from 1 to the number of units, 5");
  CHECK(message_of([] { return quorum_group({.read_quorum = 3, .mttf = 1h, .mttr = 1h}); }) ==
        "nines::quorum_group: read_quorum is 3, but must be from 1 to the write quorum, 2");
  CHECK(message_of([] { return as_repairable(quorum_members<>{.units = 0}); }) ==
        "nines::quorum_group: units is 0, but must be 1 or more");
}

TEST_CASE("groups that would take more memory than a caller allows") {
  const auto refused = [](const std::string& message) {
    return message.find("memory_limit is") != std::string::npos;
  };
  const double little = 1e4;
  CHECK(refused(message_of([&] {
    return mttf(
        k_of_n_units<>{.units = 100, .needed = 9, .mttf = 9h, .mttr = 1h, .memory_limit = little});
  })));
  CHECK(refused(message_of([&] {
    return mttf(
        standby_units<>{.units = 100, .needed = 9, .mttf = 9h, .mttr = 1h, .memory_limit = little});
  })));
  CHECK(refused(message_of([&] {
    return mttf(load_sharing_units<>{
        .units = 100, .needed = 9, .mttf = 9h, .mttr = 1h, .memory_limit = little});
  })));
  CHECK(refused(message_of([&] {
    return as_repairable(
        covered_units<>{.units = 100, .needed = 9, .mttf = 9h, .mttr = 1h, .memory_limit = little});
  })));
  CHECK(refused(message_of([&] {
    return as_repairable(failover_units<>{
        .units = 100, .needed = 9, .mttf = 9h, .mttr = 1h, .memory_limit = little});
  })));
  CHECK(refused(message_of([&] {
    return as_repairable(
        quorum_members<>{.units = 101, .mttf = 9h, .mttr = 1h, .memory_limit = little});
  })));
  const k_of_n_units<> large{.units = 10'000'000, .needed = 9, .mttf = 9h, .mttr = 1h};
  CHECK(refused(message_of([&] { return mttf(large); })));
}
