// SPDX-License-Identifier: BSL-1.0
// The distributions of the sums of outages, and the down time in a window that follows.
//
// With up times of the mean m and a down time D in a window t (Takacs 1957; renewal_downtime.hpp)
//   P(D <= x) = sum of p_n((t - x) / m) P(S_n <= x),   p_n the probabilities of a Poisson count
//   E[D]      = sum of E[W_n(min(S_n, t))],  W_n(s) = integral of p_n((t - x) / m) over x < s
// S_n is that of n outages, or of the first one and n more if the window begins with one. Outages
// that are all longer by a factor have sums that are longer by it: P(S_n <= x / factor). So the
// sums S_n are made once, whatever the mean up time and the factor. Of outages of a few lengths the
// sums have very many: for all together there is a budget of 1e7 products. Densities that are hard
// to add have one for all sums, too, of 4e7 blocks of quadrature.
#pragma once

#include <cmath>
#include <nines/density/random_time.hpp>
#include <nines/error.hpp>
#include <nines/probability/two_sided.hpp>
#include <nines/slo/downtime/initial_condition.hpp>
#include <nines/timing/residual_life.hpp>
#include <nines/timing/sequence.hpp>

namespace nines::detail {

/// How a unit fails, in seconds; its outages last longer by a factor than their distribution says.
template <class T>
struct outage_pattern {
  T mttf, window, factor = one<T>();
};

template <class T>
class outage_sums {
 public:
  outage_sums(const char* function, random_time<T> outage, initial_condition start)
      : function_(function),
        outage_(std::move(outage)),
        mean_(outage_.mean_seconds()),
        lengths_(lengths(outage_)),
        products_(function, 1e7, "products of lengths of outages",
                  "compound_downtime has bounds of unlike outages"),
        quadrature_(function, 4e7, "blocks of quadrature",
                    "compound_downtime has bounds of outages as rough as these") {
    if (!(mean_ > zero<T>()) || !is_finite(mean_))
      fail(function, "the mean outage (in seconds)", mean_, "more than 0, and finite");
    if (start != initial_condition::down)
      from_up_.push_back(fixed_time<T>(seconds_in<T>(zero<T>())));
    if (start == initial_condition::down) from_down_.push_back(outage_);
    if (start == initial_condition::stationary) from_down_.push_back(residual_life(outage_));
  }

  [[nodiscard]] const T& mean_outage() const { return mean_; }

  /// Makes the sums of as many outages as may happen, given their mean number: more have a
  /// probability below 1e-24.
  void make_for(const T& outages) {
    if (!(outages <= T(500)))
      fail(function_, "window / mttf", outages,
           "at most 500 (compound_downtime has bounds for more)");
    T p = exp_of(T(-outages));  // of n outages; it rises and then falls
    std::size_t made = std::max(from_up_.size(), from_down_.size());
    for (std::size_t n = 1; T(n) <= outages || p > T(1e-25); ++n) {
      p *= outages / T(n);
      if (n < made) continue;
      for (auto* sums : {&from_up_, &from_down_}) {
        if (sums->empty()) continue;
        products_.spend(lengths(sums->back()) * lengths_);
        sums->push_back(sequence_of<T>({sums->back(), outage_}, quadrature_));
      }
      ++made;
    }
  }

