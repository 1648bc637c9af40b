// SPDX-License-Identifier: BSL-1.0
// residual_life(distribution), residual_life(distribution, age): what is left of a duration found
// in progress, at a random instant or at a known age.
//
//   at an age a: P(R > t) = S(a + t) / S(a)
//   at a random instant:
//
//   P(R > t) = E[(Y - t)^+] / E[Y]      P(R <= t) = E[min(Y, t)] / E[Y]      density S(t) / E[Y]
//
// At a random instant one finds a long outage more often than a short one: the mean of what is left
// is E[Y^2] / (2 E[Y]), which may be more than E[Y]; of an exponential distribution it is E[Y]
// itself. Both sides are sums over the distribution's table. Accuracy: that of sequence(). Source:
// Cox, Renewal Theory, 1962, section 5.
// Index: forward recurrence time, inspection paradox.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/density/table_distribution.hpp>

namespace nines {

namespace detail {

template <class T>
class residual_distribution : public distribution_members<residual_distribution<T>, T> {
 public:
  explicit residual_distribution(const random_time<T>& dist)
      : dist_(dist), sums_(std::make_shared<const table_sums>(dist.table())) {}

  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const table_sums& s = *sums_;
    if (t < s.table.origin) {
      const T rest = s.table.origin - t + s.excess(zero<T>());  // a time before the shortest
      return without_atom<T>(t / s.mean, rest / s.mean, one<T>() / s.mean);
    }
    const T since = t - s.table.origin;  // a time since the shortest
    const auto over = s.table.at(since).cdf;
    const T cut = s.table.origin * over.value() + s.moment(since) + t * over.complement();
    return without_atom<T>(cut / s.mean, s.excess(since) / s.mean, over.complement() / s.mean);
  }
  [[nodiscard]] time_outline<T> outline() const {
    const auto whole = dist_.outline();
    time_outline<T> dist{zero<T>(), whole.max, whole.reach, {}, {{zero<T>(), zero<T>()}}};
    dist.smallest_resolved = T(smallest_resolved_probability);
    dist.cost = 2;
    for (const auto& b : whole.breakpoints) dist.breakpoints.push_back({b.time, b.order + 1});
    for (const auto& a : whole.atoms) dist.breakpoints.push_back({a.time, zero<T>()});
    merge_ties(dist.breakpoints, whole.reach);
    return dist;
  }
  [[nodiscard]] T mean_seconds() const {
    const T mean = dist_.mean_seconds();
    return (dist_.variance_seconds() + mean * mean) / (2 * mean);
  }
  [[nodiscard]] T variance_seconds() const {
    auto work = work_of_tables("variance");
    return variance_of(tabulate<T>(*this, work));
  }

 private:
  /// The table of the whole duration, with sums over its pieces; times count from its origin.
  struct table_sums {
    explicit table_sums(tabulated<T> whole) : table(std::move(whole)), mean(mean_of(table)) {
      const auto& pieces = table.pieces;
      const std::size_t n = pieces.size();
      moments.assign(n + 1, zero<T>());
      masses.assign(n + 1, zero<T>());
      excesses.assign(n + 1, zero<T>());
      for (std::size_t i = 0; i < n; ++i)
        moments[i + 1] = moments[i] + pieces[i].integral(
                                          pieces[i].low, pieces[i].high,
                                          [](const T& s) { return s; }, moments[i]);
      for (std::size_t i = n; i-- > 0;) {
        const auto& p = pieces[i];
        const T step = i + 1 < n ? pieces[i + 1].from - p.from : zero<T>();
        const T later = step * masses[i + 1] + excesses[i + 1];
        masses[i] = p.mass + masses[i + 1];
        excesses[i] = later + p.integral(p.low, p.high, after(p.from), later);
      }
    }
    /// The first piece that ends after a time.
    [[nodiscard]] std::size_t piece_at(const T& t) const {
      const auto next = std::upper_bound(table.pieces.begin(), table.pieces.end(), t,
                                         [](const T& x, const auto& p) { return x < p.to; });
      return static_cast<std::size_t>(next - table.pieces.begin());
    }
    /// The sum of s over what ends by t, by probability.
    [[nodiscard]] T moment(const T& t) const {
      const std::size_t i = piece_at(t);
      T sum = moments[i];
      if (i < table.pieces.size())
        sum += part(table.pieces[i], table.pieces[i].from, t, [](const T& s) { return s; }, sum);
      for (const auto& a : table.atoms) sum += a.time <= t ? a.mass * a.time : zero<T>();
      return sum;
    }
    /// The sum of s - t over what ends after t, by probability.
    [[nodiscard]] T excess(const T& t) const {
      const std::size_t i = piece_at(t);
      T sum = zero<T>();
      for (const auto& a : table.atoms)
        sum += a.time > t ? a.mass * (a.time - t) : zero<T>();  // of times in order
      if (i == table.pieces.size()) return sum;
      const auto& p = table.pieces[i];
      if (t <= p.from) return sum + (p.from - t) * masses[i] + excesses[i];
      const T next = i + 1 < table.pieces.size() ? table.pieces[i + 1].from - t : zero<T>();
      const T later = sum + next * masses[i + 1] + excesses[i + 1];
      return later + part(p, t, p.to, after(t), later);
    }
    /// How long after a time: of instants, since one may be narrow and far out.
    static auto after(const T& time) {
      return [time](const instant<T>& s) { return std::max(zero<T>(), s.since(time).rounded()); };
    }
    template <class Weight>
    static T part(const density_piece<T>& p, const T& start, const T& end, const Weight& weight,
                  const T& known) {
      if (!(start < end)) return zero<T>();
      const T a = p.variable(start);
      const T b = p.variable(end);
      return p.integral(std::min(a, b), std::max(a, b), weight, known);
    }

