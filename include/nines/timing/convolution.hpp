// SPDX-License-Identifier: BSL-1.0
// The law of the sum of two independent durations, both tails to some 1e-12.
//
//   f(t) = integral f_X(s) f_Y(t - s) ds + sum of atoms of X * f_Y(t - a) + the same exchanged
//
// All terms are positive. The integral is taken over each overlap of a piece of X with one of Y, in
// the variable of the piece that is wider in its own; the largest overlaps first, until the rest
// cannot count. The result is tabulated again, so a sum of many costs no more for each. Where X is
// rough by order a and Y by order b, the sum is by a + b + 1: what is smoother than order 7 is no
// breakpoint. Cost: 200 to 500 values of f, each some 5 us.
#pragma once

#include <nines/algebra.hpp>
#include <nines/timing/tabulated.hpp>

namespace nines::detail {

/// The density of X + Y at an instant, and integrals weighted by X's share of it.
template <class T>
class convolution {
 public:
  convolution(const tabulated<T>& x, const tabulated<T>& y) : x_(x), y_(y) {}

  /// The density of the sum; times from the origins.
  [[nodiscard]] T operator()(const T& t) {
    return weighted(t, [](const T&) { return one<T>(); });
  }
  /// The same with each X = s weighed by weight(s).
  template <class Weight>
  [[nodiscard]] T weighted(const T& t, const Weight& weight) {
    T sum = zero<T>();
    for (const auto& a : x_.atoms)
      if (a.time <= t) sum += a.mass * weight(a.time) * y_.density(t - a.time);  // a place
    for (const auto& b : y_.atoms) {
      if (b.time > t) continue;
      const T s = t - b.time;  // a place
      sum += b.mass * weight(s) * x_.density(s);
    }
    find_overlaps(t);
    const T rest = one<T>() / T(overlaps_.size() + 1);
    for (const auto& o : overlaps_) {
      if (o.bound <= T(1e-13) * rest * sum) break;
      sum += over(o, t, weight, sum);
    }
    return sum;
  }

 private:
  using piece = density_piece<T>;
  using block = typename piece::block;
  struct overlap {
    const piece* x;
    const piece* y;
    T from, to;      // of s
    T y_from, y_to;  // of t - s: at s = to and at s = from
    T bound;         // of the integral, roughly
  };

  void find_overlaps(const T& t) {
    overlaps_.clear();
    std::size_t end = y_.pieces.size();
    for (const auto& p : x_.pieces) {
      if (!(p.from < t)) break;
      const T longest = t - p.from;  // places, here and below
      while (end > 0 && y_.pieces[end - 1].from >= longest) --end;
      for (std::size_t j = end; j-- > 0 && y_.pieces[j].to > t - p.to;) add(p, y_.pieces[j], t);
    }
    std::sort(overlaps_.begin(), overlaps_.end(),
              [](const overlap& a, const overlap& b) { return a.bound > b.bound; });
  }
  void add(const piece& p, const piece& q, const T& t) {
    const T x_from = t - q.to;  // places: an edge of one piece seen from the other
    const T x_to = t - q.from;
    const T y_from = t - p.to;
    const T y_to = t - p.from;
    overlap o{&p,
              &q,
              std::max(p.from, x_from),
              std::min(p.to, x_to),
              std::max(q.from, y_from),
              std::min(q.to, y_to),
              zero<T>()};
    if (!(o.from < o.to) && !(o.y_from < o.y_to)) return;  // one may be too short to be seen in t
    o.bound = std::min(p.mass * q.top, q.mass * p.top);
    overlaps_.push_back(o);
  }

  template <class Weight>
  T over(const overlap& o, const T& t, const Weight& weight, const T& known) const {
    const T x_spread = spread(*o.x, o.from, o.to);
    const T y_spread = spread(*o.y, o.y_from, o.y_to);
    const bool both_ways = o.x->kind == o.y->kind;  // seen along s, Y's anchor is on the other side
    if (both_ways && x_spread > 1 && y_spread > 1) {
      overlap left = o;
      overlap right = o;
      left.to = right.from = o.from + (o.to - o.from) / 2;  // places
      left.y_from = right.y_to = o.y_from + (o.y_to - o.y_from) / 2;
      const T first = over(left, t, weight, known);
      return first + over(right, t, weight, known + first);
    }
    const bool all_of_x = o.from == o.x->from && o.to == o.x->to;  // then it is prepared
    const bool all_of_y = o.y_from == o.y->from && o.y_to == o.y->to;
    const bool as_good = x_spread == y_spread && (all_of_x || !all_of_y);
    if (!(o.y_from < o.y_to) || (o.from < o.to && (x_spread > y_spread || as_good)))
      return along(*o.x, *o.y, t, o.from, o.to, weight, known);
    const auto mirrored = [&](const T& s) { return weight(t - s); };  // a place
    return along(*o.y, *o.x, t, o.y_from, o.y_to, mirrored, known);
  }
  /// How far an overlap reaches in the log of a distance.
  static T spread(const piece& p, const T& from, const T& to) {
    return p.is_even() ? zero<T>() : std::abs(p.variable(to) - p.variable(from));
  }
  /// The integral in the variable of `p`.
  template <class Weight>
  static T along(const piece& p, const piece& q, const T& t, const T& from, const T& to,
                 const Weight& weight, const T& known) {
    const auto rest = [&](const block& place, block& values) {
      block other;
      for (std::size_t i = 0; i < place.size(); ++i) other[i] = t - place[i];  // a place
      q.variable_each(other);
      q.add_log(other, values);
      kronrod<T>::exp_each(values);
      for (std::size_t i = 0; i < place.size(); ++i) values[i] *= weight(place[i]);
    };
    const auto f = [&](const block& v, block& values) {
      block place;
      p.place_each(v, place);
      values = p.is_even() ? block{} : v;  // the log of ds / dv
      p.add_log(v, values);
      rest(place, values);
    };
    if (from == p.from && to == p.to) {
      block values = p.logs_at_nodes;
      rest(p.places_of_nodes, values);
      return kronrod<T>::rule().judge(values, f, p.low, p.high, known);
    }
    const T a = p.variable(from);
    const T b = p.variable(to);
    return kronrod<T>::rule().integrate(f, std::min(a, b), std::max(a, b), known);
  }

