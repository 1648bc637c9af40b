// SPDX-License-Identifier: BSL-1.0
// A primary and its standby with random figures, as one aggregate that can be had for every T.
#pragma once

#include <nines/markov/models/primary_standby.hpp>

#include "support/models.hpp"

namespace nines_test {

class random_pair {
 public:
  explicit random_pair(random_source& random) {
    mttf_ = mean_time(random);
    mttr_ = random.log_uniform(1e-3, 1e4);
    dormancy_factor_ = random.one_in(3) ? 1 : random.one_in(3) ? 0 : random.unit();
    miss_ = random.one_in(4) ? 0 : random.log_uniform(1e-9, 1);
    for (double* stage : {&detection_, &promotion_, &manual_, &rebuild_, &failback_})
      *stage = random.one_in(3) ? 0 : random.log_uniform(1e-4, 1e3);
    crews_ = random.between(1, 3);
  }

  template <class T>
  [[nodiscard]] nines::primary_standby_pair<T> operator()() const {
    return {.mttf = hours_of<T>(mttf_),
            .dormancy_factor = T(dormancy_factor_),
            .mttr = hours_of<T>(mttr_),
            .detection = hours_of<T>(detection_),
            .promotion = hours_of<T>(promotion_),
            .coverage = all_but<T>(miss_),
            .manual_recovery = hours_of<T>(manual_),
            .rebuild = hours_of<T>(rebuild_),
            .failback = hours_of<T>(failback_),
            .crews = crews_};
  }

 private:
  double mttf_, mttr_, dormancy_factor_, miss_;
  double detection_, promotion_, manual_, rebuild_, failback_;
  std::size_t crews_;
};

}  // namespace nines_test
