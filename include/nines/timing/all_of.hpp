// SPDX-License-Identifier: BSL-1.0
// all_of(a, b): until the last has ended. first_of(a, b): until the first has.
//
//   all_of     F = F1 F2,   S = S1 + F1 S2      the verbs series and parallel, at each instant
//   first_of   S = S1 S2,   F = F1 + S1 F2
//
// Assumes independence. Accuracy: as that of the parts, on both tails. Cost: the parts', at each
// instant; the mean and the variance of a race or a maximum, and a place in a sequence, take a
// table (sequence.hpp).
// Index: maximum of random times, competing risks.
#pragma once

#include <nines/algebra.hpp>
#include <nines/density/moments.hpp>
#include <nines/density/random_time.hpp>
#include <nines/timing/arguments.hpp>

namespace nines {

namespace detail {

/// Until both have ended.
struct last_rule {
  template <class T>
  static probability<T> combine(const probability<T>& a, const probability<T>& b) {
    return both(a, b);
  }
  template <class T>
  static T density(const distribution_value<T>& a, const distribution_value<T>& b) {
    return a.density * b.cdf.value() + a.cdf.value() * b.density;
  }
  template <class T>
  static T atom(const distribution_value<T>& a, const T& of_a, const distribution_value<T>& b,
                const T& of_b) {
    return of_a * b.cdf.value() + a.before.value() * of_b;
  }
  template <class T>
  static T least(const time_outline<T>& a, const time_outline<T>& b) {
    return std::max(a.min, b.min);
  }
  template <class T>
  static T most(const time_outline<T>& a, const time_outline<T>& b) {
    return std::max(a.max, b.max);
  }
};
/// Until either has ended.
struct first_rule {
  template <class T>
  static probability<T> combine(const probability<T>& a, const probability<T>& b) {
    return either(a, b);
  }
  template <class T>
  static T density(const distribution_value<T>& a, const distribution_value<T>& b) {
    return a.density * b.cdf.complement() + a.cdf.complement() * b.density;
  }
  template <class T>
  static T atom(const distribution_value<T>& a, const T& of_a, const distribution_value<T>& b,
                const T& of_b) {
    return of_a * b.before.complement() + a.cdf.complement() * of_b;
  }
  template <class T>
  static T least(const time_outline<T>& a, const time_outline<T>& b) {
    return std::min(a.min, b.min);
  }
  /// The bound of a part that may never end is none.
  template <class T>
  static T most(const time_outline<T>& a, const time_outline<T>& b) {
    const bool a_ends = a.completion.complement() == zero<T>();
    const bool b_ends = b.completion.complement() == zero<T>();
    if (a_ends && b_ends) return std::min(a.max, b.max);
    return a_ends ? a.max : b_ends ? b.max : std::max(a.max, b.max);
  }
};

/// The times at which a composition of distributions may be rough, atoms of the parts included.
template <class T>
std::vector<time_breakpoint<T>> breakpoints_of(const std::vector<time_outline<T>>& parts,
                                               const T& least, const T& most) {
  std::vector<time_breakpoint<T>> breaks;
  bool is_dense = false;  // whether any part has a density
  const auto add = [&](const T& time, const T& order) {
    if (time >= least && time <= most) breaks.push_back({time, order});
  };
  for (const auto& part : parts) {
    is_dense = is_dense || !part.breakpoints.empty();
    for (const auto& b : part.breakpoints) add(b.time, b.order);
    for (const auto& a : part.atoms) add(a.time, zero<T>());
  }
  if (!is_dense) return {};
  add(least, smooth_order<T>);
  merge_ties(breaks, is_finite(most) ? most : breaks.back().time);
  return breaks;
}

/// A distribution that is a function, at each instant, of two others.
template <class Rule, class T>
class paired_distribution : public distribution_members<paired_distribution<Rule, T>, T> {
 public:
  paired_distribution(random_time<T> a, random_time<T> b)
      : a_(std::move(a)), b_(std::move(b)), outline_(outlined(a_.outline(), b_.outline())) {}

  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const auto a = a_.at(t);
    const auto b = b_.at(t);
    return {Rule::combine(a.before, b.before), Rule::combine(a.cdf, b.cdf), Rule::density(a, b)};
  }
  [[nodiscard]] time_outline<T> outline() const { return outline_; }
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const {
    return combined_cells(a_.cells(grid), b_.cells(grid),
                          [](const auto& a, const auto& b) { return Rule::combine(a, b); });
  }
  [[nodiscard]] T mean_seconds() const {
    auto work = work_of_tables("mean");
    return mean_of(tabulate<T>(*this, work));
  }
  [[nodiscard]] T variance_seconds() const {
    auto work = work_of_tables("variance");
    return variance_of(tabulate<T>(*this, work));
  }