  /// The probability that the down time is at most x, where x is less than the window.
  [[nodiscard]] probability<T> cdf_at(const outage_pattern<T>& p, const T& x) const {
    const T mean = (p.window - x) / p.mttf;  // input data, and rounded once
    T value = zero<T>();
    T complement = zero<T>();
    const auto add = [&](const T& weight, const std::vector<random_time<T>>& sums) {
      if (sums.empty()) return;
      const probability<T> within = mixed(sums, mean, T(x / p.factor));
      value += weight * within.value();
      complement += weight * within.complement();
    };
    add(up_first(p).value(), from_up_);
    add(up_first(p).complement(), from_down_);
    return both_sides(function_, value, complement);
  }
  /// The down time as a distribution at x, up to the window: there, before it ends.
  [[nodiscard]] distribution_value<T> instant(const outage_pattern<T>& p, const T& x) const {
    distribution_value<T> sum{{unchecked, zero<T>(), zero<T>()}, {unchecked, zero<T>(), zero<T>()}};
    add_instant(sum, up_first(p).value(), from_up_, p, x);
    add_instant(sum, up_first(p).complement(), from_down_, p, x);
    return {both_sides(function_, sum.before.value(), sum.before.complement()),
            both_sides(function_, sum.cdf.value(), sum.cdf.complement()), sum.density};
  }
  /// The atoms of the down time below the window, and where its density is rough.
  void add_marks(time_outline<T>& dist, const outage_pattern<T>& p) const {
    const auto add = [&](const T& weight, const std::vector<random_time<T>>& sums) {
      T n = zero<T>();
      for (const auto& sum : sums) {
        const auto outline = sum.outline();
        for (const auto& a : outline.atoms)
          if (const T x = a.time * p.factor; x < p.window) {
            dist.atoms.push_back({x, weight * a.mass * poisson((p.window - x) / p.mttf, n)});
            dist.breakpoints.push_back({x, zero<T>()});
          }
        for (const auto& b : outline.breakpoints)
          if (b.time * p.factor < p.window)
            dist.breakpoints.push_back({b.time * p.factor, b.order});
        n += one<T>();
      }
    };
    add(up_first(p).value(), from_up_);
    add(up_first(p).complement(), from_down_);
    std::erase_if(dist.atoms, [](const time_atom<T>& a) { return !(a.mass > zero<T>()); });
  }
  /// The mean down time.
  [[nodiscard]] T mean(const outage_pattern<T>& p) const {
    return up_first(p).value() * mean_from(from_up_, p) +
           up_first(p).complement() * mean_from(from_down_, p);
  }

 private:
  static double lengths(const random_time<T>& dist) {
    return static_cast<double>(dist.table().atoms.size());
  }
  [[nodiscard]] probability<T> up_first(const outage_pattern<T>& p) const {
    if (from_down_.empty()) return probability<T>::always();
    if (from_up_.empty()) return probability<T>::never();
    return probability<T>::from_odds(p.mttf / (p.factor * mean_));
  }

  /// The sum over n of p_n sums[n] at x. What is beyond the last has terms that fall by a quarter
  /// at least, and counts as longer than x.
  static probability<T> mixed(const std::vector<random_time<T>>& sums, const T& mean, const T& x) {
    T weight = exp_of(T(-mean));
    T value = zero<T>();
    T complement = zero<T>();
    T n = zero<T>();
    for (const auto& sum : sums) {
      const auto now = sum.at(x).cdf;
      value += weight * now.value();
      complement += weight * now.complement();
      weight *= mean / (n += one<T>());
    }
    return {unchecked, value, complement + 4 * weight};
  }

