// SPDX-License-Identifier: BSL-1.0
// timeout: a random time cut short, and what happens then. given_completion: given that it ends.
//
//   timeout(a, 30s, b)   a if it ends within 30 s, else b begins then:  S(t) = S_a(c) S_b(t - c)
//   timeout(a, 30s)      ... else it never ends
//   given_completion(a)  a given that it ends, by its table (accuracy as sequence.hpp)
//
// Accuracy: the parts'.
// Index: truncated distribution.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/density/table_distribution.hpp>
#include <nines/timing/mixture.hpp>

namespace nines {

namespace detail {

template <class T>
class timeout_distribution : public distribution_members<timeout_distribution<T>, T> {
 public:
  timeout_distribution(random_time<T> dist, T after, random_time<T> then)
      : dist_(std::move(dist)),
        then_(std::move(then)),
        after_(after),
        at_timeout_(dist_.at(after)),
        atoms_then_(then_.outline().atoms),
        outline_(outlined(dist_.outline(), then_.outline())) {}

  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const T width = tie_width(after_);
    if (t + width < after_) return dist_.at(t);
    const probability<T>& done = at_timeout_.cdf;
    const T since = std::max(zero<T>(), t - after_);  // a time since the timeout
    const auto now = then_.at(on_atom(atoms_then_, since, tie_width(t)));
    distribution_value<T> result{either(done, now.before), either(done, now.cdf),
                                 done.complement() * now.density};
    if (t <= after_ + width) result.before = at_timeout_.before;
    return result;
  }
  [[nodiscard]] time_outline<T> outline() const { return outline_; }
  [[nodiscard]] T mean_seconds() const {
    auto work = work_of_tables("mean");
    return mean_of(parts(work));
  }
  [[nodiscard]] T variance_seconds() const {
    auto work = work_of_tables("variance");
    return variance_of(parts(work));
  }
  [[nodiscard]] tabulated<T> table(work_budget& work) const {
    if (outline_.in_parts)
      if (auto whole = concatenated(parts(work))) return *std::move(whole);
    return tabulate<T>(*this, work);
  }
  /// Several tables where one would lose the digits of what follows the timeout.
  [[nodiscard]] table_parts<T> parts(work_budget& work) const {
    if (!outline_.in_parts) return table_parts<T>(table(work));
    table_parts<T> all(outline_.completion);
    if (at_timeout_.cdf.value() > zero<T>())
      all.add(tabulate<T>(timeout_distribution(dist_, after_, never<T>()), work));
    all.add(then_.parts(work), at_timeout_.cdf.complement(), after_);
    return all;
  }
  /// Over in time for certain, or late for certain: the timeout is rounded to the safe side. On an
  /// edge of the grid but for rounding, the last one included, it is there.
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const {
    auto result = dist_.cells(grid);
    T cells = after_ / grid.width;
    const T edge = std::round(cells);
    if (std::abs(cells - edge) <= 8 * std::numeric_limits<T>::epsilon() * edge) cells = edge;
    if (!(cells <= T(grid.count))) return result;
    const auto whole = static_cast<std::size_t>(cells);
    const std::size_t begin = grid.up && T(whole) < cells ? whole + 1 : whole;
    const auto then = then_.cells(grid);
    const probability<T> in_time = result.by[whole];
    for (std::size_t k = whole; k <= grid.count; ++k)
      result.by[k] = k < begin ? in_time : either(in_time, then.by[k - begin]);
    result.error += then.error + 4 * std::numeric_limits<T>::epsilon();
    return result;
  }

 private:
  [[nodiscard]] time_outline<T> outlined(const time_outline<T>& a, const time_outline<T>& b) const {
    const probability<T>& done = at_timeout_.cdf;
    if (!(done.complement() > zero<T>())) return a;
    const bool may_succeed = done.value() > zero<T>();
    const bool may_follow = b.completion.value() > zero<T>();
    if (!may_succeed && !may_follow) return never<T>().outline();
    time_outline<T> dist{may_succeed ? std::min(a.min, after_) : after_ + b.min, after_, after_};
    if (!may_follow) dist.max = std::min(a.max, after_);
    if (may_follow) dist.max = after_ + b.max;
    if (may_follow) dist.reach = after_ + b.reach;
    dist.completion = either(done, b.completion);
    dist.smallest_resolved = std::max(a.smallest_resolved, b.smallest_resolved);
    dist.cost = a.cost + b.cost;
    const bool is_first = !may_succeed || after_ <= a.min;  // what follows has the origin alone
    dist.in_parts = may_follow && loses_digits(b, is_first ? zero<T>() : T(after_ - dist.min));
    for (const auto& atom : a.atoms)
      if (atom.time <= after_ + tie_width(after_)) dist.atoms.push_back(atom);
    for (const auto& atom : b.atoms)
      dist.atoms.push_back({after_ + atom.time, done.complement() * atom.mass});
    merge_ties(dist.atoms);
    for (const auto& k : a.breakpoints)
      if (k.time < after_) dist.breakpoints.push_back(k);
    if (!dist.breakpoints.empty()) dist.breakpoints.push_back({after_, zero<T>()});
    for (const auto& k : b.breakpoints) dist.breakpoints.push_back({after_ + k.time, k.order});
    merge_ties(dist.breakpoints, after_);
    return dist;
  }

