// SPDX-License-Identifier: BSL-1.0
// Gauss-Seidel sweeps for x = G x + f, with a bound of the relative error of each entry.
//
// G and f are not negative, and (I - G)^-1 = I + G + G^2 + ... is finite: mean times, rewards and
// absorption probabilities of transient states are such x. A state more, whose value is 1, sends
// out f, so that x is a fixed point of one matrix and the sweeps, with their extrapolation, are
// those of gauss_seidel.hpp. The bound is that of an M-matrix:
//
//   |x - G x - f| <= delta x   and   v - G v >= x   imply   |x - x*| <= delta v,
//
// since (I - G)^-1 has no negative entry. delta is what the last sweep still changes and what
// rounding may hide; v, which need not be accurate, comes from sweeps for v = G v + x.
// Source: Berman & Plemmons 1994, chapter 6; the choice of delta and v is ours.
#pragma once

#include <nines/markov/steady/gauss_seidel.hpp>
#include <nines/markov/steady/jump_chain.hpp>
#include <span>

namespace nines::detail {

/// x = G x + f, where row i of `links` holds the G_ij. What comes from or goes into the state
/// `root` is left out, its own x is 0; the last state, one more than links has, is the source of f.
template <class T>
jump_columns<T> affine_columns(const rate_matrix<T>& links, int root, std::span<const T> f) {
  const auto n = static_cast<int>(links.rows());
  jump_columns<T> columns;
  columns.begin.reserve(static_cast<std::size_t>(n) + 2);
  columns.from.reserve(static_cast<std::size_t>(links.nonZeros()) + f.size() + 1);
  columns.share.reserve(columns.from.capacity());
  const auto add = [&](int from, const T& share) {
    columns.from.push_back(from);
    columns.share.push_back(share);
  };
  const auto end_column = [&] { columns.begin.push_back(static_cast<int>(columns.from.size())); };
  end_column();
  for (int i = 0; i < n; ++i) {
    if (i != root) {
      for (const auto [from, share] : row_of(links, static_cast<std::size_t>(i)))
        if (static_cast<int>(from) != root) add(static_cast<int>(from), share);
      if (const T& own = f[static_cast<std::size_t>(i)]; own > zero<T>()) add(n, own);
    }
    end_column();
  }
  add(n, one<T>());
  end_column();
  return columns;
}

/// Where sweeps for x = G x + f begin: what the source sends out breadth first, each state with the
/// inflow from those before it. That is of the right order of magnitude for tiny entries too, and
/// it is 0 exactly where x is. Row j of `onward` names the states whose equations contain x_j.
template <class T>
std::vector<T> spread_from_source(const jump_columns<T>& columns, const rate_matrix<T>& onward,
                                  int root) {
  const std::size_t n = columns.size() - 1;
  std::vector<T> x(n + 1, zero<T>());
  x[n] = one<T>();
  std::vector<char> seen(n, 0);
  std::vector<int> queue;
  for (std::size_t i = 0; i < n; ++i)
    if (const int end = columns.begin[i + 1];
        end > columns.begin[i] &&
        columns.from[static_cast<std::size_t>(end) - 1] == static_cast<int>(n)) {
      seen[i] = 1;
      queue.push_back(static_cast<int>(i));
    }
  for (std::size_t k = 0; k < queue.size(); ++k) {
    const auto i = static_cast<std::size_t>(queue[k]);
    x[i] = inflow(columns, x.data(), i);
    for (const auto [to, share] : row_of(onward, i))
      if (seen[to] == 0 && static_cast<int>(to) != root) {
        seen[to] = 1;
        queue.push_back(static_cast<int>(to));
      }
  }
  return x;
}

/// Sweeps for one x = G x + f, for as long as one likes.
template <class T>
class affine_sweeps {
 public:
  affine_sweeps(jump_columns<T> columns, std::vector<T> start)
      : columns_(std::move(columns)), x_(std::move(start)), window_(columns_.size()) {}

  /// Goes on until the estimated relative error of each entry is at most the tolerance (true),
  /// until rounding lets x change as much as it does (true: a bound has to tell), or until `left`
  /// sweeps, which it counts down, have been made. *Throws* convergence_error where an entry leaves
  /// the range of the scalar.
  bool run(double tolerance, std::size_t& left) {
    stalled_ = 0;
    while (left > 0) {
      const std::size_t made = window_.run(columns_, x_, tolerance);
      left -= std::min(left, made);
      if (!window_.is_finite())
        give_up("first_passage", "sweeps leave the range of the scalar type");
      if (window_.estimated_error() <= tolerance || is_stalled()) return true;
      accelerate();
    }
    return false;
  }
  /// x, then the 1 of the source. *Throws* convergence_error where the source has vanished beside
  /// x.
  [[nodiscard]] std::vector<T> values() const {
    const T& source = x_.back();
    if (!(source > std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon()))
      give_up("first_passage", "sweeps leave the range of the scalar type");
    std::vector<T> result(x_.size());
    for (std::size_t i = 0; i < x_.size(); ++i) result[i] = x_[i] / source;
    return result;
  }
  [[nodiscard]] double last_change() const { return window_.last_change(); }
  /// Whether the last run ended because x did not get any better.
  [[nodiscard]] bool is_at_rest() const { return stalled_ >= patience_at_rest; }
  [[nodiscard]] const jump_columns<T>& columns() const { return columns_; }

