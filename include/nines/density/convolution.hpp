// SPDX-License-Identifier: BSL-1.0
// Convolution: the distribution of the sum of two independent times, both tails to some 1e-11.
//
//   f(t) = integral f_X(s) f_Y(t - s) ds + sum of atoms of X * f_Y(t - a) + the same exchanged
//
// All terms are positive. The integral is taken over each overlap of a piece of X with one of Y, in
// the variable of the piece that is wider in its own; the largest overlaps first, until the rest
// cannot count; those of copies mirror each other and are taken once. The result is tabulated
// again, so a sum of many costs no more for each. A narrow mode of the sum lies where a narrow mode
// of X meets one of Y: there the density is tried beside what the nodes of a piece say. Cost: 300
// to 2000 values of f, each of 1 to 20 blocks of quadrature.
// Index: convolution of densities.
#pragma once

#include <nines/algebra.hpp>
#include <nines/density/narrow_peaks.hpp>
#include <nines/density/sum_singularities.hpp>

namespace nines::detail {

/// The density of X + Y at an instant, and integrals weighted by X's share of it.
template <class T>
class convolution final : public density_source<T> {
 public:
  convolution(const tabulated<T>& x, const tabulated<T>& y, work_budget& work)
      : x_(x), y_(y), modes_(x, y), work_(work), is_square_(are_multiples(x, y)) {}

  /// The density of the sum; times from the origins.
  [[nodiscard]] T operator()(const T& t) override { return at({t}); }
  [[nodiscard]] T at(const instant<T>& t) override { return summed(t, unweighted{}, is_square_); }
  /// The same with each X = s weighed by weight(s).
  template <class Weight>
  [[nodiscard]] T weighted(const T& t, const Weight& weight) {
    return summed({t}, weight, false);
  }

  /// As a source of pieces: it spends by itself what its blocks cost.
  [[nodiscard]] double cost() const override { return 1; }
  /// Whether no two narrow modes meet in a range.
  [[nodiscard]] bool is_empty(const piece_range<T>& r) override {
    work_.spend(modes_.cost());
    return modes_.each(r, [](const T& /*t*/, const T& mass, const T& /*breadth*/) {
      return mass <= T(negligible_mass);
    });
  }
  /// Whether the density is what a piece says where they do.
  [[nodiscard]] bool agrees(const density_piece<T>& p) override {
    if (p.mass <= T(negligible_mass)) return true;
    work_.spend(modes_.cost());
    meetings_.clear();
    (void)modes_.each(p, [&](const T& t, const T& mass, const T& breadth) {
      const T excess = mass / breadth / exp_of(p.log_density(t));
      if (excess > T(1e-10)) meetings_.push_back({t, excess});
      return true;
    });
    std::sort(meetings_.begin(), meetings_.end(),
              [](const auto& a, const auto& b) { return a.excess > b.excess; });
    for (std::size_t i = 0; i < std::min<std::size_t>(meetings_.size(), 4); ++i) {
      const T ratio = (*this)(meetings_[i].time) / exp_of(p.log_density(meetings_[i].time));
      if (!(std::abs(ratio - one<T>()) <= T(1e-7))) return false;
    }
    return true;
  }

 private:
  using piece = density_piece<T>;
  using block = typename piece::block;
  struct meeting {
    T time, excess;
  };

  /// Where a piece of X and one of Y overlap. Times count from the anchors of the two pieces, so
  /// that nothing is lost where these are far out.
  struct overlap {
    const piece* x;
    const piece* y;
    T sum;           // of both such times
    T from, to;      // of X
    T y_from, y_to;  // of Y: where X is at `to` and at `from`
    int times;       // how many overlaps are like it
  };

  /// An overlap with no less than it holds, and than all from it on hold together.
  struct bounded {
    T bound, left;
    std::size_t index;
  };

