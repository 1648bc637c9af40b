// SPDX-License-Identifier: BSL-1.0
// A piece of a density: log f as a polynomial, of the time or of the log of a distance.
//
// The polynomial is in a variable v, so that a density which is zero or infinite at an end, like a
// power, is smooth; so are the tails of the exponential, the Weibull and the lognormal
// distribution.
//
//   even          v = t - anchor
//   from_left     v = log(t - anchor)      a power of t - anchor is a straight line
//   from_right    v = log(anchor - t)
//
// So v tells a distance from the anchor, whose digits do not depend on how far out the anchor is.
//
// The polynomial interpolates in 20 Chebyshev nodes. An absolute error of log f is a relative one
// of f, however small f is.
// Source: Trefethen, Approximation Theory and Approximation Practice, 2013.
// Index: Chebyshev interpolation.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <limits>
#include <nines/density/instant.hpp>
#include <nines/density/quadrature.hpp>
#include <vector>

namespace nines::detail {

enum class spacing { even, from_left, from_right };

/// A weight that counts all alike.
struct unweighted {
  template <class T>
  T operator()(const T& /*t*/) const {
    return one<T>();
  }
};

/// Where a piece lies.
template <class T>
struct piece_range {
  spacing kind = spacing::even;
  T anchor = zero<T>();
  T from = zero<T>(), to = zero<T>();   // of the time
  T low = zero<T>(), high = zero<T>();  // of v

  static piece_range even(const T& from, const T& to) {
    return {spacing::even, from, from, to, zero<T>(), to - from};
  }
  /// What lies between two distances e^low and e^high from an anchor.
  static piece_range to_anchor(spacing kind, const T& anchor, const T& low, const T& high) {
    piece_range r{kind, anchor, zero<T>(), zero<T>(), low, high};
    r.from = r.place(kind == spacing::from_left ? low : high);
    r.to = r.place(kind == spacing::from_left ? high : low);
    return r;
  }

  [[nodiscard]] bool is_even() const { return kind == spacing::even; }
  /// How long after the anchor v is.
  [[nodiscard]] T offset(const T& v) const {
    if (is_even()) return v;
    return kind == spacing::from_left ? exp_of(v) : zero<T>() - exp_of(v);  // to the left of it
  }
  /// The time at v.
  [[nodiscard]] T place(const T& v) const { return anchor + offset(v); }
  /// The same, nothing lost.
  [[nodiscard]] instant<T> exact_place(const T& v) const {
    return instant<T>::sum(anchor, offset(v));
  }
  /// v at a time; a distance is of input, and at an edge of the piece it is the one stored.
  [[nodiscard]] T variable(const T& t) const {
    if (t == from) return kind == spacing::from_right ? high : low;
    if (t == to) return kind == spacing::from_right ? low : high;
    return variable_after(t - anchor);
  }
  /// v at a time from the anchor.
  [[nodiscard]] T variable_after(const T& after) const {
    if (is_even()) return after;
    const T distance = kind == spacing::from_left ? after : zero<T>() - after;  // as in offset()
    return log_of(std::max(distance, std::numeric_limits<T>::min()));
  }
  /// The same, a time later.
  void move(const T& by) {
    anchor += by;
    from += by;
    to += by;
  }
  /// Cut into equal stretches of v, in the order of time. Where the distance from the anchor no
  /// longer doubles the time itself is quicker, unless it has no digits left of that distance.
  [[nodiscard]] std::vector<piece_range> cut(int count) const {
    const T step = (high - low) / T(count);
    std::vector<piece_range> parts;
    for (int i = 0; i < count; ++i) {
      const bool is_mirrored = kind == spacing::from_right;
      piece_range part = *this;
      const int k = is_mirrored ? count - 1 - i : i;  // the i-th from the other end
      part.low = low + step * T(k);
      part.high = k + 1 == count ? high : T(low + step * T(k + 1));  // the next one's
      part.from = i == 0 ? from : parts.back().to;
      part.to = i + 1 == count ? to : place(is_mirrored ? part.low : part.high);
      const bool turns = step < T(0.85) && exp_of(part.low) > anchor / 1024;  // digits are left
      parts.push_back(is_even() || turns ? even(part.from, part.to) : part);
    }
    return parts;
  }
};

/// A range with the log of a density on it.
template <class T>
struct density_piece : piece_range<T> {
  static constexpr std::size_t nodes = 20;
  using samples = std::array<T, nodes>;
  using block = typename kronrod<T>::block;