  static T poisson(const T& mean, const T& n) {
    if (!(mean > zero<T>())) return n > zero<T>() ? zero<T>() : one<T>();
    return exp_of(T(n * log_of(mean) - mean - std::lgamma(n + one<T>())));
  }
  /// Adds the sum over n of p_n sums[n]. Its slope is that of sums[n], and that of p_n, which is
  /// p_(n-1) - p_n: by parts the probabilities between sums[n] and the longer sums[n + 1].
  static void add_instant(distribution_value<T>& sum, const T& weight,
                          const std::vector<random_time<T>>& sums, const outage_pattern<T>& p,
                          const T& x) {
    const T mean = std::max(zero<T>(), (p.window - x) / p.mttf);  // input data
    const auto add = [](probability<T>& to, const T& share, const probability<T>& q) {
      to = {unchecked, to.value() + share * q.value(), to.complement() + share * q.complement()};
    };
    T share_of_n = weight * exp_of(T(-mean));
    for (std::size_t n = 0; n < sums.size(); ++n) {
      const auto now = sums[n].at(x / p.factor);
      add(sum.before, share_of_n, now.before);
      add(sum.cdf, share_of_n, now.cdf);
      sum.density += share_of_n * now.density / p.factor;
      if (n + 1 < sums.size())
        sum.density += share_of_n / p.mttf * between(now.cdf, sums[n + 1].at(x / p.factor).cdf);
      share_of_n *= mean / T(n + 1);
    }
    add(sum.before, 4 * share_of_n, probability<T>::never());
    add(sum.cdf, 4 * share_of_n, probability<T>::never());
  }
  /// By how much a probability is more than another, of the sides that are small; it is part of a
  /// sum.
  static T between(const probability<T>& more, const probability<T>& less) {
    const bool low = more.value() <= less.complement();
    return std::max(
        zero<T>(), low ? T(more.value() - less.value()) : T(less.complement() - more.complement()));
  }

  /// The sum over n of E[W_n(min(S_n, t))]: an atom of S_n is a value of W_n, and only a density
  /// takes quadrature. It ends where all that may follow does not count.
  static T mean_from(const std::vector<random_time<T>>& sums, const outage_pattern<T>& p) {
    T total = zero<T>();
    T log_factorial = zero<T>();
    for (std::size_t n = 0; n < sums.size(); ++n) {
      if (n > 1) log_factorial += log_of(T(n));
      const auto up_weight = [&](const T& s) { return weight_until(p, T(n), log_factorial, s); };
      const T most = up_weight(p.window);
      if (T(n) > p.window / p.mttf && most <= std::numeric_limits<T>::epsilon() / 4 * total) break;
      const T end = p.window / p.factor;
      total += sums[n].at(end).cdf.complement() * most;
      total += mean_until(sums[n].table(), end, total,
                          [&](const T& s) { return up_weight(T(p.factor * s)); });
    }
    return total;
  }
  /// W_n(s).
  static T weight_until(const outage_pattern<T>& p, const T& n, const T& log_factorial,
                        const T& s) {
    using rule = kronrod<T>;
    const auto probabilities = [&](const typename rule::block& places,
                                   typename rule::block& values) {
      typename rule::block counts;
      for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = std::max((p.window - places[i]) / p.mttf,  // input data
                             std::numeric_limits<T>::min());
      values = counts;
      rule::log_each(values);
      for (std::size_t i = 0; i < counts.size(); ++i)
        values[i] = n * values[i] - counts[i] - log_factorial;
      rule::exp_each(values);
    };
    return s > zero<T>() ? rule::rule().integrate(probabilities, zero<T>(), s) : zero<T>();
  }
  /// The sum of weight(s) over what is at most `end`, by probability; `known` of the whole already.
  template <class Weight>
  static T mean_until(const tabulated<T>& table, const T& end, const T& known,
                      const Weight& weight) {
    const auto after_least = [&](const T& s) { return weight(T(table.origin + s)); };
    const T until = end - table.origin;
    T sum = zero<T>();
    for (const auto& a : table.atoms)
      if (a.time <= until) sum += a.mass * after_least(a.time);
    for (const auto& piece : table.pieces) {
      if (!(piece.from < until)) break;
      const T low = piece.variable(piece.from);
      const T high = piece.variable(std::min(piece.to, until));
      sum += piece.integral(std::min(low, high), std::max(low, high), after_least, known + sum);
    }
    return sum;
  }

  const char* function_;
  random_time<T> outage_;
  T mean_;
  double lengths_;  // of an outage that are atoms
  work_budget products_, quadrature_;
  std::vector<random_time<T>> from_up_, from_down_;  // n outages, and the one that is there first
};

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template class nines::detail::outage_sums<double>;
#endif