  const tabulated<T>& x_;
  const tabulated<T>& y_;
  std::vector<overlap> overlaps_;
};

/// Atoms of a sum: all pairs. Chances below 1e-30 are left out.
template <class T>
std::vector<law_atom<T>> sum_of_atoms(const tabulated<T>& x, const tabulated<T>& y) {
  if (x.atoms.size() * y.atoms.size() > 4'000'000)
    fail("sequence", "number of fixed times", x.atoms.size() * y.atoms.size(),
         "at most 4000000: records so many need a smooth law");
  std::vector<law_atom<T>> atoms;
  for (const auto& a : x.atoms)
    for (const auto& b : y.atoms)
      if (a.mass * b.mass > T(1e-30)) atoms.push_back({a.time + b.time, a.mass * b.mass});
  tidy(atoms);
  return atoms;
}

/// Where a sum is rough, atoms of one part included; a shortest time is always kept.
template <class T>
std::vector<law_breakpoint<T>> sum_of_breakpoints(const tabulated<T>& x, const tabulated<T>& y) {
  std::vector<law_breakpoint<T>> breaks;
  const auto add = [&](const T& time, const T& order) {
    if (order <= 7) breaks.push_back({time, order});
  };
  for (const auto& b : x.breakpoints)
    for (const auto& c : y.breakpoints) add(b.time + c.time, b.order + c.order + 1);
  for (const auto& b : x.breakpoints)
    for (const auto& c : y.atoms) add(b.time + c.time, b.order);
  for (const auto& b : x.atoms)
    for (const auto& c : y.breakpoints) add(b.time + c.time, c.order);
  constexpr T never = std::numeric_limits<T>::infinity();
  const auto first = [](const auto& points) {
    return points.empty() ? never : points.front().time;
  };
  const T least =
      std::min({first(x.breakpoints) + first(y.breakpoints), first(x.breakpoints) + first(y.atoms),
                first(x.atoms) + first(y.breakpoints)});
  if (least < never) breaks.push_back({least, smooth<T>});
  tidy(breaks, T(x.reach + y.reach));
  return breaks;
}

/// A time after which next to nothing is left of a sum, from bounds that are certain.
template <class T>
T reach_of_sum(const tabulated<T>& x, const tabulated<T>& y) {
  const T whole = x.reach + y.reach;
  if (x.most + y.most <= whole) return x.most + y.most;
  constexpr int steps = 32;
  for (int i = steps / 4; i < steps; ++i) {
    const T t = whole * T(i) / T(steps);
    T left = zero<T>();
    for (const auto& p : x.pieces) left += p.mass * y.most_after(t - p.to);  // places
    for (const auto& a : x.atoms) left += a.mass * y.most_after(t - a.time);
    if (left <= T(negligible_mass)) return t;
  }
  return whole;
}

/// The law of the sum of two.
template <class T>
tabulated<T> convolved(const tabulated<T>& x, const tabulated<T>& y) {
  tabulated<T> z;
  z.origin = x.origin + y.origin;
  z.most = x.most + y.most;
  z.finishes = both(x.finishes, y.finishes);
  z.atoms = sum_of_atoms(x, y);
  z.breakpoints = sum_of_breakpoints(x, y);
  convolution<T> density(x, y);
  z.reach = reach_of_sum(x, y);
  refiner<T, convolution<T>> refined(density);
  const std::vector<T> edges = edges_of(z.breakpoints, z.reach);
  z.pieces = is_finite(z.most) ? refined.pieces(edges, true) : refined.pieces_of_sum(edges);
  z.reach = std::max(z.pieces.empty() ? zero<T>() : z.pieces.back().to,
                     z.atoms.empty() ? zero<T>() : z.atoms.back().time);
  z.finish("sequence");
  return z;
}

/// The sum with a part that is one fixed time: the other one, later. Nothing is computed again.
template <class T>
tabulated<T> later(tabulated<T> law, const T& delay) {
  law.origin += delay;
  return law;
}

}  // namespace nines::detail