  samples coefficients{};                 // of the powers of x in [-1, 1]
  std::size_t terms = 0;                  // how many coefficients count
  T mass = zero<T>();                     // the probability of the whole piece
  T top = zero<T>(), summit = zero<T>();  // the largest density, and where it is
  T first = zero<T>(), last = zero<T>();  // its edges, from the anchor
  block offsets_of_nodes{}, logs_at_nodes{};

  /// The nodes of the interpolation: values of v.
  [[nodiscard]] static samples places(const piece_range<T>& r) {
    samples v;
    for (std::size_t j = 0; j < nodes; ++j)
      v[j] = r.low + (r.high - r.low) * ((one<T>() + cosines()[nodes + j]) / 2);
    return v;
  }
  /// Chebyshev coefficients as those of powers: T_k+1 = 2 x T_k - T_k-1, with exact integers.
  [[nodiscard]] static samples powers_of(const samples& chebyshev, std::size_t terms) {
    samples sum{};
    samples now{};
    samples before{};
    now[0] = one<T>();
    for (std::size_t k = 0; k < terms; ++k) {
      for (std::size_t j = 0; j <= k; ++j) sum[j] += chebyshev[k] * now[j];
      samples next{};
      for (std::size_t j = 0; j < nodes; ++j)
        next[j] = T(j > 0 ? (k == 0 ? 1 : 2) * now[j - 1] : 0) - before[j];
      before = now;
      now = next;
    }
    return sum;
  }
  /// Chebyshev coefficients from samples at the nodes.
  [[nodiscard]] static samples transform(const samples& y) {
    samples c{};
    for (std::size_t k = 0; k < nodes; ++k) {
      for (std::size_t j = 0; j < nodes; ++j) c[k] += y[j] * cosines()[k * nodes + j];
      c[k] *= T(k == 0 ? 1 : 2) / T(nodes);
    }
    return c;
  }

