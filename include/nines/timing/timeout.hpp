// SPDX-License-Identifier: BSL-1.0
// timeout: a law cut short, and what happens then. if_finished: given that it ends.
//
//   timeout(a, 30s, b)   a if it is over within 30 s, else b begins then:  S(t) = S_a(c) S_b(t - c)
//   timeout(a, 30s)      ... else it never ends
//   if_finished(a)       the law of what ends, by its table (accuracy as in sequence.hpp)
//
// Accuracy: the parts'.
// Index: truncated distribution.
#pragma once

#include <nines/density/duration_law.hpp>
#include <nines/timing/mixture.hpp>
#include <nines/timing/sequence.hpp>

namespace nines {

namespace detail {

template <class T>
class timeout_law : public law_members<timeout_law<T>, T> {
 public:
  timeout_law(duration_law<T> law, T after, duration_law<T> then)
      : law_(std::move(law)),
        then_(std::move(then)),
        after_(after),
        at_timeout_(law_.at(after)),
        atoms_then_(then_.outline().atoms),
        outline_(outlined(law_.outline(), then_.outline())) {}

  [[nodiscard]] law_instant<T> at(const T& t) const {
    const T width = tie_width(after_);
    if (t + width < after_) return law_.at(t);
    const probability<T>& done = at_timeout_.within;
    const T since = std::max(zero<T>(), t - after_);  // a time since the timeout
    const auto now = then_.at(on_atom(atoms_then_, since, tie_width(t)));
    law_instant<T> result{either(done, now.before), either(done, now.within),
                          done.complement() * now.density};
    if (t <= after_ + width) result.before = at_timeout_.before;
    return result;
  }
  [[nodiscard]] law_outline<T> outline() const { return outline_; }
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
  /// Apart where one table would lose the digits of what follows.
  [[nodiscard]] table_parts<T> parts(work_budget& work) const {
    if (!outline_.in_parts) return table_parts<T>(table(work));
    table_parts<T> all(outline_.finishes);
    if (at_timeout_.within.value() > zero<T>())
      all.add(tabulate<T>(timeout_law(law_, after_, never_time<T>()), work));
    all.add(then_.parts(work), at_timeout_.within.complement(), after_);
    return all;
  }
  /// Over in time for certain, or late for certain: the timeout is rounded to the safe side. On an
  /// edge of the grid but for rounding, the last one included, it is there.
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const {
    auto result = law_.cells(grid);
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
  [[nodiscard]] law_outline<T> outlined(const law_outline<T>& a, const law_outline<T>& b) const {
    const probability<T>& done = at_timeout_.within;
    if (!(done.complement() > zero<T>())) return a;
    const bool may_succeed = done.value() > zero<T>();
    const bool may_follow = b.finishes.value() > zero<T>();
    if (!may_succeed && !may_follow) return never_time<T>().outline();
    law_outline<T> law{may_succeed ? std::min(a.least, after_) : after_ + b.least, after_, after_};
    if (!may_follow) law.most = std::min(a.most, after_);
    if (may_follow) law.most = after_ + b.most;
    if (may_follow) law.reach = after_ + b.reach;
    law.finishes = either(done, b.finishes);
    law.faintest = std::max(a.faintest, b.faintest);
    law.cost = a.cost + b.cost;
    const bool is_first = !may_succeed || after_ <= a.least;  // what follows has the origin alone
    law.in_parts = may_follow && loses_digits(b, is_first ? zero<T>() : T(after_ - law.least));
    for (const auto& atom : a.atoms)
      if (atom.time <= after_ + tie_width(after_)) law.atoms.push_back(atom);
    for (const auto& atom : b.atoms)
      law.atoms.push_back({after_ + atom.time, done.complement() * atom.mass});
    tidy(law.atoms);
    for (const auto& k : a.breakpoints)
      if (k.time < after_) law.breakpoints.push_back(k);
    if (!law.breakpoints.empty()) law.breakpoints.push_back({after_, zero<T>()});
    for (const auto& k : b.breakpoints) law.breakpoints.push_back({after_ + k.time, k.order});
    tidy(law.breakpoints, after_);
    return law;
  }

  duration_law<T> law_, then_;
  T after_;
  law_instant<T> at_timeout_;
  std::vector<law_atom<T>> atoms_then_;
  law_outline<T> outline_;
};

}  // namespace detail

/// The law if it is over by `after` (inclusive), else that of `then`, begun at that time. *Throws*
/// domain_error unless `after` is finite and at least 0.
template <timing_law Law, class Rep, class Period, timing_law Then>
[[nodiscard]] duration_law<typename Law::scalar_type> timeout(
    const Law& law, std::chrono::duration<Rep, Period> after, const Then& then) {
  using T = typename Law::scalar_type;
  const T seconds = detail::seconds_of<T>("timeout", "after", after);
  return duration_law<T>(detail::timeout_law<T>(law, seconds, then));
}
/// The law if it is over by `after`, else it never ends.
template <timing_law Law, class Rep, class Period>
[[nodiscard]] duration_law<typename Law::scalar_type> timeout(
    const Law& law, std::chrono::duration<Rep, Period> after) {
  return timeout(law, after, never_time<typename Law::scalar_type>());
}

namespace detail {

/// A law given that it ends, as tabulate() sees it; what is left is told as 1, so that the chances
/// by a time are the witness.
template <class T>
class finished_law {
 public:
  finished_law(duration_law<T> law, const T& chance) : law_(std::move(law)), chance_(chance) {}

  [[nodiscard]] law_instant<T> at(const T& t) const {
    const auto now = law_.at(t);
    return {{unchecked, now.before.value() / chance_, one<T>()},
            {unchecked, now.within.value() / chance_, one<T>()},
            now.density / chance_};
  }
  [[nodiscard]] law_outline<T> outline() const {
    auto law = law_.outline();
    for (auto& a : law.atoms) a.mass = a.mass / chance_;
    law.finishes = probability<T>::always();
    return law;
  }

 private:
  duration_law<T> law_;
  T chance_;
};

/// The tables of a law given that it ends.
template <class T>
table_parts<T> tables_of_finished(const duration_law<T>& law, const T& all) {
  auto work = work_of_tables("if_finished");
  if (all < T(1e-3))  // a table is right to 3e-23
    return table_parts<T>(tabulate<T>(finished_law<T>(law, all), work));
  auto parts = law.parts(work);
  for (auto& table : parts.tables) {
    table.scale(one<T>() / all);
    table.finish("if_finished");
  }
  parts.finishes = probability<T>::always();
  return parts;
}

}  // namespace detail

/// The law of what ends, given that it does. *Throws* domain_error when it never does;
/// convergence_error as sequence(), and for a law by its table that ends with less than 1e-6.
template <timing_law Law>
[[nodiscard]] duration_law<typename Law::scalar_type> if_finished(const Law& law) {
  using T = typename Law::scalar_type;
  const duration_law<T> whole = law;
  const auto outline = whole.outline();
  const T all = outline.finishes.value();
  if (!(all > 0)) detail::fail("if_finished", "chance to finish", all, "more than 0");
  if (outline.faintest > T(1e-14) * all)
    detail::give_up("if_finished", "it ends with the chance " + detail::describe(all) +
                                       ", of which the table of a sum has too few digits");
  return duration_law<T>(detail::table_law<T>(detail::tables_of_finished(whole, all), 0));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::detail::table_parts<double> nines::detail::tables_of_finished(
    const nines::duration_law<double>&, const double&);
extern template class nines::detail::node_of<double, nines::detail::timeout_law<double>>;
#endif
