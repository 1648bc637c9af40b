// SPDX-License-Identifier: BSL-1.0
// The table of a distribution, from its values.
//
// The density makes the pieces; the probabilities, which the distribution tells by themselves, are
// the witness:
//
//   integral of f over a piece  =  F(to) - F(from)  =  S(from) - S(to)
//
// to 1e-10 of the tail on the side that is small (a distribution that has no at() has no witness).
// So a narrow mode that falls between the nodes is found, unless it holds less than 1e-20. The
// whole of a piece may be right while the probability within it is not: where a density reaches its
// level within a time far shorter than the distance of the nodes, as that of all_of(a second, a
// month) does, what it lacks at first it has too much soon after. Nodes see a level on both sides
// of such a place unless it is close to an end, so the witness is asked for the first and the last
// of each piece too.
#pragma once

#include <nines/density/table.hpp>

namespace nines::detail {

/// A distribution as its table is made from it, whatever its class. What is made of it is compiled
/// once.
template <class T>
class evaluated_distribution {
 public:
  evaluated_distribution() = default;
  evaluated_distribution(const evaluated_distribution&) = delete;
  evaluated_distribution& operator=(const evaluated_distribution&) = delete;
  virtual ~evaluated_distribution() = default;
  [[nodiscard]] virtual distribution_value<T> at(const T& seconds) const = 0;
  [[nodiscard]] virtual time_outline<T> outline() const = 0;
  /// The density at a distance from the shortest time, `least`.
  [[nodiscard]] virtual T density_after(const T& least, const T& after) const = 0;
  /// Whether at() tells the probabilities by themselves.
  [[nodiscard]] virtual bool has_witness() const { return true; }
  /// Whether density_after() counts from the shortest time, so that nothing is lost near it.
  [[nodiscard]] virtual bool is_exact() const = 0;
};

/// Whether a distribution tells its density from its shortest time on.
template <class T, class Dist>
constexpr bool is_exact_distribution =
    requires(const Dist& dist, const T& t) { dist.density_after_least(t); };

/// The density of a distribution at a distance from its shortest time.
template <class T, class Dist>
T density_of(const Dist& dist, [[maybe_unused]] const T& least, const T& after) {
  if constexpr (is_exact_distribution<T, Dist>)
    return dist.density_after_least(after);
  else if constexpr (requires { dist.density_at(after); })
    return dist.density_at(least + after);
  else
    return dist.at(least + after).density;
}

/// A distribution that is no value of its own, seen so.
template <class T, class Dist>
class evaluated final : public evaluated_distribution<T> {
 public:
  explicit evaluated(const Dist& dist) : dist_(dist) {}
  [[nodiscard]] distribution_value<T> at([[maybe_unused]] const T& t) const override {
    if constexpr (knows_probabilities)
      return dist_.at(t);
    else
      return {};
  }
  [[nodiscard]] time_outline<T> outline() const override { return dist_.outline(); }
  [[nodiscard]] T density_after(const T& least, const T& after) const override {
    return density_of<T>(dist_, least, after);
  }
  [[nodiscard]] bool has_witness() const override { return knows_probabilities; }
  [[nodiscard]] bool is_exact() const override { return is_exact_distribution<T, Dist>; }

 private:
  static constexpr bool knows_probabilities =
      requires(const Dist& dist, const T& t) { dist.at(t); };

  const Dist& dist_;
};

/// A distribution as the source of the pieces of its own table; times count from the shortest.
template <class T>
class distribution_source final : public density_source<T> {
 public:
  distribution_source(const evaluated_distribution<T>& dist, const time_outline<T>& outline)
      : dist_(dist), origin_(outline.min), atoms_(outline.atoms), cost_(60 * outline.cost) {}

  /// The cost of 20 values and the witnesses, in blocks of quadrature.
  [[nodiscard]] double cost() const override { return cost_; }
  [[nodiscard]] T operator()(const T& t) override { return dist_.density_after(origin_, t); }
  [[nodiscard]] bool has_witness() const override { return dist_.has_witness(); }
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
  /// The probability between two times, atoms aside, and how far it is to be trusted.
  struct known_mass {
    T mass, doubt;
  };
  [[nodiscard]] known_mass between(const T& from, const T& to) const {
    const T start = on_atom(atoms_, T(origin_ + from), tie_width(T(origin_ + from)));
    const T end = on_atom(atoms_, T(origin_ + to), tie_width(T(origin_ + to)));
    if (!(start < end)) return {zero<T>(), T(1e-20)};  // within an atom's rounding
    const probability<T> a = dist_.at(start).cdf;
    const probability<T> b = dist_.at(end).before;
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

  const evaluated_distribution<T>& dist_;
  T origin_;
  const std::vector<time_atom<T>>& atoms_;
  double cost_;
};

}  // namespace nines::detail

namespace nines {

/// What one question about plans may cost, in blocks of quadrature; more where it is of several
/// sums.
inline work_budget work_of_tables(const char* function, double sums = 1) {
  return {function, 1.4e6 * sums, "blocks of quadrature",
          "too many or too rough parts; certain_within() bounds the probability"};
}

}  // namespace nines

namespace nines::detail {

/// From a distribution that can be evaluated to atoms and pieces.
template <class T>
tabulated<T> tabulate_evaluated(const evaluated_distribution<T>& dist, work_budget& work) {
  const time_outline<T> outline = dist.outline();
  tabulated<T> table;
  table.origin = outline.min;
  table.max = outline.max - outline.min;  // of times, as those below
  table.reach = outline.reach - outline.min;
  table.completion = outline.completion;
  table.atoms = outline.atoms;
  table.breakpoints = outline.breakpoints;
  for (auto& a : table.atoms) a.time -= outline.min;
  for (auto& b : table.breakpoints) b.time -= outline.min;
  distribution_source<T> source(dist, outline);
  refiner<T> refined(source, work, dist.is_exact() ? zero<T>() : outline.min);
  table.pieces = refined.pieces(edges_of(table.breakpoints, table.reach), is_finite(table.max));
  table.finish("tabulate");
  return table;
}

}  // namespace nines::detail

namespace nines {

/// The table of a distribution: of any type with at(seconds) and outline(); density_after_least()
/// keeps the digits of times near the shortest. *Throws* convergence_error where the table misses
/// 1e-10, and where the budget ends. *Cost*: 20 to 25 values of the distribution per piece.
template <class T, class Dist>
tabulated<T> tabulate(const Dist& dist, work_budget& work) {
  return detail::tabulate_evaluated<T>(detail::evaluated<T, Dist>(dist), work);
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::tabulated<double> nines::detail::tabulate_evaluated(
    const nines::detail::evaluated_distribution<double>&, nines::work_budget&);
#endif
