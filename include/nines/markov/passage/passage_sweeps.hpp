// SPDX-License-Identifier: BSL-1.0
// The iterative solver beside elimination: (-Q) x = b and x (-Q) = b among transient states.
//
// Sweeps stall where the states are rarely left: an MTTF of 1e20 jumps is a sum of as many terms.
// So one state that is visited again and again, the root, is taken out (the regenerative method).
// With p_ij the probabilities of a jump, d_i the rates of leaving, and everything until the root or
// the outside,
//
//   h_i  the probability of leaving without the root      g_i = 1 - h_i, a sum of its own
//   s_i  what is earned until then                 x_r = (b_r / d_r + sum of p_rj s_j) / escape,
//   escape = e_r / d_r + sum of p_rj h_j           x_i = s_i + g_i x_r,
//
// and likewise for the times spent, from the left. All are sums of positive numbers, and each
// system takes about as many jumps as a cycle has, however rare the exit. Each comes with a bound
// of the relative error of each entry (affine_sweeps.hpp). Chains with several parts that are
// seldom left need elimination. Source: Stewart 1994, chapter 3; the use of a root is Grassmann's,
// 1985.
#pragma once

#include <nines/markov/chain/distribution.hpp>
#include <nines/markov/passage/affine_sweeps.hpp>

