// SPDX-License-Identifier: BSL-1.0
// The table of a distribution: atoms, and pieces of a density. Sums of tables are tables.
//
// Times are counted from `origin`, the distribution's shortest time, near which they keep their
// digits.
//
//   F(t) = atoms and pieces before t        S(t) = those after t, and what never ends
//
// Both are sums, so each is right where it is small: of whole pieces, which are kept, and of two
// parts of one.
#pragma once

#include <nines/density/refine.hpp>
#include <nines/distribution/singularities.hpp>
#include <span>

namespace nines {

/// A distribution of a time by its table: fixed times, and pieces of a density. What makes one
/// fills it in and then calls finish().
template <class T>
class tabulated {
 public:
  using piece = detail::density_piece<T>;

  T origin = zero<T>();                                  ///< the shortest time, in seconds
  T max = zero<T>();                                     ///< from the origin; may be infinite
  T reach = zero<T>();                                   ///< where the pieces end
  std::vector<time_atom<T>> atoms = {};                  ///< in the order of time
  std::vector<time_breakpoint<T>> breakpoints = {};      ///< in the order of time
  std::vector<piece> pieces = {};                        ///< in the order of time
  probability<T> completion = probability<T>::always();  ///< that it ends at all

  /// Sums up the pieces. Throws convergence_error when the masses do not add up to 1e-10.
  void finish(const char* function) {
    const std::size_t n = pieces.size();
    before_.assign(n + 1, zero<T>());
    after_.assign(n + 1, zero<T>());
    for (std::size_t i = 0; i < n; ++i) before_[i + 1] = before_[i] + pieces[i].mass;
    for (std::size_t i = n; i-- > 0;) after_[i] = after_[i + 1] + pieces[i].mass;
    for (auto& p : pieces) p.prepare();
    T total = before_[n];
    for (const auto& a : atoms) total += a.mass;
    if (!(std::abs(total - completion.value()) <= T(1e-10)))
      give_up(function, "the probabilities add up to " + describe(total) + " instead of " +
                            describe(completion.value()) + "; certain_within() bounds them");
  }

  /// Makes it a part of a larger distribution, with each probability times a weight; that
  /// distribution tells what never ends.
  void scale(const T& weight) {
    completion = {unchecked, weight * completion.value(), zero<T>()};
    const T log_weight = log_of(weight);
    for (auto& a : atoms) a.mass *= weight;
    for (auto& p : pieces) {
      p.coefficients[0] += log_weight;
      p.top *= weight;
      p.mass *= weight;
      p.prepare();
    }
    for (auto* sums : {&before_, &after_})
      for (T& mass : *sums) mass *= weight;
  }

  /// The distribution at a time from the origin.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const auto fixed = split_atoms(atoms, t, tie_width(T(origin + t)));
    const auto smooth_part = split(t);
    const T before = fixed.before + smooth_part.before;
    const T after = fixed.after + smooth_part.after + completion.complement();
    return {{unchecked, before, after + fixed.at},
            {unchecked, before + fixed.at, after},
            density(on_break(t))};
  }
  /// The density at a time. At a breakpoint it is the density after it, or before it where none
  /// follows; a large number where it is infinite.
  [[nodiscard]] T density(const T& t) const { return density(detail::instant<T>{t}); }
  /// The same at a time that has lost nothing to rounding.
  [[nodiscard]] T density(const detail::instant<T>& t) const {
    const auto next = std::upper_bound(
        pieces.begin(), pieces.end(), t,
        [](const auto& x, const piece& p) { return x.since(p.to).rounded() < zero<T>(); });
    const auto i = static_cast<std::size_t>(next - pieces.begin());
    if (i < pieces.size() &&
        (!(t.since(pieces[i].from).rounded() < zero<T>()) || is_next_to(pieces[i], t.time)))
      return exp_of(pieces[i].log_density(t));
    if (i > 0 &&
        (t.since(pieces[i - 1].to).rounded() == zero<T>() || is_next_to(pieces[i - 1], t.time)))
      return exp_of(pieces[i - 1].log_density(t));
    return zero<T>();
  }
  /// The sum of weight(t), which is not negative, over what ends, by probability.
  template <class Weight>
  [[nodiscard]] T sum(const Weight& weight) const {
    T total = zero<T>();
    for (const auto& a : atoms) total += a.mass * weight(a.time);
    for (const auto& p : pieces) total += p.integral(p.low, p.high, weight, total);
    return total;
  }