 private:
  [[nodiscard]] time_outline<T> outlined(const time_outline<T>& a, const time_outline<T>& b) const {
    time_outline<T> dist{Rule::least(a, b), Rule::most(a, b), std::max(a.reach, b.reach)};
    dist.reach = std::min(dist.reach, dist.max);
    dist.completion = Rule::combine(a.completion, b.completion);
    dist.smallest_resolved = std::max(a.smallest_resolved, b.smallest_resolved);
    dist.cost = a.cost + b.cost;
    dist.breakpoints = breakpoints_of<T>({a, b}, dist.min, dist.max);
    for (const auto* part : {&a, &b})
      for (const auto& atom : part->atoms) dist.atoms.push_back({atom.time, zero<T>()});
    merge_ties(dist.atoms);
    work_budget work("all_of", 1e8, "values of distributions",
                     "it has too many fixed times; use fewer");
    work.spend(static_cast<double>(dist.atoms.size()) * dist.cost);
    std::erase_if(dist.atoms, [&](time_atom<T>& atom) {
      atom.mass =
          Rule::atom(a_.at(atom.time), split_atoms(a.atoms, atom.time, tie_width(atom.time)).at,
                     b_.at(atom.time), split_atoms(b.atoms, atom.time, tie_width(atom.time)).at);
      return !(atom.mass > zero<T>());
    });
    return dist;
  }

  random_time<T> a_, b_;
  time_outline<T> outline_;
};

/// Two by two: a list of n is a tree of depth log2(n), so that no stack is as deep as it is long.
template <class Rule, class T>
random_time<T> paired(std::vector<random_time<T>> dists) {
  while (dists.size() > 1) {
    std::vector<random_time<T>> half;
    half.reserve(dists.size() / 2 + 1);
    for (std::size_t i = 0; i + 1 < dists.size(); i += 2)
      half.push_back(paired_distribution<Rule, T>(std::move(dists[i]), std::move(dists[i + 1])));
    if (dists.size() % 2 == 1) half.push_back(std::move(dists.back()));
    dists = std::move(half);
  }
  return std::move(dists.front());
}

}  // namespace detail

/// The time until the last of several that run at once has ended. *Throws* domain_error for an
/// empty range.
template <random_time_like First, random_time_like... Rest>
[[nodiscard]] random_time<time_scalar<First, Rest...>> all_of(const First& first,
                                                              const Rest&... rest) {
  return detail::paired<detail::last_rule>(detail::listed(first, rest...));
}
/// The same of a range of distributions, such as a vector of random_time.
template <distribution_range R>
[[nodiscard]] random_time<detail::distribution_scalar<R>> all_of(const R& dists) {
  return detail::paired<detail::last_rule>(detail::listed("all_of", dists));
}

/// The time until the first of several that run at once has ended. *Throws* domain_error for an
/// empty range.
template <random_time_like First, random_time_like... Rest>
[[nodiscard]] random_time<time_scalar<First, Rest...>> first_of(const First& first,
                                                                const Rest&... rest) {
  return detail::paired<detail::first_rule>(detail::listed(first, rest...));
}
/// The same of a range of distributions.
template <distribution_range R>
[[nodiscard]] random_time<detail::distribution_scalar<R>> first_of(const R& dists) {
  return detail::paired<detail::first_rule>(detail::listed("first_of", dists));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::random_time<double> nines::detail::paired<nines::detail::last_rule, double>(
    std::vector<nines::random_time<double>>);
extern template nines::random_time<double> nines::detail::paired<nines::detail::first_rule, double>(
    std::vector<nines::random_time<double>>);
#endif
