// SPDX-License-Identifier: BSL-1.0
// From a law that can be evaluated to its table, and to moments that have no closed form.
//
// The density makes the pieces; the chances, which the law tells by themselves, are the witness:
//
//   integral of f over a piece  =  F(to) - F(from)  =  S(from) - S(to)
//
// to 1e-10 of the tail on the side that is small (a law that has no at() has no witness). So a
// narrow mode that falls between the nodes is found, unless it holds less than 1e-20. The whole of
// a piece may be right while the chance within it is not: where a density reaches its level within
// a time far shorter than the distance of the nodes, as that of all_of(a second, a month) does,
// what it lacks at first it has too much soon after. Nodes see a level on both sides of such a
// place unless it is close to an end, so the witness is asked for the first and the last of each
// piece too.
#pragma once

#include <nines/density/table.hpp>
#include <nines/density/table_parts.hpp>
#include <span>

namespace nines::detail {

/// A law as its table is made from it, whatever its class. What is made of it is compiled once.
template <class T>
class evaluated_law {
 public:
  evaluated_law() = default;
  evaluated_law(const evaluated_law&) = delete;
  evaluated_law& operator=(const evaluated_law&) = delete;
  virtual ~evaluated_law() = default;
  [[nodiscard]] virtual law_instant<T> at(const T& seconds) const = 0;
  [[nodiscard]] virtual law_outline<T> outline() const = 0;
  /// The density so long after the shortest time, `least`.
  [[nodiscard]] virtual T density_after(const T& least, const T& after) const = 0;
  /// Whether at() tells the chances by themselves.
  [[nodiscard]] virtual bool has_witness() const { return true; }
  /// Whether density_after() counts from the shortest time, so that nothing is lost near it.
  [[nodiscard]] virtual bool is_exact() const = 0;
};

/// Whether a law tells its density from its shortest time on.
template <class T, class Law>
constexpr bool is_exact_law = requires(const Law& law, const T& t) { law.density_after_least(t); };

/// The density of a law so long after its shortest time.
template <class T, class Law>
T density_of(const Law& law, [[maybe_unused]] const T& least, const T& after) {
  if constexpr (is_exact_law<T, Law>)
    return law.density_after_least(after);
  else if constexpr (requires { law.density_at(after); })
    return law.density_at(least + after);
  else
    return law.at(least + after).density;
}

/// A law that is no value of its own, seen so.
template <class T, class Law>
class evaluated final : public evaluated_law<T> {
 public:
  explicit evaluated(const Law& law) : law_(law) {}
  [[nodiscard]] law_instant<T> at([[maybe_unused]] const T& t) const override {
    if constexpr (knows_chances)
      return law_.at(t);
    else
      return {};
  }
  [[nodiscard]] law_outline<T> outline() const override { return law_.outline(); }
  [[nodiscard]] T density_after(const T& least, const T& after) const override {
    return density_of<T>(law_, least, after);
  }
  [[nodiscard]] bool has_witness() const override { return knows_chances; }
  [[nodiscard]] bool is_exact() const override { return is_exact_law<T, Law>; }

 private:
  static constexpr bool knows_chances = requires(const Law& law, const T& t) { law.at(t); };

  const Law& law_;
};

/// A law as the source of the pieces of its own table; times count from the shortest.
template <class T>
class law_source final : public density_source<T> {
 public:
  law_source(const evaluated_law<T>& law, const law_outline<T>& outline)
      : law_(law), origin_(outline.least), atoms_(outline.atoms), cost_(60 * outline.cost) {}

