// SPDX-License-Identifier: BSL-1.0
// Chains that the literature measures solvers by, against reference values: state elimination in
// quadruple precision, elimination, sweeps or uniformization in 80 bits (1e-15), and, where the
// chain is large, uniformization in double (about 1e-11).
#include <doctest/doctest.h>

#include <chrono>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/passage/passage_time.hpp>
#include <nines/markov/steady/steady_state.hpp>
#include <nines/markov/transient/transient.hpp>

#include "support/published_models.hpp"

using namespace nines;

namespace {

/// A chain with its questions, each answered by the functions that the library has for it.
class subject {
 public:
  template <class Explored>
  subject(const char* name, Explored&& model)
      : name_(name),
        chain_(std::forward<Explored>(model).chain()),
        start_(point_mass<double>(chain_.size(), 0)) {}

  void steady(const char* label, double value, double complement_of, double tolerance = 1e-12) {
    const auto p = steady_state(chain_).in(chain_.states(label));
    if (value >= 0) expect("long run", label, p.value(), value, tolerance);
    if (complement_of >= 0)
      expect("long run, not", label, p.complement(), complement_of, tolerance);
  }
  void steady_reward(const char* reward, double expected, double tolerance = 1e-12) {
    expect("long run", reward, steady_state(chain_).mean(chain_.reward(reward)), expected,
           tolerance);
  }
  void mttf(const state_set& up, double expected, double tolerance = 1e-12) {
    expect("MTTF", "", first_passage<double>(chain_, !up).mean_time(start_), expected, tolerance);
  }
  void unavailability_at(double t, const state_set& up, double expected, double tolerance) {
    expect("down at", "t", transient(chain_, start_, t).in(up).complement(), expected, tolerance);
  }
  void unreliability_at(double t, const state_set& up, double expected, double tolerance) {
    expect("has failed by", "t", passage_time<double>(chain_, !up, start_).cdf(t).value(), expected,
           tolerance);
  }
  void downtime_until(double t, const state_set& up, double expected, double tolerance) {
    expect("downtime", "", accumulated(chain_, start_, t).in(!up), expected, tolerance);
  }
  void reward_at(double t, const char* reward, double expected, double tolerance) {
    expect("at t", reward, transient(chain_, start_, t).mean(chain_.reward(reward)), expected,
           tolerance);
  }
  void reward_until(double t, const char* reward, double expected, double tolerance) {
    expect("until t", reward, accumulated(chain_, start_, t).mean(chain_.reward(reward)), expected,
           tolerance);
  }
  [[nodiscard]] const state_set& states(const char* label) const { return chain_.states(label); }

 private:
  void expect(const char* question, const char* of, double computed, double expected,
              double tolerance) const {
    const double error = std::abs(computed - expected) / expected;
    MESSAGE(std::string(name_) << ": " << std::string(question) << " " << std::string(of) << " "
                               << computed << ", relative error " << error);
    CHECK(error <= tolerance);
  }

  const char* name_;
  chain<double> chain_;
  std::vector<double> start_;
};

/// What is asked of each k-of-n chain: 1000 hours.
struct koon_values {
  double unavailability, unavailability_at, unreliability_at, downtime, mttf;
};
void check(const char* name, const nines_test::koon& model, const koon_values& expected) {
  subject s(name, nines_test::k_of_n(model));
  const auto& up = s.states("up");
  s.steady("up", -1, expected.unavailability);
  s.unavailability_at(1000, up, expected.unavailability_at, 1e-12);
  s.unreliability_at(1000, up, expected.unreliability_at, 1e-12);
  s.downtime_until(1000, up, expected.downtime, 1e-12);
  s.mttf(up, expected.mttf);
}

}  // namespace

TEST_CASE("k of n") {
  check("3 of 5, 1e-7", {5, 3, 1e-7, 1, 5},
        {9.9999955000012586e-21, 9.9999955000012586e-21, 2.9954980540505608e-17,
         9.981662177126255e-18, 3.3333355000007838e+19});
  check("3 of 5, 1e-3", {5, 3, 1e-3, 1, 5},
        {9.9551257205390572e-09, 9.9551257205390572e-09, 2.9760525624188973e-05,
         9.9368966181713208e-06, 33550783.333333331});
  check("990 of 1000", {1000, 990, 1e-6, 1, 4},
        {2.4047596623647958e-39, 2.4047596623647959e-39, 9.5798284746328786e-36,
         2.3955406784611218e-36, 1.0401194652649329e+38});
}

