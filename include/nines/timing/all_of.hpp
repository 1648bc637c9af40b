// SPDX-License-Identifier: BSL-1.0
// all_of(a, b): until the last is over. first_of(a, b): until the first is.
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
#include <nines/density/duration_law.hpp>
#include <nines/timing/arguments.hpp>

namespace nines {

namespace detail {

/// Until both are over.
struct last_rule {
  template <class T>
  static probability<T> combine(const probability<T>& a, const probability<T>& b) {
    return both(a, b);
  }
  template <class T>
  static T density(const law_instant<T>& a, const law_instant<T>& b) {
    return a.density * b.within.value() + a.within.value() * b.density;
  }
  template <class T>
  static T atom(const law_instant<T>& a, const T& of_a, const law_instant<T>& b, const T& of_b) {
    return of_a * b.within.value() + a.before.value() * of_b;
  }
  template <class T>
  static T least(const law_outline<T>& a, const law_outline<T>& b) {
    return std::max(a.least, b.least);
  }
  template <class T>
  static T most(const law_outline<T>& a, const law_outline<T>& b) {
    return std::max(a.most, b.most);
  }
};
/// Until either is.
struct first_rule {
  template <class T>
  static probability<T> combine(const probability<T>& a, const probability<T>& b) {
    return either(a, b);
  }
  template <class T>
  static T density(const law_instant<T>& a, const law_instant<T>& b) {
    return a.density * b.within.complement() + a.within.complement() * b.density;
  }
  template <class T>
  static T atom(const law_instant<T>& a, const T& of_a, const law_instant<T>& b, const T& of_b) {
    return of_a * b.before.complement() + a.within.complement() * of_b;
  }
  template <class T>
  static T least(const law_outline<T>& a, const law_outline<T>& b) {
    return std::min(a.least, b.least);
  }
  /// The bound of a part that may never end is none.
  template <class T>
  static T most(const law_outline<T>& a, const law_outline<T>& b) {
    const bool a_ends = a.finishes.complement() == zero<T>();
    const bool b_ends = b.finishes.complement() == zero<T>();
    if (a_ends && b_ends) return std::min(a.most, b.most);
    return a_ends ? a.most : b_ends ? b.most : std::max(a.most, b.most);
  }
};

/// The times at which a composition of laws may be rough, atoms of the parts included.
template <class T>
std::vector<law_breakpoint<T>> breakpoints_of(const std::vector<law_outline<T>>& parts,
                                              const T& least, const T& most) {
  std::vector<law_breakpoint<T>> breaks;
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
  add(least, smooth<T>);
  tidy(breaks, is_finite(most) ? most : breaks.back().time);
  return breaks;
}

/// A law that is a function, at each instant, of two others.
template <class Rule, class T>
class paired_law : public law_members<paired_law<Rule, T>, T> {
 public:
  paired_law(duration_law<T> a, duration_law<T> b)
      : a_(std::move(a)), b_(std::move(b)), outline_(outlined(a_.outline(), b_.outline())) {}

  [[nodiscard]] law_instant<T> at(const T& t) const {
    const auto a = a_.at(t);
    const auto b = b_.at(t);
    return {Rule::combine(a.before, b.before), Rule::combine(a.within, b.within),
            Rule::density(a, b)};
  }
  [[nodiscard]] law_outline<T> outline() const { return outline_; }
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
  [[nodiscard]] law_outline<T> outlined(const law_outline<T>& a, const law_outline<T>& b) const {
    law_outline<T> law{Rule::least(a, b), Rule::most(a, b), std::max(a.reach, b.reach)};
    law.reach = std::min(law.reach, law.most);
    law.finishes = Rule::combine(a.finishes, b.finishes);
    law.faintest = std::max(a.faintest, b.faintest);
    law.cost = a.cost + b.cost;
    law.breakpoints = breakpoints_of<T>({a, b}, law.least, law.most);
    for (const auto* part : {&a, &b})
      for (const auto& atom : part->atoms) law.atoms.push_back({atom.time, zero<T>()});
    tidy(law.atoms);
    work_budget work("all_of", 1e8, "values of laws", "it has too many fixed times; use fewer");
    work.spend(static_cast<double>(law.atoms.size()) * law.cost);
    std::erase_if(law.atoms, [&](law_atom<T>& atom) {
      atom.mass =
          Rule::atom(a_.at(atom.time), split_atoms(a.atoms, atom.time, tie_width(atom.time)).at,
                     b_.at(atom.time), split_atoms(b.atoms, atom.time, tie_width(atom.time)).at);
      return !(atom.mass > zero<T>());
    });
    return law;
  }

  duration_law<T> a_, b_;
  law_outline<T> outline_;
};

/// Two by two: a list of n is a tree of depth log2(n), so that no stack is as deep as it is long.
template <class Rule, class T>
duration_law<T> paired(std::vector<duration_law<T>> laws) {
  while (laws.size() > 1) {
    std::vector<duration_law<T>> half;
    half.reserve(laws.size() / 2 + 1);
    for (std::size_t i = 0; i + 1 < laws.size(); i += 2)
      half.push_back(paired_law<Rule, T>(std::move(laws[i]), std::move(laws[i + 1])));
    if (laws.size() % 2 == 1) half.push_back(std::move(laws.back()));
    laws = std::move(half);
  }
  return std::move(laws.front());
}

}  // namespace detail

/// The time until the last of several that run at once is over. *Throws* domain_error for an empty
/// range.
template <timing_law First, timing_law... Rest>
[[nodiscard]] duration_law<typename First::scalar_type> all_of(const First& first,
                                                               const Rest&... rest) {
  return detail::paired<detail::last_rule>(detail::listed(first, rest...));
}
template <law_range R>
[[nodiscard]] duration_law<detail::law_scalar<R>> all_of(const R& laws) {
  return detail::paired<detail::last_rule>(detail::listed("all_of", laws));
}

/// The time until the first of several that run at once is over. *Throws* domain_error for an empty
/// range.
template <timing_law First, timing_law... Rest>
[[nodiscard]] duration_law<typename First::scalar_type> first_of(const First& first,
                                                                 const Rest&... rest) {
  return detail::paired<detail::first_rule>(detail::listed(first, rest...));
}
template <law_range R>
[[nodiscard]] duration_law<detail::law_scalar<R>> first_of(const R& laws) {
  return detail::paired<detail::first_rule>(detail::listed("first_of", laws));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::duration_law<double> nines::detail::paired<nines::detail::last_rule, double>(
    std::vector<nines::duration_law<double>>);
extern template nines::duration_law<double> nines::detail::paired<
    nines::detail::first_rule, double>(std::vector<nines::duration_law<double>>);
#endif