  /// How long after the anchor a block of v is, and the other way round: what rounding puts outside
  /// the piece is at its edge, where a polynomial still means something.
  void offset_each(const block& v, block& after) const {
    after = v;
    if (this->is_even()) return;
    kronrod<T>::exp_each(after);
    if (this->kind == spacing::from_right)
      for (auto& x : after) x = zero<T>() - x;  // to the left, as in offset()
  }
  void variable_each(block& after) const {
    if (!this->is_even()) {
      const T sign = this->kind == spacing::from_left ? one<T>() : T(-1);
      for (auto& x : after) x = std::max(sign * x, std::numeric_limits<T>::min());
      kronrod<T>::log_each(after);
    }
    for (auto& v : after) v = std::min(std::max(v, this->low), this->high);
  }
  /// v at a time from the anchor; at an edge it is the one stored.
  [[nodiscard]] T variable_at(const T& after) const {
    const bool mirrored = this->kind == spacing::from_right;
    if (after == first) return mirrored ? this->high : this->low;
    if (after == last) return mirrored ? this->low : this->high;
    return this->variable_after(after);
  }
  /// Adds log f at a block of v to `sum`, by Horner's rule. The error is absolute: some epsilon of
  /// the largest log, as the coefficients fall faster than powers of x can grow.
  void add_log(const block& v, block& sum) const {
    const T scale = T(2) / (this->high - this->low);
    kronrod<T>::add_polynomial(v, this->low, scale, coefficients.data(), terms, sum);
  }
  [[nodiscard]] T log_density(const T& t) const { return log_at(this->variable(t)); }
  [[nodiscard]] T log_density(const instant<T>& t) const {
    return log_at(this->variable_after(t.since(this->anchor).rounded()));
  }
  /// The same at a value of v.
  [[nodiscard]] T log_at(const T& variable) const {
    const T v = std::clamp(variable, this->low, this->high);
    const T x = (v - this->low) / (this->high - this->low) * 2 - one<T>();
    T value = coefficients[terms - 1];
    for (std::size_t k = terms - 1; k-- > 0;) value = value * x + coefficients[k];
    return value;
  }
  /// The edges, the nodes of quadrature on the whole piece, and log(f dt / dv) there.
  void prepare() {
    const bool mirrored = this->kind == spacing::from_right;
    first = edge(this->from, mirrored ? this->high : this->low);
    last = edge(this->to, mirrored ? this->low : this->high);
    block v;
    kronrod<T>::rule().place(this->low, this->high, v);
    offset_each(v, offsets_of_nodes);
    logs_at_nodes = this->is_even() ? block{} : v;
    add_log(v, logs_at_nodes);
  }
  /// Whether another piece is this one but for a factor.
  [[nodiscard]] bool is_multiple_of(const density_piece& p) const {
    return this->kind == p.kind && this->anchor == p.anchor && this->from == p.from &&
           this->to == p.to && this->low == p.low && this->high == p.high && terms == p.terms &&
           std::equal(coefficients.begin() + 1, coefficients.end(), p.coefficients.begin() + 1);
  }
  /// How wide the piece looks: less than it is where the density peaks.
  [[nodiscard]] T breadth() const { return top > zero<T>() ? mass / top : zero<T>(); }
  /// Sets the probability of the piece and its largest density. False where the nodes of quadrature
  /// do not show the whole of it: a mode between them.
  bool measure(work_budget& work) {
    prepare();
    block densities{};
    block v;
    kronrod<T>::rule().place(this->low, this->high, v);
    add_log(v, densities);
    const auto largest = std::max_element(densities.begin(), densities.end());
    top = exp_of(*largest);
    summit = this->anchor + offsets_of_nodes[static_cast<std::size_t>(largest - densities.begin())];
    block values = logs_at_nodes;
    kronrod<T>::exp_each(values);
    const auto f = integrand(unweighted{});
    mass = kronrod<T>::rule().integrate(f, this->low, this->high, zero<T>(), work);
    const T seen = kronrod<T>::rule().whole(values, this->low, this->high);
    return std::abs(seen - mass) <= T(1e-6) * mass;
  }
  /// The integral of weight(t) f(t) from v = a to v = b, to a fraction of what is `known` already;
  /// t is an instant where the weight takes one.
  template <class Weight>
  [[nodiscard]] T integral(const T& a, const T& b, const Weight& weight,
                           const T& known = zero<T>()) const {
    return kronrod<T>::rule().integrate(integrand(weight), a, b, known);
  }
  /// The probability between two times of the piece.
  [[nodiscard]] T mass_between(const T& start, const T& end) const {
    if (!(start < end)) return zero<T>();
    const T a = this->variable(start);
    const T b = this->variable(end);
    return integral(std::min(a, b), std::max(a, b), unweighted{});
  }

 private:
  /// An edge from the anchor: as the time that a neighbour has too, if digits are left of it.
  [[nodiscard]] T edge(const T& time, const T& v) const {
    const T after = time - this->anchor;
    return std::abs(after) > this->anchor / 1024 ? after : this->offset(v);
  }
  /// weight(t) f(t) dt / dv at a block of v.
  template <class Weight>
  [[nodiscard]] auto integrand(const Weight& weight) const {
    return [this, &weight](const block& v, block& values) {
      values = this->is_even() ? block{} : v;  // the log of dt / dv
      add_log(v, values);
      kronrod<T>::exp_each(values);
      if constexpr (std::same_as<Weight, unweighted>) {
        (void)weight;
      } else {
        block after;
        offset_each(v, after);
        for (std::size_t i = 0; i < v.size(); ++i)
          if constexpr (std::invocable<const Weight&, const instant<T>&>)
            values[i] *= weight(instant<T>::sum(this->anchor, after[i]));
          else
            values[i] *= weight(this->anchor + after[i]);
      }
    };
  }
  /// cos(k pi (j + 1/2) / nodes), row by row.
  static const std::array<T, nodes * nodes>& cosines() {
    static const std::array<T, nodes * nodes> table = [] {
      std::array<T, nodes * nodes> c;
      for (std::size_t k = 0; k < nodes; ++k)
        for (std::size_t j = 0; j < nodes; ++j)
          c[k * nodes + j] = std::cos(T(k) * (T(j) + T(0.5)) * std::acos(T(-1)) / T(nodes));
      return c;
    }();
    return table;
  }
};

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template struct nines::detail::density_piece<double>;
#endif
