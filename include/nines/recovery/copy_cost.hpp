// SPDX-License-Identifier: BSL-1.0
// How many copies are worth their price?
//
//   cost a year of n copies    C(n) = c n + L 8760 h U(n)
//   with a common cause        1 - U(n) = (1 - beta q) (1 - x^n),    x = (1 - beta) q
//   what the next copy saves   L 8760 h (1 - beta q) x^n (1 - x)     falls with n: the best n is
//                                                                    the first where it is <= c
//   what no copy removes       L 8760 h beta q                       the floor
//
// A year is 8760 h. Assumes copies where one is enough. Accuracy: 2 log2(n) + 8 epsilon of each
// cost; the saving is no difference of costs. Source: the beta factor of IEC 61508-6.
// Index: cost of downtime, optimal redundancy.
#pragma once

#include <nines/combine/parallel.hpp>
#include <nines/combine/series.hpp>
#include <nines/combine/split_common_cause.hpp>
#include <nines/duration/downtime.hpp>
#include <nines/probability/power.hpp>

namespace nines {

/// Prices in one currency.
template <class T = double>
struct copy_prices {
  T copy;         ///< a copy, for a year
  T outage_hour;  ///< an hour of outage
};

namespace detail {
template <class T>
void check_price(const char* function, const char* argument, const T& price) {
  if (!is_nonnegative(price) || !is_finite(price))
    fail(function, argument, price, "0 or more, and finite");
}
template <class T>
void check_prices(const char* function, const copy_prices<T>& prices) {
  check_price(function, "copy", prices.copy);
  check_price(function, "outage_hour", prices.outage_hour);
  if (!is_finite(T(prices.outage_hour * count_in<T>(year_365))))
    fail(function, "outage_hour", prices.outage_hour, "so low that a year of it is finite");
}
}  // namespace detail

/// What n copies cost a year together with their outages, by the unavailability of all of them.
/// *Throws* domain_error for a price that is negative or not finite, or an unavailability outside
/// [0, 1].
template <class T>
[[nodiscard]] T yearly_cost(std::size_t copies, const T& unavailability,
                            const copy_prices<T>& prices) {
  detail::check_prices("yearly_cost", prices);
  if (!is_in_unit_interval(unavailability))
    fail("yearly_cost", "unavailability", unavailability, "in [0, 1]");
  const T hours = count_in<T>(year_365) * unavailability;
  return prices.copy * T(copies) + prices.outage_hour * hours;
}

/// What a year is worth in which the availability is `after` instead of `before`. *Throws*
/// domain_error for a price as above, or when `after` is the lower one.
template <class T>
[[nodiscard]] T value_of_improvement(const probability<T>& before, const probability<T>& after,
                                     const T& outage_hour) {
  detail::check_price("value_of_improvement", "outage_hour", outage_hour);
  if (after < before) fail("value_of_improvement", "after", after.value(), "no less than before");
  const T gained = before.complement() - after.complement();  // input data
  return gained * count_in<T>(year_365) * outage_hour;
}

/// The cost of copies of a part that share a cause of failure.
template <class T = double>
class cost_of_copies {
 public:
  /// `beta` is the share of a part's unavailability that takes all copies at once. *Throws*
  /// domain_error for prices that are negative or not finite.
  cost_of_copies(const copy_prices<T>& prices, const probability<T>& part,
                 const probability<T>& beta = probability<T>::never())
      : cost_of_copies(prices, split_common_cause(part, beta)) {}
  /// The same from what all copies share, a region say, and what each is by itself.
  cost_of_copies(const copy_prices<T>& prices, const split_part<T>& part)
      : prices_(prices), split_(part) {
    detail::check_prices("cost_of_copies", prices);
  }

  /// Of n copies: up while what they share is up, and at least one of them by itself.
  [[nodiscard]] probability<T> availability(std::size_t n) const {
    return series(split_.common, parallel(copies(n, split_.independent)));
  }
  /// a year, of n copies
  [[nodiscard]] T running(std::size_t n) const { return prices_.copy * T(n); }
  /// What the outages of n copies cost a year.
  [[nodiscard]] T outages(std::size_t n) const {
    return outage_year() * availability(n).complement();
  }
  /// a year: running and outages
  [[nodiscard]] T total(std::size_t n) const { return running(n) + outages(n); }
  /// What outages cost with any number of copies: the common cause.
  [[nodiscard]] T floor() const { return outage_year() * split_.common.complement(); }
  /// By how much outages are cheaper with one copy more than n.
  [[nodiscard]] T saved_by_next(std::size_t n) const {
    const auto& own = split_.independent;
    return outage_year() * split_.common.value() * power(!own, n).value() * own.value();
  }
  /// The number of copies, at least one, with the least cost; the smallest of several. *Throws*
  /// domain_error if a copy costs nothing: then one more is always better.
  [[nodiscard]] std::size_t best() const {
    if (!(prices_.copy > 0)) fail("cost_of_copies::best", "copy", prices_.copy, "more than 0");
    const T ratio = prices_.copy / saved_by_next(0);  // x^n is to be at most this
    const T count = ratio < 1 ? log_of(ratio) / log_of_unavailability() : zero<T>();
    if (!(count < T(1e9)))
      fail("cost_of_copies::best", "count", count, "less than 1e9: use a better part");
    auto n = static_cast<std::size_t>(count) + 1;
    while (n > 1 && !(saved_by_next(n - 1) > prices_.copy)) --n;
    while (saved_by_next(n) > prices_.copy) ++n;
    return n;
  }

 private:
  [[nodiscard]] T outage_year() const { return prices_.outage_hour * count_in<T>(year_365); }
  [[nodiscard]] T log_of_unavailability() const {
    const auto& own = split_.independent;
    return own.value() < own.complement() ? log1p_of(T(-own.value())) : log_of(own.complement());
  }

  copy_prices<T> prices_;
  split_part<T> split_;
};

}  // namespace nines
