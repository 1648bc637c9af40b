// SPDX-License-Identifier: BSL-1.0
// Pieces that approximate a density to 1e-11, from its values.
//
// Between two neighbouring breakpoints a piece is tried as a polynomial of the time; where that
// does not do it is halved, and a piece at a breakpoint that gains little by it turns to the log of
// the distance from there. What a piece may be wrong by is measured against its mass: relative
// 1e-11 where it holds 3e-12 or more, absolute 3e-23 below. A few values cannot show a narrow
// mode between them, so a piece counts only when it agrees with what else its source knows of it:
//
//   source(t)               the density
//   source.cost()           of a piece that is tried, beside what it spends itself
//   source.is_empty(range)  whether there is nothing to count there
//   source.agrees(piece)    whether nothing else is known to be there
//
// Cost: 20 to 25 values of the density per piece that is tried: 20 to 700 in all for a
// distribution, 300 to 2000 for a sum of two.
#pragma once

#include <nines/density/panel.hpp>
#include <nines/distribution/singularities.hpp>
#include <nines/error.hpp>
#include <vector>

namespace nines::detail {

/// A density, and what else is known of it.
template <class T>
class density_source {
 public:
  density_source() = default;
  density_source(const density_source&) = delete;
  density_source& operator=(const density_source&) = delete;
  virtual ~density_source() = default;
  [[nodiscard]] virtual T operator()(const T& t) = 0;
  /// The same at a time that has lost nothing, if the source can tell.
  [[nodiscard]] virtual T at(const instant<T>& t) { return (*this)(t.time); }
  [[nodiscard]] virtual double cost() const = 0;
  [[nodiscard]] virtual bool is_empty(const piece_range<T>& range) = 0;
  [[nodiscard]] virtual bool agrees(const density_piece<T>& piece) = 0;
  /// Whether agrees() sees to the ends of a piece too.
  [[nodiscard]] virtual bool has_witness() const { return false; }
};

template <class T>
class refiner {
 public:
  /// `origin` is where the times of the density are counted from, if that is not where its argument
  /// is: what a distance from a breakpoint has lost there to rounding.
  explicit refiner(density_source<T>& source, work_budget& work, const T& origin = zero<T>())
      : source_(source), work_(work), origin_(origin) {}

  /// The pieces between neighbouring edges, in order; the last one need not be a breakpoint.
  [[nodiscard]] std::vector<density_piece<T>> pieces(const std::vector<T>& edges, bool bounded) {
    has_few_edges_ = edges.size() <= 64;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i)
      refine(piece_range<T>::even(edges[i], edges[i + 1]), true, bounded || i + 2 < edges.size(),
             0);
    return std::move(pieces_);
  }
  /// The same of a sum without bound, whose last stretch is known to need several pieces.
  [[nodiscard]] std::vector<density_piece<T>> pieces_of_sum(std::vector<T> edges) {
    if (edges.size() < 2) return {};
    const T reach = edges.back();
    edges.pop_back();
    auto whole = pieces(edges, true);
    pieces_ = std::move(whole);
    const auto last = from_anchor(piece_range<T>::even(edges.back(), reach), spacing::from_left);
    const T width = last.high - last.low;
    for (const auto& part : last.cut(static_cast<int>(width / T(0.8)) + 1))
      refine(part, false, false, 2);
    return std::move(pieces_);
  }

 private:
  using piece = density_piece<T>;
  using samples = typename piece::samples;

  /// Where the log of a density is zero: less than that of any number.
  static T log_of_density(const T& f) {
    return f > std::numeric_limits<T>::min() ? log_of(f) : T(-720);
  }

  void refine(const piece_range<T>& range, bool at_left, bool at_right, int depth) {
    work_.spend(source_.cost());
    const samples v = piece::places(range);
    samples y;
    T mass = zero<T>();
    for (std::size_t j = 0; j < v.size(); ++j) {
      y[j] = log_of_density(source_.at(range.exact_place(v[j])));
      mass = std::max(mass, exp_of(T(range.is_even() ? y[j] : y[j] + v[j])));
    }
    mass *= range.high - range.low;
    const T peak = *std::max_element(y.begin(), y.end());
    if (peak <= T(-720) || (mass < T(negligible_mass) / 10 && depth > 1)) {
      if (source_.is_empty(range)) return;
      return divide(range, at_left, at_right, false, 4, depth + 1);
    }
    const samples c = piece::transform(y);
    const T tail = std::max(std::abs(c[piece::nodes - 1]), std::abs(c[piece::nodes - 2]));
    const T rounding = noise(range, peak);
    const T allowed = std::max(allowed_for(mass), rounding);
    if (tail <= allowed) {
      piece p = interpolated(range, c, allowed);
      const bool is_whole = p.measure(work_) && tail <= std::max(allowed_for(p.mass), rounding);
      if (is_whole && source_.agrees(p) && ends_agree(p, at_left, at_right))
        return pieces_.push_back(p);
      return divide(range, at_left, at_right, false, 4, depth + 1);
    }
    if (depth > 60 && mass < T(1e-14)) {  // an edge that rounding has moved
      piece p = interpolated(range, c, allowed);
      p.measure(work_);
      return pieces_.push_back(p);
    }
    const bool is_singular = tail > T(1e-5) * (std::abs(c[1]) + std::abs(c[2])) || depth >= 3;
    const bool at_both = at_left && at_right && is_singular;  // then each half turns to its end
    divide(range, at_left, at_right, is_singular, tail > T(1e-7) && !at_both ? 4 : 2, depth + 1);
  }