 private:
  static constexpr int patience_at_rest = 6;  // windows of up to 12 sweeps

  /// Whether small changes have not become smaller for long. Extrapolations are given up first:
  /// they may be what disturbs tiny entries.
  bool is_stalled() {
    const double change = window_.last_change();
    const double progress = is_plain_ ? 0.98 : 0.9;
    stalled_ = change < progress * least_change_ || !(change < 1e-7) ? 0 : stalled_ + 1;
    least_change_ = std::min(least_change_, change);
    if (is_plain_ || !is_at_rest()) return is_at_rest();
    is_plain_ = true;
    least_change_ = std::numeric_limits<double>::infinity();
    stalled_ = 0;
    return false;
  }
  /// Extrapolates; after three extrapolations that did not help, sweeps alone, for longer each
  /// time.
  void accelerate() {
    const bool helped = window_.last_change() <= 0.7 * last_change_;
    last_change_ = window_.last_change();
    if (is_plain_) return;
    if (rest_ > 0) {
      --rest_;
      return;
    }
    failures_ = helped ? 0 : failures_ + 1;
    if (failures_ == 3) {
      failures_ = 0;
      rest_ = patience_;
      patience_ *= 2;
    } else if (last_change_ <= 0.3) {  // else a linear guess does not see how far x has to go
      window_.extrapolate(x_);
    }
  }

  jump_columns<T> columns_;
  std::vector<T> x_;
  sweep_window<T> window_;
  double last_change_ = std::numeric_limits<double>::infinity();
  double least_change_ = std::numeric_limits<double>::infinity();
  int failures_ = 0, rest_ = 0, patience_ = 1, stalled_ = 0;
  bool is_plain_ = false;
};

inline constexpr double infinite = std::numeric_limits<double>::infinity();

/// The largest relative amount by which rounding of G, f and one inflow can change an equation.
template <class T>
double rounding_of(const jump_columns<T>& columns) {
  int longest = 0;
  for (std::size_t i = 0; i + 1 < columns.size(); ++i)
    longest = std::max(longest, columns.begin[i + 1] - columns.begin[i]);
  return (2. * longest + 6) * static_cast<double>(std::numeric_limits<T>::epsilon()) / 2;
}

/// Entries below this have lost digits to underflow, and are not held to any accuracy: x is kept
/// relative to its sum.
template <class T>
T smallest_held(const std::vector<T>& x) {
  T sum = zero<T>();
  for (const T& value : x) sum += value;
  return sum *
         (std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon() * constant<T>(64));
}

/// The largest |x - G x - f| / x of the entries that are held; infinite for NaN.
template <class T>
double relative_residual(const jump_columns<T>& columns, const std::vector<T>& x) {
  const T floor = smallest_held(x);
  double largest = 0;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    const T in = inflow(columns, x.data(), i);
    if (in < floor && x[i] < floor) continue;
    // A difference that only says how far x is from its equation.
    const auto change = static_cast<double>(T((in > x[i] ? in - x[i] : x[i] - in) / x[i]));
    if (!(change <= largest)) largest = change >= 0 ? change : infinite;
  }
  return largest;
}

/// What a v proves: the least K known with (I - G)^-1 x <= K x; infinite where v is no proof,
/// or a poor one.
/// The equations of `columns` are v = G v + x.
template <class T>
double amplification_by(const jump_columns<T>& columns, const std::vector<T>& x,
                        const std::vector<T>& v) {
  const double rounding = rounding_of(columns);
  const T floor = smallest_held(x);
  double least = 1;    // of (v - G v) / x
  double largest = 1;  // of v / x
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    if (x[i] < floor) continue;
    const T in = inflow(columns, v.data(), i);
    const auto ratio = static_cast<double>(T(v[i] / x[i]));
    // Of either sign, and no more than checked: what v misses of its equation.
    const double kept = 1 + static_cast<double>(T((v[i] - in) / x[i])) - rounding * ratio;
    if (!(kept >= least)) least = kept >= 0 ? kept : 0;
    if (!(ratio <= largest)) largest = ratio >= 0 ? ratio : infinite;
  }
  return least >= 0.25 ? largest / least : infinite;
}

}  // namespace nines::detail
