// SPDX-License-Identifier: BSL-1.0
// What the headers of ready models say of the accuracy of their closed forms, against 100 digits.
#include <algorithm>
#include <nines/markov/models.hpp>

#include "markov/random_pair.hpp"
#include "support/models.hpp"

namespace model_accuracy_test {

using namespace nines_test;

/// The error of the long run in closed form.
template <class Make>
double long_run_error(const Make& make) {
  return error_in_epsilons(as_repairable(make.template operator()<double>()),
                           as_repairable(make.template operator()<mp>()));
}
template <class Make>
double mttf_error(const Make& make) {
  const mp exact = mttf(make.template operator()<mp>()).count();
  if (exact > 1e300) return 0;  // may be out of range
  return error_in_epsilons(mttf(make.template operator()<double>()).count(), exact);
}

}  // namespace model_accuracy_test

using namespace model_accuracy_test;

TEST_CASE("units: 4 epsilon, 6 with rejuvenation, 4 a phase with maintenance") {
  random_source random(20261201);
  for (int trial = 0; trial < trials(500); ++trial) {
    const double failure = mean_time(random), repair = mean_time(random);
    const double ageing = mean_time(random), interval = mean_time(random);
    const double length = random.one_in(3) ? 0 : mean_time(random);
    const std::size_t phases = random.between(1, 12), first = random.below(phases);
    const auto repaired =
        random.one_in(2) ? nines::restoration::as_new : nines::restoration::minimal;
    const auto maintained =
        random.one_in(2) ? nines::restoration::as_new : nines::restoration::minimal;
    const auto unit = [&]<class T>() {
      return nines::single_unit<T>{.mttf = hours_of<T>(failure), .mttr = hours_of<T>(repair)};
    };
    const auto software = [&]<class T>() {
      return nines::ageing_software<T>{.ageing = hours_of<T>(ageing),
                                       .mttf = hours_of<T>(failure),
                                       .mttr = hours_of<T>(repair),
                                       .interval = hours_of<T>(interval),
                                       .rejuvenation = hours_of<T>(ageing)};
    };
    const auto old = [&]<class T>() {
      return nines::maintained_unit<T>{.phases = phases,
                                       .mttf = hours_of<T>(failure),
                                       .mttr = hours_of<T>(repair),
                                       .interval = hours_of<T>(interval),
                                       .maintenance = hours_of<T>(length),
                                       .first_phase = first,
                                       .repaired = repaired,
                                       .maintained = maintained};
    };
    CHECK(long_run_error(unit) <= 4);
    CHECK(long_run_error(software) <= 6);
    CHECK(long_run_error(old) <= 4 * static_cast<double>(phases));
    CHECK(mttf_error(old) <= 4 * static_cast<double>(phases));
  }
}

TEST_CASE("primary and standby: 20 epsilon, each cause of an outage too") {
  random_source random(20261202);
  for (int trial = 0; trial < trials(500); ++trial) {
    const random_pair pair(random);
    CHECK(long_run_error(pair) <= 20);
    const auto computed = shares_of(pair.operator()<double>());
    const auto exact = shares_of(pair.operator()<mp>());
    CHECK(error_in_epsilons(computed.detecting, exact.detecting) <= 20);
    CHECK(error_in_epsilons(computed.promoting, exact.promoting) <= 20);
    CHECK(error_in_epsilons(computed.manual_recovery, exact.manual_recovery) <= 20);
    CHECK(error_in_epsilons(computed.failing_back, exact.failing_back) <= 20);
  }
}

TEST_CASE("groups of units: some n epsilon, zones some z h") {
  random_source random(20261203);
  for (int trial = 0; trial < trials(150); ++trial) {
    const std::size_t n = random.between(1, 40), needed = random.between(1, n);
    const std::size_t crews = random.one_in(3) ? nines::unlimited_crews : random.between(1, n);
    const double failure = mean_time(random), repair = mean_time(random);
    const double share = random.one_in(4) ? 0 : random.unit();
    const auto plain = [&]<class T>() {
      return nines::k_of_n_units<T>{.units = n,
                                    .needed = needed,
                                    .mttf = hours_of<T>(failure),
                                    .mttr = hours_of<T>(repair),
                                    .crews = crews};
    };
    const auto shocked = [&]<class T>() {
      return nines::common_cause_units<T>{.units = n,
                                          .needed = needed,
                                          .mttf = hours_of<T>(failure),
                                          .mttr = hours_of<T>(repair),
                                          .beta = nines::probability<T>::from_value(T(share)),
                                          .crews = crews};
    };
    const auto zoned = [&]<class T>() {
      return nines::zoned_instances<T>{.zones = 3,
                                       .instances = n,
                                       .needed = needed,
                                       .mttf = hours_of<T>(failure),
                                       .mttr = hours_of<T>(repair),
                                       .zone_mttf = hours_of<T>(10 * failure),
                                       .zone_mttr = hours_of<T>(2),
                                       .crews = crews};
    };
    const auto units = static_cast<double>(n);
    CAPTURE(n);
    CHECK(long_run_error(plain) <= 2 * units + 2);
    CHECK(mttf_error(plain) <= 2 * units + 2);
    CHECK(long_run_error(shocked) <= 2 * units + 2);
    CHECK(mttf_error(shocked) <= 2 * units + 2);
    CHECK(long_run_error(zoned) <= 2 * 3 * units);
  }
}