  /// Whether a piece is right close to a breakpoint, where a density may reach its level within a
  /// time far shorter than the distance of the nodes. A source that has witnesses has seen to that;
  /// where there are very many breakpoints the stretches between them are short themselves.
  [[nodiscard]] bool ends_agree(const piece& p, bool at_left, bool at_right) const {
    if (source_.has_witness() || !has_few_edges_ || !p.is_even() || !(p.mass > T(negligible_mass)))
      return true;
    for (T share = T(0x1p-10); share > T(1e-12); share /= 16) {
      const T step = (p.high - p.low) * share;
      if (at_left && !is_right(p, p.from + step, step)) return false;
      if (at_right && !is_right(p, p.to - step, step)) return false;
    }
    return true;
  }
  /// Whether the error of a piece at a time would be negligible over the whole piece.
  [[nodiscard]] bool is_right(const piece& p, const T& t, const T& during) const {
    if (!(t > p.from && t < p.to)) return true;
    const T off = source_(t) - exp_of(p.log_density(t));
    return std::abs(off) * during <= T(1e-12) * p.mass;
  }

  /// What the log of a density may be wrong by.
  static T allowed_for(const T& mass) {
    return std::min(T(1e-11) * std::max(one<T>(), T(3e-12) / mass), T(0.1));
  }

  /// What rounding makes of the log of a density: of itself, and of the distance to the anchor.
  [[nodiscard]] T noise(const piece_range<T>& range, const T& peak) const {
    const bool is_far = range.is_even() || range.high > range.low + 3;
    const T of_distance = is_far ? zero<T>() : (origin_ + range.anchor) / exp_of(range.low);
    return 4 * std::numeric_limits<T>::epsilon() * (std::abs(peak) + of_distance);
  }

  void divide(const piece_range<T>& range, bool at_left, bool at_right, bool is_singular, int count,
              int depth) {
    if (depth > 60 || pieces_.size() > 20000)
      give_up("sequence", "a density near " + describe(range.from) + " s has not settled");
    const bool turns = range.is_even() && at_left != at_right && is_singular;
    if (turns)
      return refine(from_anchor(range, at_left ? spacing::from_left : spacing::from_right), false,
                    false, depth);
    const auto parts = range.cut(count);
    for (std::size_t i = 0; i < parts.size(); ++i)
      refine(parts[i], at_left && i == 0, at_right && i + 1 == parts.size(), depth);
  }

  /// A range in the log of the distance from its end.
  piece_range<T> from_anchor(const piece_range<T>& range, spacing kind) {
    const T& anchor = kind == spacing::from_left ? range.from : range.to;
    const T most = log_of(T(range.to - range.from));
    auto whole = piece_range<T>::to_anchor(kind, anchor, least_log(kind, anchor, most), most);
    (kind == spacing::from_left ? whole.to : whole.from) =
        kind == spacing::from_left ? range.to : range.from;
    return whole;
  }

  /// The log of a distance within which there is no mass to speak of.
  T least_log(spacing kind, const T& anchor, const T& most) {
    const T rounded = 64 * std::numeric_limits<T>::epsilon() * (origin_ + anchor);
    T u = most - T(3);
    for (; u > T(-600); u -= T(3)) {
      const T distance = exp_of(u);
      const T t = kind == spacing::from_left ? anchor + distance : anchor - distance;
      if (distance <= rounded) break;
      const auto rest = piece_range<T>::even(std::min(t, anchor), std::max(t, anchor));
      if (source_(t) * distance <= T(negligible_mass) / 10 && source_.is_empty(rest)) break;
    }
    return u;
  }

  /// A piece with as many coefficients as count.
  static piece interpolated(const piece_range<T>& range, const samples& c, const T& allowed) {
    piece p{range};
    p.terms = piece::nodes;
    while (p.terms > 1 && std::abs(c[p.terms - 1]) < allowed / 100) --p.terms;
    p.coefficients = piece::powers_of(c, p.terms);
    return p;
  }

  density_source<T>& source_;
  work_budget& work_;
  T origin_;
  bool has_few_edges_ = true;
  std::vector<piece> pieces_;
};

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template class nines::detail::refiner<double>;
#endif
