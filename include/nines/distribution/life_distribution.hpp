// SPDX-License-Identifier: BSL-1.0
// distribution_of(life): a lifetime, or what the verbs make of lifetimes, as a step of a plan.
//
// Example:
//   const auto pair = parallel(copies(2, lifetime(boost::math::weibull(1.3, 8e4))));
//   const auto lives = distribution_of(pair);
//   quantile(lives, 10_percent), mean(lives), standard_deviation(lives);
//
// Where sequence() and the other verbs of timing take a life, they call it by themselves. How the
// density begins is found from two of its values near the earliest age, as a power of time. The
// latest age of a composition is not known, and counts as infinite; what a callable does not say,
// as where it jumps, is found by quadrature or refused with a convergence_error.
// Accuracy: that of the life; moments 1e-9.
#pragma once

#include <nines/distribution/life_measures.hpp>

namespace nines {

/// A life as the distribution of a time. Immutable.
template <lived L>
class life_distribution : public distribution_members<life_distribution<L>, time_scalar<L>> {
  using T = time_scalar<L>;

 public:
  /// Keeps a copy of the life, and finds how its density begins. *Throws* as the life.
  explicit life_distribution(L life) : life_(std::move(life)), outline_(outlined()) {}

  /// At t seconds; what has ended by age 0 is an atom there.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const auto now = detail::life_at(life_, T(t / 3600));
    const probability<T> within = !now.survival;
    return {t > 0 ? within : probability<T>::never(), within, now.density / 3600};
  }
  /// The ages at which the life may end, in seconds, as far as they are known.
  [[nodiscard]] time_outline<T> outline() const { return outline_; }
  /// The mttf() of the life; infinite if it may live forever.
  [[nodiscard]] T mean_seconds() const {
    return outline_.completion.complement() > 0 ? forever : 3600 * mttf(life_).count();
  }
  /// By quadrature of both tails. *Throws* convergence_error where that does not settle.
  [[nodiscard]] T variance_seconds() const;

 private:
  static constexpr T forever = std::numeric_limits<T>::infinity();

  /// The earliest and the latest age at which it may end, as far as they are known, in hours.
  [[nodiscard]] std::pair<T, T> ages() const {
    if constexpr (requires { life_.ages(); }) {
      const auto [first, last] = life_.ages();
      return {first.count(), last.count()};
    } else {
      return {T(0), forever};
    }
  }
  [[nodiscard]] T alive(const T& age) const { return detail::life_at(life_, age).survival.value(); }
  /// The power of time like which the density grows from one age after the first to twice that.
  [[nodiscard]] T power_at(const T& first, const T& step) const {
    const T once = detail::life_at(life_, T(first + step)).density;
    const T twice = detail::life_at(life_, T(first + 2 * step)).density;
    return std::log2(twice / once);
  }
  /// That power where the density begins; smooth where there is none.
  [[nodiscard]] T order_at(const T& first, const T& scale) const {
    const T order = power_at(first, std::ldexp(scale, -40));
    const T later = power_at(first, std::ldexp(scale, -30));
    if (!(order > -1 && std::abs(order - later) < T(1e-3))) return smooth_order<T>;
    const T whole = std::round(order);
    return std::abs(order - whole) < T(1e-6) ? whole : order;
  }
  /// An age after which nothing is left to speak of of the lives that end.
  [[nodiscard]] T reach(T age) const {
    const T immortal = alive(forever);
    const T most = immortal + immortal * std::numeric_limits<T>::epsilon();
    while (age < detail::greatest_age<T>() && alive(age) > most + T(negligible_mass))
      age = age + age / 2;
    return age;
  }
  [[nodiscard]] time_outline<T> outlined() const {
    const auto [first, last] = ages();
    const auto at_first = detail::life_at(life_, T(0)).survival;
    const T scale = detail::typical_span(life_, first, at_first.value());
    const T end = last < forever ? last : reach(first + scale);
    time_outline<T> dist{3600 * first, 3600 * last, 3600 * end};
    dist.completion = !detail::life_at(life_, forever).survival;
    if (at_first.complement() > 0) dist.atoms.push_back({T(0), at_first.complement()});
    dist.breakpoints.push_back({dist.min, order_at(first, scale)});
    if (last < forever) dist.breakpoints.push_back({dist.max, T(0)});
    dist.cost = 4;
    return dist;
  }

  L life_;
  time_outline<T> outline_;
};

/// With the mean m: the integral of 2 (m - t) F(t) before it, and of 2 (t - m) R(t) after it.
template <lived L>
auto life_distribution<L>::variance_seconds() const -> T {
  const T mean = mean_seconds() / 3600;
  if (!is_finite(mean) || mean == 0) return mean;
  detail::integral_sum<T> sum;
  const auto before = [&](T u) {  // u = t / mean, from 0 to 1
    const auto ended = detail::life_at(life_, T(mean * u)).survival.complement();
    return (1 - u) * ended;  // u is a node of quadrature, input data
  };
  const auto after = [&](T u) { return (u - 1) * alive(mean * u); };  // from 1 on
  std::vector<T> edges{1, 2, 4, 8};
  for (const T& time : detail::rough_times(*this, T(0))) edges.push_back(time / (3600 * mean));
  std::sort(edges.begin(), edges.end());
  T from = 0;
  for (const T& to : edges) {
    if (!detail::is_apart(from, to)) continue;
    to <= 1 ? sum.add(before, from, to) : sum.add(after, from, to);
    from = to;
  }
  sum.add_tail(after, from);
  const T seconds = 3600 * mean;
  return 2 * seconds * seconds * sum.checked("variance");
}

/// A life, seen as the distribution of a time. *Throws* as the life.
template <lived L>
[[nodiscard]] life_distribution<L> distribution_of(const L& life) {
  return life_distribution<L>(life);
}

}  // namespace nines
