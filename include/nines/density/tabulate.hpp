// SPDX-License-Identifier: BSL-1.0
// From a law that can be evaluated to its table, and to moments that have no closed form.
//
// The density makes the pieces; the chances, which the law tells by themselves, are the witness:
//
//   integral of f over a piece  =  F(to) - F(from)  =  S(from) - S(to)
//
// to 1e-10 of the tail on the side that is small (a law that has no at() has no witness). So a
// narrow mode that falls between the nodes is found, unless it holds less than 1e-20. The whole of a
// piece may be right while the chance within it is not: where a density reaches its level within a
// time far shorter than the distance of the nodes, as that of all_of(a second, a month) does, what
// it lacks at first it has too much soon after. Nodes see a level on both sides of such a place
// unless it is close to an end, so the witness is asked for the first and the last of each piece too.
#pragma once

#include <nines/density/table.hpp>
#include <nines/density/table_parts.hpp>

namespace nines::detail {

/// A law as the source of the pieces of its own table; times count from the shortest.
template <class T, class Law>
class law_source {
 public:
  law_source(const Law& law, const law_outline<T>& outline)
      : law_(law), origin_(outline.least), atoms_(outline.atoms), cost_(60 * outline.cost) {}

  static constexpr bool has_witness = requires(const Law& law, const T& t) { law.at(t); };
  static constexpr bool is_exact =
      requires(const Law& law, const T& t) { law.density_after_least(t); };

  /// Of 20 values and the witnesses, in blocks of quadrature.
  [[nodiscard]] double cost() const { return cost_; }
  [[nodiscard]] T operator()(const T& t) const {
    if constexpr (is_exact)
      return law_.density_after_least(t);
    else if constexpr (requires { law_.density_at(t); })
      return law_.density_at(origin_ + t);
    else
      return law_.at(origin_ + t).density;
  }
  [[nodiscard]] bool is_empty([[maybe_unused]] const piece_range<T>& r) const {
    if constexpr (!has_witness)
      return true;
    else {
      const auto known = between(r.from, r.to);
      return known.mass <= T(negligible_mass) + known.doubt;
    }
  }
  [[nodiscard]] bool agrees([[maybe_unused]] const density_piece<T>& p) const {
    if constexpr (!has_witness)
      return true;
    else {
      if (!is_known(p, p.mass, p.from, p.to)) return false;
      for (const T& share : {T(0x1p-10), T(0x1p-20), T(0x1p-32), T(0x1p-46)}) {
        if (p.mass * share <= T(1e-20)) break;    // less than there is doubt
        const T step = (p.high - p.low) * share;  // the range
        if (!agrees(p, p.low, p.low + step)) return false;
        if (!agrees(p, p.high - step, p.high)) return false;  // a place in the range
      }
      return true;
    }
  }

 private:
  /// Whether a piece is right between two values of its variable.
  [[nodiscard]] bool agrees(const density_piece<T>& p, const T& low, const T& high) const {
    if (!(low < high)) return true;  // less than rounding
    const auto time = [&p](const T& v) { return std::clamp(p.place(v), p.from, p.to); };
    const T mass = p.integral(low, high, [](const T&) { return one<T>(); });
    return is_known(p, mass, std::min(time(low), time(high)), std::max(time(low), time(high)));
  }
  [[nodiscard]] bool is_known(const density_piece<T>& p, const T& mass, const T& from,
                              const T& to) const {
    const auto known = between(from, to);
    const T of_rounding = 16 * std::numeric_limits<T>::epsilon() * p.top * (origin_ + to);
    return std::abs(mass - known.mass) <= known.doubt + of_rounding;  // a check
  }
  /// The chance between two times, atoms aside, and how far it is to be trusted.
  struct known_mass {
    T mass, doubt;
  };
  [[nodiscard]] known_mass between(const T& from, const T& to) const {
    const T start = on_atom(atoms_, T(origin_ + from), tie_width(T(origin_ + from)));
    const T end = on_atom(atoms_, T(origin_ + to), tie_width(T(origin_ + to)));
    if (!(start < end)) return {zero<T>(), T(1e-20)};  // within an atom's rounding
    const probability<T> a = law_.at(start).within;
    const probability<T> b = law_.at(end).before;
    T inside = zero<T>();
    for (auto i = after(start); i < atoms_.size() && atoms_[i].time < end; ++i)
      inside += atoms_[i].mass;
    const bool low = b.value() <= a.complement();
    const T tail = low ? b.value() : a.complement();
    const T both = low ? b.value() - a.value() : a.complement() - b.complement();  // for a check
    return {both - inside, T(1e-10) * tail + T(1e-20)};                            // as said above
  }
  [[nodiscard]] std::size_t after(const T& time) const {
    const auto next = std::upper_bound(atoms_.begin(), atoms_.end(), time,
                                       [](const T& t, const auto& a) { return t < a.time; });
    return static_cast<std::size_t>(next - atoms_.begin());
  }