  /// The sum over all overlaps; `in_pairs`, those that mirror each other are integrated once.
  template <class Weight>
  [[nodiscard]] T summed(const instant<T>& t, const Weight& weight, bool in_pairs) {
    T sum = zero<T>();
    const auto in_x = atoms_within_reach(x_, y_, t.time);
    const auto in_y = atoms_within_reach(y_, x_, t.time);
    work_.spend(0.3 * static_cast<double>(in_x.size() + in_y.size()));  // of the time of a block
    for (const auto& a : in_x) sum += a.mass * weight(a.time) * y_.density(t.since(a.time));
    for (const auto& b : in_y) {
      const auto s = t.since(b.time);
      sum += b.mass * weight(s.time) * x_.density(s);
    }
    find_overlaps(t, in_pairs);
    for (const auto& next : order_) {
      if (next.left <= T(1e-12) * sum) break;
      const overlap& o = overlaps_[next.index];
      sum += T(o.times) * over(o, t.time, weight, sum);
    }
    return sum;
  }
  void find_overlaps(const instant<T>& t, bool in_pairs) {
    overlaps_.clear();
    order_.clear();
    if (y_.pieces.empty()) return;
    const T late = t.time + 4 * std::numeric_limits<T>::epsilon() * t.time;
    const T early = t.time - 4 * std::numeric_limits<T>::epsilon() * t.time;  // but for rounding
    std::size_t end = y_.pieces.size();
    for (std::size_t i = 0; i < x_.pieces.size(); ++i) {
      const piece& p = x_.pieces[i];
      if (!(p.from < late)) break;
      const T longest = late - p.from;  // places, here and below
      while (end > 0 && y_.pieces[end - 1].from >= longest) --end;
      const std::size_t first = in_pairs ? i : 0;
      for (std::size_t j = end; j-- > first && y_.pieces[j].to > early - p.to;)
        add(p, y_.pieces[j], t, in_pairs && j > i ? 2 : 1);
    }
    work_.spend(0.01 * static_cast<double>(x_.pieces.size()) +
                0.3 * static_cast<double>(overlaps_.size()));  // of the time of a block
    std::sort(order_.begin(), order_.end(),
              [](const auto& a, const auto& b) { return a.bound > b.bound; });
    T left = zero<T>();
    for (std::size_t i = order_.size(); i-- > 0;) order_[i].left = left += order_[i].bound;
  }
  void add(const piece& p, const piece& q, const instant<T>& t, int times) {
    const auto sum = t.since(p.anchor).since(q.anchor);
    const T x_from =
        sum.since(q.last).rounded();  // places: an edge of one piece seen from the other
    const T x_to = sum.since(q.first).rounded();
    const T y_from = sum.since(p.last).rounded();
    const T y_to = sum.since(p.first).rounded();
    const overlap o{&p,
                    &q,
                    sum.rounded(),
                    std::max(p.first, x_from),
                    std::min(p.last, x_to),
                    std::max(q.first, y_from),
                    std::min(q.last, y_to),
                    times};
    if (!(o.from < o.to) && !(o.y_from < o.y_to)) return;  // one may be too short to be seen
    const T bound =
        T(2 * times) * std::min(p.mass * q.top, q.mass * p.top);  // nodes may miss the very top
    order_.push_back({bound, zero<T>(), overlaps_.size()});
    overlaps_.push_back(o);
  }