    tabulated<T> table;
    T mean;
    std::vector<T> moments, masses, excesses;
  };

  random_time<T> dist_;
  std::shared_ptr<const table_sums> sums_;
};

}  // namespace detail

/// What is left of a duration at a random instant in it. *Throws* domain_error for a distribution
/// whose mean is 0 or infinite; convergence_error where its tail is too heavy for its table.
template <random_time_like Dist>
[[nodiscard]] random_time<time_scalar<Dist>> residual_life(const Dist& dist) {
  using T = time_scalar<Dist>;
  const random_time<T> whole = dist;
  const T mean = whole.mean_seconds();
  if (!(mean > zero<T>()) || !is_finite(mean))
    fail("residual_life", "the mean (in seconds)", mean, "more than 0, and finite");
  return random_time<T>(detail::residual_distribution<T>(whole));
}

namespace detail {

/// What has lasted to an age, as tabulate() sees it. Its tails are the witness: the other side is
/// told as more than they can be.
template <class T>
class aged_distribution {
 public:
  aged_distribution(random_time<T> dist, const T& age, const T& alive)
      : dist_(std::move(dist)), age_(age), alive_(alive) {}

  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const auto now = dist_.at(age_ + t);
    return {{unchecked, T(2), now.before.complement() / alive_},
            {unchecked, T(2), now.cdf.complement() / alive_},
            now.density / alive_};
  }
  [[nodiscard]] time_outline<T> outline() const {
    const auto whole = dist_.outline();
    const auto left = [this](const T& time) { return std::max(zero<T>(), time - age_); };
    time_outline<T> dist{left(whole.min), left(whole.max), left(whole.reach)};
    dist.completion = probability<T>::from_complement(whole.completion.complement() / alive_);
    dist.cost = whole.cost;
    const T immortal = whole.completion.complement() * (1 + std::numeric_limits<T>::epsilon());
    const auto is_left = [&](const T& t) {
      return dist_.at(age_ + t).cdf.complement() > immortal + T(negligible_mass) * alive_;
    };
    if (!(dist.reach > zero<T>())) dist.reach = one<T>();
    while (dist.reach < dist.max && is_left(dist.reach)) dist.reach += dist.reach / 2;
    dist.reach = std::min(dist.reach, dist.max);
    for (const auto& a : whole.atoms)
      if (a.time > age_ + tie_width(age_)) dist.atoms.push_back({left(a.time), a.mass / alive_});
    for (const auto& b : whole.breakpoints)
      if (b.time > age_ + tie_width(age_)) dist.breakpoints.push_back({left(b.time), b.order});
    if (!whole.breakpoints.empty() && dist.min == zero<T>())
      dist.breakpoints.insert(dist.breakpoints.begin(), {zero<T>(), zero<T>()});
    return dist;
  }

 private:
  random_time<T> dist_;
  T age_, alive_;
};

}  // namespace detail

/// The remaining time of a duration that has lasted to an age: the residual life of a survivor.
/// *Accuracy*: that of sequence(). *Throws* domain_error unless the age is finite and some last
/// longer; convergence_error as sequence(), and where the tail at the age is smaller than a table
/// resolves.
template <random_time_like Dist, class Rep, class Period>
[[nodiscard]] random_time<time_scalar<Dist>> residual_life(const Dist& dist,
                                                           std::chrono::duration<Rep, Period> age) {
  using T = time_scalar<Dist>;
  const random_time<T> whole = dist;
  const T from = seconds_of<T>("residual_life", "age", age);
  const T alive = whole.at(from).cdf.complement();
  if (!(alive > zero<T>()))
    fail("residual_life", "survival at the given age", alive, "more than 0");
  if (whole.outline().smallest_resolved > T(1e-14) * alive)
    give_up("residual_life",
            "a tail of " + describe(alive) + ", for which the table of a sum has too few digits");
  auto work = work_of_tables("residual_life");
  return table_distribution<T>(tabulate<T>(detail::aged_distribution<T>(whole, from, alive), work));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::time_node<double, nines::detail::residual_distribution<double>>;
#endif