  /// Of 20 values and the witnesses, in blocks of quadrature.
  [[nodiscard]] double cost() const override { return cost_; }
  [[nodiscard]] T operator()(const T& t) override { return law_.density_after(origin_, t); }
  [[nodiscard]] bool has_witness() const override { return law_.has_witness(); }
  [[nodiscard]] bool is_empty(const piece_range<T>& r) override {
    if (!has_witness()) return true;
    const auto known = between(r.from, r.to);
    return known.mass <= T(negligible_mass) + known.doubt;
  }
  [[nodiscard]] bool agrees(const density_piece<T>& p) override {
    if (!has_witness()) return true;
    if (!is_known(p, p.mass, p.from, p.to)) return false;
    for (const T& share : {T(0x1p-10), T(0x1p-20), T(0x1p-32), T(0x1p-46)}) {
      if (p.mass * share <= T(1e-20)) break;  // less than there is doubt
      const T step = (p.high - p.low) * share;
      if (!agrees(p, p.low, p.low + step)) return false;
      if (!agrees(p, p.high - step, p.high)) return false;
    }
    return true;
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
    return std::abs(mass - known.mass) <= known.doubt + of_rounding;
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
    const T both = low ? b.value() - a.value() : a.complement() - b.complement();
    return {both - inside, T(1e-10) * tail + T(1e-20)};
  }
  [[nodiscard]] std::size_t after(const T& time) const {
    const auto next = std::upper_bound(atoms_.begin(), atoms_.end(), time,
                                       [](const T& t, const auto& a) { return t < a.time; });
    return static_cast<std::size_t>(next - atoms_.begin());
  }

  const evaluated_law<T>& law_;
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
template <class T>
tabulated<T> tabulate_evaluated(const evaluated_law<T>& law, work_budget& work) {
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
  law_source<T> source(law, outline);
  refiner<T> refined(source, work, law.is_exact() ? zero<T>() : outline.least);
  table.pieces = refined.pieces(edges_of(table.breakpoints, table.reach), is_finite(table.most));
  table.finish("tabulate");
  return table;
}

template <class T, class Law>
tabulated<T> tabulate(const Law& law, work_budget& work) {
  return tabulate_evaluated<T>(evaluated<T, Law>(law), work);
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
    give_up(function, "what is left after " + describe(T(table.origin + table.reach)) +
                          " s counts, or makes it infinite");
  return moment;
}

/// The mean of a law in tables, from their origins on.
template <class T>
T mean_of_tables(std::span<const tabulated<T>> tables, const T& origin) {
  T mean = zero<T>();
  for (const auto& table : tables)
    mean += (table.origin - origin) * table.finishes.value() +  // of input data
            table.sum([](const T& t) { return t; });
  return mean;
}
/// Mean and variance of a law in tables; infinite if it may never end. Throw convergence_error
/// where the tail is so heavy that what lies beyond a table might count.
template <class T>
T mean_of(std::span<const tabulated<T>> tables, const probability<T>& finishes) {
  if (finishes.complement() > zero<T>()) return std::numeric_limits<T>::infinity();
  const T mean = mean_of_tables(tables, zero<T>());
  for (const auto& table : tables) (void)settled("mean", table, mean, 1);
  return mean;
}
template <class T>
T variance_of(std::span<const tabulated<T>> tables, const probability<T>& finishes) {
  if (finishes.complement() > zero<T>()) return std::numeric_limits<T>::infinity();
  if (tables.empty()) return zero<T>();
  const T& origin = tables.front().origin;  // near which their differences keep their digits
  const T mean = mean_of_tables(tables, origin);
  T variance = zero<T>();
  for (const auto& table : tables) {
    const T since = table.origin - origin;
    variance += table.sum([&](const T& t) {
      const T off = since + t - mean;  // only its square is added
      return off * off;
    });
  }
  for (const auto& table : tables) (void)settled("variance", table, variance, 2);
  return variance;
}
template <class T>
T mean_of(const tabulated<T>& table) {
  return mean_of<T>({&table, 1}, table.finishes);
}
template <class T>
T variance_of(const tabulated<T>& table) {
  return variance_of<T>({&table, 1}, table.finishes);
}
template <class T>
T mean_of(const table_parts<T>& law) {
  return mean_of<T>(law.tables, law.finishes);
}
template <class T>
T variance_of(const table_parts<T>& law) {
  (void)mean_of(law);  // what hides a mean hides a variance, too
  return variance_of<T>(law.tables, law.finishes);
}

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template nines::detail::tabulated<double> nines::detail::tabulate_evaluated(
    const nines::detail::evaluated_law<double>&, nines::detail::work_budget&);
extern template double nines::detail::mean_of(std::span<const nines::detail::tabulated<double>>,
                                              const nines::probability<double>&);
extern template double nines::detail::variance_of(std::span<const nines::detail::tabulated<double>>,
                                                  const nines::probability<double>&);
#endif