  random_time<T> dist_, then_;
  T after_;
  distribution_value<T> at_timeout_;
  std::vector<time_atom<T>> atoms_then_;
  time_outline<T> outline_;
};

}  // namespace detail

/// The distribution if it has ended by `after` (inclusive), else that of `then`, begun at that
/// time. *Throws* domain_error unless `after` is finite and at least 0.
template <random_time_like Dist, class Rep, class Period, random_time_like Then>
[[nodiscard]] random_time<time_scalar<Dist, Then>> timeout(const Dist& dist,
                                                           std::chrono::duration<Rep, Period> after,
                                                           const Then& then) {
  using T = time_scalar<Dist, Then>;
  const T seconds = seconds_of<T>("timeout", "after", after);
  return random_time<T>(detail::timeout_distribution<T>(dist, seconds, then));
}
/// The distribution if it has ended by `after`, else it never ends.
template <random_time_like Dist, class Rep, class Period>
[[nodiscard]] random_time<time_scalar<Dist>> timeout(const Dist& dist,
                                                     std::chrono::duration<Rep, Period> after) {
  return timeout(dist, after, never<time_scalar<Dist>>());
}

namespace detail {

/// A distribution given that it ends, as tabulate() sees it; what is left is told as 1, so that the
/// probabilities by a time are the witness.
template <class T>
class completed_distribution {
 public:
  completed_distribution(random_time<T> dist, const T& completion)
      : dist_(std::move(dist)), completion_(completion) {}

  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const auto now = dist_.at(t);
    return {{unchecked, now.before.value() / completion_, one<T>()},
            {unchecked, now.cdf.value() / completion_, one<T>()},
            now.density / completion_};
  }
  [[nodiscard]] time_outline<T> outline() const {
    auto dist = dist_.outline();
    for (auto& a : dist.atoms) a.mass = a.mass / completion_;
    dist.completion = probability<T>::always();
    return dist;
  }

 private:
  random_time<T> dist_;
  T completion_;
};

/// The tables of a distribution given that it ends.
template <class T>
table_parts<T> tables_of_finished(const random_time<T>& dist, const T& all) {
  auto work = work_of_tables("given_completion");
  if (all < T(1e-3))  // a table is right to 3e-23
    return table_parts<T>(tabulate<T>(completed_distribution<T>(dist, all), work));
  auto parts = dist.parts(work);
  for (auto& table : parts.tables) {
    table.scale(one<T>() / all);
    table.finish("given_completion");
  }
  parts.completion = probability<T>::always();
  return parts;
}

}  // namespace detail

/// The distribution of a time given that it ends. *Throws* domain_error when it never does;
/// convergence_error as sequence(), and for a distribution by its table that ends with less than
/// 1e-6.
template <random_time_like Dist>
[[nodiscard]] random_time<time_scalar<Dist>> given_completion(const Dist& dist) {
  using T = time_scalar<Dist>;
  const random_time<T> whole = dist;
  const auto outline = whole.outline();
  const T all = outline.completion.value();
  if (!(all > 0)) fail("given_completion", "probability to finish", all, "more than 0");
  if (outline.smallest_resolved > T(1e-14) * all)
    give_up("given_completion", "it ends with the probability " + describe(all) +
                                    ", for which the table of a sum has too few digits");
  return random_time<T>(table_distribution<T>(detail::tables_of_finished(whole, all), 0));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::table_parts<double> nines::detail::tables_of_finished(
    const nines::random_time<double>&, const double&);
extern template class nines::time_node<double, nines::detail::timeout_distribution<double>>;
#endif