namespace nines::detail {

/// How far sweeps may go.
struct sweep_limits {
  double tolerance;        ///< the largest bound of the relative error of an entry that is accepted
  std::size_t max_sweeps;  ///< of one solution
};

template <class T>
class passage_sweeps {
 public:
  /// `rates` among at least two states and `exits` out of them. *Throws* convergence_error where
  /// the probabilities h and g are not found within the limits.
  passage_sweeps(const rate_matrix<T>& rates, std::span<const T> exits, const sweep_limits& limits)
      : limits_(limits), leaving_(exits.begin(), exits.end()), ahead_(rates) {
    find_jumps();
    std::vector<T> out(exits.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = exits[i] / leaving_[i];
    root_ = most_visited();
    std::size_t left = limits_.max_sweeps;
    escape_ = solution(ahead_, behind_, out, left, nullptr);
    escape_rate_ = out[at(root_)] + over_jumps(escape_.x);
    if (!(escape_rate_ > smallest_held<T>({one<T>()}) * constant<T>(1e10)))
      give_up("first_passage", "the way out is too narrow for sweeps");
    if (escape_rate_ < constant<T>(0.1)) {
      return_ = solution(ahead_, behind_, row(behind_, root_), left, &escape_.x);
    } else {
      root_ = none;
    }
    sweeps_ = limits_.max_sweeps - left;
  }

  /// x = (-Q)^-1 b and x = b (-Q)^-1 in place; several b may stand one after the other. *Throws*
  /// convergence_error where the error is not bounded by the tolerance within the limits.
  void solve(std::span<T> x) const {
    for_each_part(x, [&](std::span<T> b) { solve_one(b); });
  }
  void solve_transposed(std::span<T> x) const {
    for_each_part(x, [&](std::span<T> b) { solve_transposed_one(b); });
  }
  /// What the probabilities took; the error is the bound that each solution keeps.
  [[nodiscard]] solver_report report() const {
    return {"gauss_seidel", sweeps_, limits_.tolerance};
  }

 private:
  struct bounded_solution {
    std::vector<T> x;
    double bound;  // of the relative error of each entry
  };

  static constexpr int none = -1;  // in place of a root, where the exit is not rare
  static std::size_t at(Eigen::Index i) { return static_cast<std::size_t>(i); }

  /// The probabilities of jumps by rows and by columns, from the rates.
  void find_jumps() {
    const auto states = static_cast<Eigen::Index>(leaving_.size());
    for (std::size_t i = 0; i < leaving_.size(); ++i)
      for (const auto [to, rate] : row_of(ahead_, i)) leaving_[i] += rate;
    bool lost = false;
    for (Eigen::Index i = 0; i < states; ++i)
      for (typename rate_matrix<T>::InnerIterator to(ahead_, i); to; ++to) {
        to.valueRef() = to.value() / leaving_[at(i)];
        lost = lost || !(to.value() >= std::numeric_limits<T>::min());
      }
    if (lost)
      give_up("first_passage", "the rates out of a state lie too far apart for sweeps; eliminate");
    behind_ = ahead_.transpose();
  }
  /// The state in which most time is spent after some rounds from a uniform start.
  [[nodiscard]] int most_visited() const {
    const std::size_t n = leaving_.size();
    const std::vector<T> uniform(n, one<T>());
    const auto columns = affine_columns<T>(behind_, -1, uniform);
    std::vector<T> z(n + 1, one<T>());
    for (int round = 0; round < 20; ++round) {
      sweep_up_and_down(columns, z);
      normalise(z);
    }
    std::size_t likely = 0;
    for (std::size_t j = 1; j < n; ++j)
      if (z[j] / leaving_[j] > z[likely] / leaving_[likely]) likely = j;
    return static_cast<int>(likely);
  }
  /// A row, its zeros too.
  static std::vector<T> row(const rate_matrix<T>& links, int i) {
    std::vector<T> values(at(links.cols()), zero<T>());
    for (const auto [to, share] : row_of(links, at(i))) values[to] = share;
    return values;
  }
  /// What x is worth after a jump from the root.
  [[nodiscard]] T over_jumps(const std::vector<T>& x) const {
    T sum = zero<T>();
    for (const auto [to, share] : row_of(ahead_, at(root_))) sum += share * x[to];
    return sum;
  }

  /// x = G x + f without the root. `other` may give 1 - x, near which to begin.
  [[nodiscard]] bounded_solution solution(const rate_matrix<T>& links, const rate_matrix<T>& onward,
                                          std::span<const T> f, std::size_t& left,
                                          const std::vector<T>* other) const {
    T scale = zero<T>();  // so that the source is not lost beside x, nor x beside it
    for (std::size_t i = 0; i < f.size(); ++i)
      if (f[i] > scale && static_cast<int>(i) != root_) scale = f[i];
    if (!(scale > zero<T>())) return {std::vector<T>(f.size(), zero<T>()), 0};
    std::vector<T> scaled(f.begin(), f.end());
    for (T& value : scaled) value = value / scale;
    auto columns = affine_columns<T>(links, root_, scaled);
    auto start = spread_from_source(columns, onward, root_);
    if (other != nullptr)
      for (std::size_t i = 0; i < f.size(); ++i)
        if (start[i] > zero<T>() && (*other)[i] < constant<T>(0.5))
          start[i] = (one<T>() - (*other)[i]) / scale;  // benign: at least a half is left
    auto result =
        bounded(affine_sweeps<T>(std::move(columns), std::move(start)), links, onward, left);
    result.x.pop_back();
    for (T& value : result.x) value = value * scale;
    return result;
  }

  /// Sweeps until the error is bounded by a third of the tolerance. What is wanted of the estimate
  /// is far less: that costs little, and leaves to the bound what rounding makes of it.
  bounded_solution bounded(affine_sweeps<T> sweeps, const rate_matrix<T>& links,
                           const rate_matrix<T>& onward, std::size_t& left) const {
    const double wanted = limits_.tolerance / 3;
    double estimate = limits_.tolerance * 1e-4;
    double amplification = 0;
    for (;;) {
      estimate = std::max(estimate, sweep_window<T>::noise());
      if (!sweeps.run(estimate, left)) fail(sweeps.last_change());
      std::vector<T> x = sweeps.values();
      if (amplification == 0) amplification = amplification_of(x, links, onward, left);
      const double delta = relative_residual(sweeps.columns(), x) + rounding_of(sweeps.columns());
      const double bound = 2 * delta * amplification;  // twice: x is not yet x*
      if (bound <= wanted) return {std::move(x), bound};
      const bool is_best = sweeps.is_at_rest() || estimate <= sweep_window<T>::noise();
      if (is_best || !is_finite(bound)) fail_bound(3 * bound);
      estimate = estimate / 64;
    }
  }
  /// The least K found with (I - G)^-1 x <= K x: how often what is left out of an equation counts.
  double amplification_of(const std::vector<T>& x, const rate_matrix<T>& links,
                          const rate_matrix<T>& onward, std::size_t& left) const {
    auto columns = affine_columns<T>(links, root_, std::span<const T>(x.data(), x.size() - 1));
    auto start = spread_from_source(columns, onward, root_);
    affine_sweeps<T> sweeps(std::move(columns), std::move(start));
    for (double estimate = 0.1;; estimate /= 8) {
      if (!sweeps.run(estimate, left)) fail(sweeps.last_change());
      const double found = amplification_by(sweeps.columns(), x, sweeps.values());
      if (is_finite(found) || sweeps.is_at_rest()) return found;
      if (estimate <= sweep_window<T>::noise()) return found;
    }
  }
  [[noreturn]] void fail(double change) const {
    give_up("first_passage", "after " + std::to_string(limits_.max_sweeps) +
                                 " sweeps an entry still changes by " + describe(change) +
                                 " of its value; eliminate, with a larger memory_limit if need be");
  }
  [[noreturn]] void fail_bound(double bound) const {
    give_up("first_passage", "sweeps bound the relative error by " + describe(bound) +
                                 ", the tolerance is " + describe(limits_.tolerance) +
                                 "; allow more, or eliminate");
  }

  void solve_one(std::span<T> b) const {
    std::vector<T> f(b.size());
    for (std::size_t i = 0; i < f.size(); ++i) f[i] = b[i] / leaving_[i];
    std::size_t left = limits_.max_sweeps;
    const auto until = solution(ahead_, behind_, f, left, nullptr);
    if (root_ == none) {
      std::copy(until.x.begin(), until.x.end(), b.begin());
      return;
    }
    const T from_root = (f[at(root_)] + over_jumps(until.x)) / escape_rate_;
    for (std::size_t i = 0; i < b.size(); ++i) b[i] = until.x[i] + return_.x[i] * from_root;
    b[at(root_)] = from_root;
  }
  void solve_transposed_one(std::span<T> b) const {
    std::size_t left = limits_.max_sweeps;
    const auto until = solution(behind_, ahead_, b, left, nullptr);
    if (root_ == none) {
      for (std::size_t i = 0; i < b.size(); ++i) b[i] = until.x[i] / leaving_[i];
      return;
    }
    const auto cycle = solution(behind_, ahead_, row(ahead_, root_), left, nullptr);
    T to_root = b[at(root_)];
    for (std::size_t i = 0; i < b.size(); ++i)
      if (static_cast<int>(i) != root_) to_root += b[i] * return_.x[i];
    const T visits = to_root / escape_rate_;
    for (std::size_t i = 0; i < b.size(); ++i)
      b[i] = (until.x[i] + visits * cycle.x[i]) / leaving_[i];
    b[at(root_)] = visits / leaving_[at(root_)];
  }
  template <class Solve>
  void for_each_part(std::span<T> x, const Solve& solve) const {
    const std::size_t n = leaving_.size();
    if (x.size() % n != 0)
      nines::fail("first_passage::solve", "size of x", x.size(),
                  "a multiple of the number of states, " + std::to_string(n));
    for (std::size_t first = 0; first < x.size(); first += n) {
      const auto part = x.subspan(first, n);
      solve(part);
      for (const T& value : part)
        if (!is_finite(value))
          give_up("first_passage", "a solution exceeds the range of the scalar type");
    }
  }

  sweep_limits limits_;
  std::vector<T> leaving_;         // the rate at which each state is left
  rate_matrix<T> ahead_, behind_;  // p_ij by rows and by columns
  int root_ = 0;
  bounded_solution escape_, return_;  // h and g
  T escape_rate_{};  // the probability of leaving from the root before it is seen again
  std::size_t sweeps_ = 0;
};

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template class nines::detail::passage_sweeps<double>;
#endif