  /// No less than what is left after t.
  [[nodiscard]] T most_after(const T& t) const {
    T rest = t < reach && piece_at(t) < pieces.size() ? after_[piece_at(t)] : zero<T>();
    for (const auto& a : atoms)
      if (a.time > t) rest += a.mass;
    return rest;
  }

 private:
  /// The piece that contains t, or else the first one after it.
  [[nodiscard]] std::size_t piece_at(const T& t) const {
    const auto next = std::upper_bound(pieces.begin(), pieces.end(), t,
                                       [](const T& x, const piece& p) { return x < p.to; });
    return static_cast<std::size_t>(next - pieces.begin());
  }
  /// The breakpoint that a time is but for rounding, or the time.
  [[nodiscard]] T on_break(const T& t) const {
    return tied(breakpoints, t, tie_width(T(origin + t)),
                [](const time_breakpoint<T>& b) { return b.time; });
  }
  /// Whether a time is between a piece and the breakpoint that it is anchored at: its edge is there
  /// but for what is too short to hold anything.
  [[nodiscard]] static bool is_next_to(const piece& p, const T& t) {
    return p.kind == detail::spacing::from_left
               ? t >= p.anchor && t < p.from
               : p.kind == detail::spacing::from_right && t <= p.anchor && t >= p.to;
  }
  [[nodiscard]] bool contains(std::size_t i, const T& t) const { return pieces[i].from <= t; }
  [[nodiscard]] atom_split<T> split(const T& t) const {
    const std::size_t i = piece_at(t);
    if (i == pieces.size() || !contains(i, t)) return {before_[i], zero<T>(), after_[i]};
    return {before_[i] + pieces[i].mass_between(pieces[i].from, t), zero<T>(),
            pieces[i].mass_between(t, pieces[i].to) + after_[i + 1]};
  }

  std::vector<T> before_, after_;  // the probability before and after each edge
};

}  // namespace nines

namespace nines::detail {
/// The fixed times of a distribution from which the density of another reaches t.
template <class T>
[[nodiscard]] std::span<const time_atom<T>> atoms_within_reach(const tabulated<T>& dist,
                                                               const tabulated<T>& other,
                                                               const T& t) {
  if (other.pieces.empty()) return {};
  const T earliest = t - std::max(other.pieces.back().to, other.pieces.back().anchor);  // a place
  const auto by_time = [](const time_atom<T>& a, const T& time) { return a.time < time; };
  const auto from =
      std::lower_bound(dist.atoms.begin(), dist.atoms.end(), T(earliest - tie_width(t)), by_time);
  return {from, std::upper_bound(from, dist.atoms.end(), t,
                                 [](const T& time, const auto& a) { return time < a.time; })};
}
/// Whether the density of one is that of the other but for a factor, as of copies and of attempts
/// with their weights: then the overlaps of their pieces mirror each other.
template <class T>
bool are_multiples(const tabulated<T>& x, const tabulated<T>& y) {
  if (x.pieces.size() != y.pieces.size() || x.pieces.empty()) return false;
  const T factor = x.pieces[0].mass / y.pieces[0].mass;
  return std::equal(
      x.pieces.begin(), x.pieces.end(), y.pieces.begin(), [&](const auto& p, const auto& q) {
        return p.is_multiple_of(q) && std::abs(p.mass - factor * q.mass) <= T(1e-13) * p.mass;
      });
}

/// The edges between which a density is smooth, up to `reach`.
template <class T>
std::vector<T> edges_of(const std::vector<time_breakpoint<T>>& breakpoints, const T& reach) {
  std::vector<T> edges;
  for (const auto& b : breakpoints)
    if (b.time < reach) edges.push_back(b.time);
  if (!edges.empty()) edges.push_back(reach);
  return edges;
}

/// Adds to a distribution, or to a larger table, what a table with a weight says of its end, its
/// fixed times and its breakpoints, where it begins `since` later.
template <class Dist, class T>
void add_marks(Dist& dist, const tabulated<T>& part, const T& since, const T& weight = one<T>()) {
  dist.max = std::max(dist.max, since + part.max);
  dist.reach = std::max(dist.reach, since + part.reach);
  for (const auto& a : part.atoms) dist.atoms.push_back({since + a.time, weight * a.mass});
  for (const auto& b : part.breakpoints) dist.breakpoints.push_back({since + b.time, b.order});
}
/// Puts what add_marks() added in order, and what stands in one place together.
template <class Dist>
void tidy_marks(Dist& dist) {
  merge_ties(dist.atoms);
  if (!dist.breakpoints.empty()) merge_ties(dist.breakpoints, dist.reach);
}

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template class nines::tabulated<double>;
#endif