  template <class Weight>
  [[nodiscard]] T over(const overlap& o, const T& t, const Weight& weight, const T& known,
                       bool is_half = false) const {
    const T x_spread = spread(*o.x, o.from, o.to);
    const T y_spread = spread(*o.y, o.y_from, o.y_to);
    const bool both_ways = o.x->kind == o.y->kind;  // seen along s, Y's anchor is on the other side
    if (both_ways && !is_half && x_spread > 1 && y_spread > 1) {
      overlap left = o;
      overlap right = o;
      left.to = right.from = o.from + (o.to - o.from) / 2;
      left.y_from = right.y_to = o.y_from + (o.y_to - o.y_from) / 2;
      const T first = over(left, t, weight, known, true);
      return first + over(right, t, weight, known + first, true);
    }
    const bool all_of_x = o.from == o.x->first && o.to == o.x->last;  // then it is prepared
    const bool all_of_y = o.y_from == o.y->first && o.y_to == o.y->last;
    // Of a small distance nothing is lost where it is taken from a time far out.
    const T x_size = std::max(std::abs(o.from), std::abs(o.to));
    const T y_size = std::max(std::abs(o.y_from), std::abs(o.y_to));
    const bool x_is_small = x_size < y_size / 64 && y_spread < 1;
    const bool y_is_small = y_size < x_size / 64 && x_spread < 1;
    const bool as_good = x_spread == y_spread && (all_of_x || !all_of_y);
    const bool along_x = x_is_small || (!y_is_small && (x_spread > y_spread || as_good));
    if (!(o.y_from < o.y_to) || (o.from < o.to && along_x))
      return along(*o.x, *o.y, o.sum, o.from, o.to, weight, known);
    if constexpr (std::same_as<Weight, unweighted>)
      return along(*o.y, *o.x, o.sum, o.y_from, o.y_to, weight, known);
    const auto mirrored = [&](const T& s) { return weight(t - s); };
    return along(*o.y, *o.x, o.sum, o.y_from, o.y_to, mirrored, known);
  }
  /// How far an overlap reaches in the log of a distance.
  static T spread(const piece& p, const T& from, const T& to) {
    return p.is_even() ? zero<T>() : std::abs(p.variable_at(to) - p.variable_at(from));
  }
  /// The integral in the variable of `p`, between two times from its anchor.
  template <class Weight>
  [[nodiscard]] T along(const piece& p, const piece& q, const T& sum, const T& from, const T& to,
                        const Weight& weight, const T& known) const {
    const auto rest = [&](const block& after, block& values) {
      block other;
      for (std::size_t i = 0; i < after.size(); ++i) other[i] = sum - after[i];
      q.variable_each(other);
      q.add_log(other, values);
      kronrod<T>::exp_each(values);
      if constexpr (std::same_as<Weight, unweighted>) return;
      for (std::size_t i = 0; i < after.size(); ++i) values[i] *= weight(p.anchor + after[i]);
    };
    const auto f = [&](const block& v, block& values) {
      block after;
      p.offset_each(v, after);
      values = p.is_even() ? block{} : v;  // the log of ds / dv
      p.add_log(v, values);
      rest(after, values);
    };
    if (from == p.first && to == p.last) {
      block values = p.logs_at_nodes;
      rest(p.offsets_of_nodes, values);
      return kronrod<T>::rule().judge(values, f, p.low, p.high, known, work_);
    }
    const T a = p.variable_at(from);
    const T b = p.variable_at(to);
    return kronrod<T>::rule().integrate(f, std::min(a, b), std::max(a, b), known, work_);
  }

  const tabulated<T>& x_;
  const tabulated<T>& y_;
  narrow_peaks<T> modes_;
  std::vector<overlap> overlaps_;
  std::vector<bounded> order_;  // the largest first
  std::vector<meeting> meetings_;
  work_budget& work_;
  bool is_square_;
};

template <class T>
bool is_fixed(const tabulated<T>& dist) {
  return dist.pieces.empty() && dist.atoms.size() == 1;
}
/// A distribution after a fixed time, whose table may hold less than all of the probability.
template <class T>
tabulated<T> after_fixed(const tabulated<T>& fixed, tabulated<T> dist) {
  const auto& atom = fixed.atoms.front();
  dist.origin += fixed.origin + atom.time;
  const probability<T> completion = both(fixed.completion, dist.completion);
  if (atom.mass < one<T>()) dist.scale(atom.mass);
  dist.completion = completion;
  return dist;
}

}  // namespace nines::detail

namespace nines {

/// The distribution of the sum of two independent times; a fixed time only moves the origin.
/// *Accuracy*: both tails to some 1e-11. *Throws* convergence_error where the probabilities of the
/// sum miss 1e-10, and where the budget ends.
template <class T>
tabulated<T> convolved(const tabulated<T>& x, const tabulated<T>& y, work_budget& work) {
  if (detail::is_fixed(x)) return detail::after_fixed(x, y);
  if (detail::is_fixed(y)) return detail::after_fixed(y, x);
  tabulated<T> z;
  z.origin = x.origin + y.origin;
  z.max = x.max + y.max;
  z.completion = both(x.completion, y.completion);
  z.atoms = detail::sum_of_atoms(x, y);
  z.breakpoints = detail::sum_of_breakpoints(x, y);
  detail::convolution<T> density(x, y, work);
  z.reach = detail::reach_of_sum(x, y);
  detail::refiner<T> refined(density, work);
  const std::vector<T> edges = detail::edges_of(z.breakpoints, z.reach);
  z.pieces = is_finite(z.max) ? refined.pieces(edges, true) : refined.pieces_of_sum(edges);
  z.reach = std::max(z.pieces.empty() ? zero<T>() : z.pieces.back().to,
                     z.atoms.empty() ? zero<T>() : z.atoms.back().time);
  z.finish("sequence");
  return z;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::tabulated<double> nines::convolved(const nines::tabulated<double>&,
                                                          const nines::tabulated<double>&,
                                                          nines::work_budget&);
#endif