  const Law& law_;
  T origin_;
  const std::vector<law_atom<T>>& atoms_;
  double cost_;
};

/// What one question about plans may cost: blocks of quadrature, of some 0.3 us each; more where it
/// is of several sums.
inline work_budget work_of_tables(const char* function, std::size_t sums = 1) {
  return {function, 2e6 * static_cast<double>(sums), "blocks of quadrature",
          "too many or too rough parts; certain_within() bounds the chance"};
}

/// From a law that can be evaluated to atoms and pieces.
template <class T, class Law>
tabulated<T> tabulate(const Law& law, work_budget& work) {
  const law_outline<T> outline = law.outline();
  tabulated<T> table;
  table.origin = outline.least;
  table.most = outline.most - outline.least;  // of times, as those below
  table.reach = outline.reach - outline.least;
  table.finishes = outline.finishes;
  table.atoms = outline.atoms;
  table.breakpoints = outline.breakpoints;
  for (auto& a : table.atoms) a.time -= outline.least;
  for (auto& b : table.breakpoints) b.time -= outline.least;
  law_source<T, Law> source(law, outline);
  refiner<T, law_source<T, Law>> refined(source, work, source.is_exact ? zero<T>() : outline.least);
  table.pieces = refined.pieces(edges_of(table.breakpoints, table.reach), is_finite(table.most));
  table.finish("tabulate");
  return table;
}

/// A law knows its own table, or it is made.
template <class T, class Law>
tabulated<T> table_of(const Law& law, work_budget& work) {
  if constexpr (requires { law.table(work); })
    return law.table(work);
  else
    return tabulate<T>(law, work);
}

/// A moment of order k of a table that has no end. Throws where what lies beyond it may count: the
/// last eighth of it counts, and the tail falls there more slowly than a power of 4 k.
template <class T>
T settled(const char* function, const tabulated<T>& table, const T& moment, int k) {
  const T late = table.reach * T(0.875);
  const T left = table.at(late).within.complement();
  const T most = T(1e-10) * moment / (k == 1 ? table.reach : T(table.reach * table.reach));
  const T falls = log_of(T(std::max(left, T(negligible_mass)) / T(negligible_mass))) /
                  log_of(T(table.reach / late));  // the power of time that takes it to the end
  const bool is_steep = falls >= T(4 * k) && T(2 * negligible_mass) <= most;
  if (table.reach < table.most && !(left <= most) && !is_steep)
    throw convergence_error(std::string("nines::") + function + ": what is left after " +
                            describe(T(table.origin + table.reach)) +
                            " s counts, or makes it infinite");
  return moment;
}

/// Mean and variance of a table; infinite if it may never end. Throw convergence_error where the
/// tail is so heavy that what lies beyond the table might count.
template <class T>
T mean_of(const tabulated<T>& table) {
  if (table.finishes.complement() > zero<T>()) return std::numeric_limits<T>::infinity();
  const T mean = table.origin + table.sum([](const T& t) { return t; });
  return settled("mean", table, mean, 1);
}
/// The same of a law in several tables.
template <class T>
T mean_of(const table_parts<T>& law) {
  if (law.finishes.complement() > zero<T>()) return std::numeric_limits<T>::infinity();
  T mean = zero<T>();
  for (const auto& table : law.tables)
    mean += table.origin * table.finishes.value() + table.sum([](const T& t) { return t; });
  for (const auto& table : law.tables) (void)settled("mean", table, mean, 1);
  return mean;
}
template <class T>
T variance_of(const table_parts<T>& law) {
  if (law.finishes.complement() > zero<T>()) return std::numeric_limits<T>::infinity();
  const T mean = mean_of(law);
  T variance = zero<T>();
  for (const auto& table : law.tables)
    variance += table.sum([&](const T& t) {
      const T off = (table.origin - mean) + t;  // only its square is added
      return off * off;
    });
  for (const auto& table : law.tables) (void)settled("variance", table, variance, 2);
  return variance;
}
template <class T>
T variance_of(const tabulated<T>& table) {
  if (table.finishes.complement() > zero<T>()) return std::numeric_limits<T>::infinity();
  const T mean = table.sum([](const T& t) { return t; });
  const T variance = table.sum([&mean](const T& t) {
    const T off = t - mean;  // only its square is added
    return off * off;
  });
  return settled("variance", table, variance, 2);
}

}  // namespace nines::detail
