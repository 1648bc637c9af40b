// SPDX-License-Identifier: BSL-1.0
// The data loss (RPO) when only backups are left. One begins every interval I, each takes d.
//
//   takes d, succeeds with s      loss = U(0, I) + d + K I       K failures since the last success
//                                 worst case I + d, not I, if none fails; the mean is
//                                 I (1/2 + (1-s)/s) + d
//   takes a random time D         f(r) = s F_D(r) / I * product over m >= 1 of
//                                 (1 - s F_D(r - m I)):
//                                 that of age r is there, and no younger one is
//
// Log shipping and snapshots of a replica are backups with a short interval. Assumes a failure that
// falls anywhere between two backups, backups that hold all up to their start and can be used by
// themselves, and times and successes that are independent. (Logs that need those before them lose
// more, but only where one may be overtaken: where D can be longer than I.)
// Accuracy: closed form for a fixed time; for a distribution, by its table, 1e-9 on both tails to
// 1e-12.
// Index: recovery point objective (RPO).
#pragma once

#include <nines/algebra.hpp>
#include <nines/density/piecewise_uniform.hpp>
#include <nines/density/random_time.hpp>
#include <nines/density/table_distribution.hpp>

namespace nines {

/// Backups by the clock: backup_schedule<>{.interval = 24h, .takes = 1h, .success = 98_percent}.
template <class T = double>
struct backup_schedule {
  seconds_in<T> interval;  ///< from the beginning of one to that of the next
  /// from the beginning to when it can be used; fixed
  seconds_in<T> takes = seconds_in<T>(zero<T>());
  probability<T> success = probability<T>::always();  ///< that a backup can be used
};

namespace detail {

template <class T>
void check_success(const char* function, const probability<T>& success) {
  if (!(success.value() > zero<T>())) fail(function, "success", success.value(), "more than 0");
}
[[noreturn]] inline void fail_to_succeed(const char* function, double success) {
  fail(function, "success", success, "enough for one of 16384 backups to be sure");
}

/// The density of the age of the youngest backup, and what else tabulate() wants to know.
template <class T>
class backup_age {
 public:
  backup_age(const T& interval, random_time<T> takes, const probability<T>& success)
      : interval_(interval), takes_(std::move(takes)), success_(success), outline_(outlined()) {}

  [[nodiscard]] time_outline<T> outline() const { return outline_; }
  [[nodiscard]] T density_after_least(const T& after) const {
    const T r = outline_.min + after;
    T density = there(r).value() / interval_;
    for (std::size_t m = 1; density > zero<T>(); ++m) {
      const T younger = r - T(m) * interval_;
      if (!(younger > zero<T>())) break;
      density *= there(younger).complement();
    }
    return density;
  }

 private:
  /// Whether a backup that was begun that long ago is there.
  [[nodiscard]] probability<T> there(const T& age) const {
    return both(success_, takes_.at(age).cdf);
  }
  /// An age by which one is there for sure: the probabilities that each of those before it is not.
  [[nodiscard]] std::size_t backups_in_reach() const {
    T none = one<T>();
    std::size_t n = 0;
    for (; none > T(negligible_cells); ++n) {
      if (n == most_cells) fail_to_succeed("backup_loss", static_cast<double>(success_.value()));
      none *= there(T(n) * interval_).complement();
    }
    return n;
  }
  [[nodiscard]] time_outline<T> outlined() const {
    const time_outline<T> d = takes_.outline();
    const T reach = T(backups_in_reach()) * interval_;
    const bool is_bounded = is_finite(d.max) && !(there(d.max).complement() > zero<T>());
    constexpr T forever = std::numeric_limits<T>::infinity();
    time_outline<T> dist{d.min, is_bounded ? d.max + interval_ : forever, reach};
    if (is_bounded) dist.reach = dist.max;
    const auto add = [&](const T& time, const T& order) {
      for (std::size_t m = 0; time + T(m) * interval_ <= dist.reach; ++m)
        if (order <= 7) dist.breakpoints.push_back({time + T(m) * interval_, order});
    };
    dist.breakpoints.push_back({d.min, smooth_order<T>});
    for (const auto& b : d.breakpoints) add(b.time, b.order + 1);
    for (const auto& a : d.atoms) add(a.time, zero<T>());
    merge_ties(dist.breakpoints, dist.reach);
    return dist;
  }

  T interval_;
  random_time<T> takes_;
  probability<T> success_;
  time_outline<T> outline_;
};

}  // namespace detail

/// The loss with backups that always take the same time. *Throws* domain_error unless interval > 0,
/// takes >= 0, and success is more than 0 and large enough for one of 16384 to be sure.
template <class T>
[[nodiscard]] random_time<T> backup_loss(const backup_schedule<T>& schedule) {
  constexpr auto function = "backup_loss";
  const T interval = seconds_of<T>(function, "interval", schedule.interval, true);
  const T takes = seconds_of<T>(function, "takes", schedule.takes);
  detail::check_success(function, schedule.success);
  std::vector<T> cells;
  T failed = one<T>();
  for (; failed > T(negligible_cells); failed *= schedule.success.complement()) {
    if (cells.size() == most_cells)
      detail::fail_to_succeed(function, static_cast<double>(schedule.success.value()));
    cells.push_back(failed * schedule.success.value());
  }
  return piecewise_uniform<T>(takes, interval, std::move(cells),
                              schedule.success.complement() > zero<T>());
}

/// The loss with backups, or shipped logs, that take a random time. *Throws* domain_error unless
/// interval > 0 and one of 16384 is sure to be there; convergence_error as sequence().
template <random_time_like Takes, class Rep, class Period, class T = time_scalar<Takes>>
[[nodiscard]] random_time<T> backup_loss(std::chrono::duration<Rep, Period> interval,
                                         const Takes& takes,
                                         const probability<T>& success = probability<T>::always()) {
  const T seconds = seconds_of<T>("backup_loss", "interval", interval, true);
  detail::check_success("backup_loss", success);
  const random_time<T> dist = takes;
  auto work = work_of_tables("backup_loss");
  const detail::backup_age<T> age(seconds, dist, success);
  return table_distribution<T>(tabulate<T>(age, work));
}

}  // namespace nines