TEST_CASE("nearly decoupled environments, and a mission that seems settled") {
  subject environments("environments", nines_test::k_of_n_in_environments());
  environments.steady("env1", 0.25, 0.75, 1e-15);
  subject mission("mission", nines_test::mission());
  mission.unavailability_at(1e4, !mission.states("dead"), 0.0099501662508319464, 1e-13);
  mission.unavailability_at(1e4, !mission.states("up"), 0.98995083866530152, 1e-13);
  mission.unavailability_at(1e6, !mission.states("up"), 0.36784265690575175, 1e-13);
}

TEST_CASE("workstation cluster") {
  subject small("cluster 4", nines_test::cluster(4));
  const auto& minimum = small.states("minimum");
  small.steady("premium", 0.99992124085137938, -1);
  small.steady("minimum", -1, 3.7011298647145485e-06);
  small.unavailability_at(20, minimum, 3.3217068594785593e-06, 1e-12);
  small.unreliability_at(2000, minimum, 0.0018221051490201016, 1e-12);
  small.unreliability_at(2e6, minimum, 0.8394497085184668, 1e-12);
  small.downtime_until(2000, minimum, 0.0073631468710816702, 1e-12);
  small.mttf(minimum, 1093407.8795927707);
  subject middle("cluster 16", nines_test::cluster(16));
  middle.steady("premium", 0.99964508886031916, -1);
  middle.steady("minimum", -1, 2.1126482189014025e-06);
  middle.unavailability_at(20, middle.states("minimum"), 1.9917213082497756e-06, 1e-12);
  middle.unreliability_at(2000, middle.states("minimum"), 0.0010409514887813255, 1e-12);
  middle.downtime_until(2000, middle.states("minimum"), 0.0042070945091617032, 1e-12);
  middle.mttf(middle.states("minimum"), 1916180.2019070358);
  subject large("cluster 64", nines_test::cluster(64));
  large.steady("premium", 0.99870278070856886, -1);
  large.steady("minimum", -1, 2.1184335141596694e-06);
  large.unavailability_at(20, large.states("minimum"), 2.0192702776102673e-06, 1e-10);
  large.mttf(large.states("minimum"), 1909816.7872644024);
}

TEST_CASE("two pools, rare crashes") {
  subject small("stiff 6", nines_test::stiff(6));
  const auto& up = small.states("up");
  small.steady("up", -1, 7.5023506764511856e-09);
  small.steady("crash", 4.1944402763804629e-13, -1);
  small.unavailability_at(10, up, 4.3959387847166433e-09, 1e-12);
  small.unreliability_at(10, up, 1.5599237318116479e-08, 1e-12);
  small.downtime_until(10, up, 1.6847609269547447e-08, 1e-12);
  small.mttf(up, 285665559.26788707);
  subject large("stiff 65", nines_test::stiff(65));
  large.steady("up", -1, 2.3126323576830002e-12);
  large.steady("crash", 4.1944402763804628e-13, -1);
  large.unavailability_at(10, large.states("up"), 4.1953227829939802e-13, 1e-10);
  large.unreliability_at(10, large.states("up"), 3.0199989868982354e-09, 1e-10);
  large.downtime_until(10, large.states("up"), 4.1941636642791561e-12, 1e-10);
  large.mttf(large.states("up"), 3310892942.9731627);
}

TEST_CASE("queues, polling, manufacturing") {
  subject tandem("tandem 31", nines_test::tandem(31));
  tandem.steady_reward("customers", 31.81500388515128);
  tandem.reward_at(0.2, "customers", 24.44504999582762, 1e-12);
  tandem.unreliability_at(0.2, !tandem.states("full1"), 0.11644157192371901, 1e-12);
  subject long_tandem("tandem 255", nines_test::tandem(255));
  long_tandem.steady_reward("customers", 255.82809698041934);
  long_tandem.reward_at(0.2, "customers", 203.89655715717967, 1e-10);
  long_tandem.unreliability_at(0.2, !long_tandem.states("full1"), 0.0002961150068828792, 1e-10);
  subject poll("poll 7", nines_test::poll(7));
  poll.steady("s1w", 0.14511673457143427, -1);
  poll.reward_until(16, "waiting", 1.799824891331019, 1e-12);
  subject long_poll("poll 13", nines_test::poll(13));
  long_poll.steady("s1w", 0.134412369378998, -1);
  long_poll.reward_until(16, "waiting", 1.403162399904067, 1e-10);
  subject fms("fms 3", nines_test::fms(3));
  fms.steady_reward("productivity", 44.443669957052274);
  subject kanban("kanban 3", nines_test::kanban(3));
  kanban.steady_reward("throughput", 0.23307116600980055);
}
