// SPDX-License-Identifier: BSL-1.0
// A time that lies in the k-th of equal cells with probability m_k, and is uniform within each.
//
//   F(t) = m_0 + ... + m_(k-1) + x m_k      t = origin + (k + x) width,  0 <= x < 1
//
// What a clock does to a failure looks like this: the failure falls anywhere between two ticks, and
// a number of whole intervals follows. Health checks and backups are such distributions. Both tails
// are sums; those over whole cells are kept.
//
// A sum with many cells does not see the steps of each: first what is uniform within a cell is
// added, then the whole number of cells. That number has a geometric tail, which it shares with the
// gap between two runs or two successes: from some cell on, of probability B, it is a sum of its
// binary digits (retry.hpp). So a sum is a mixture, with the probability B, of two that have few
// terms.
#pragma once

#include <cmath>
#include <memory>
#include <nines/density/convolution.hpp>
#include <nines/density/geometric_tail.hpp>
#include <nines/density/mixed_tables.hpp>
#include <nines/density/table_parts.hpp>
#include <nines/density/tabulate.hpp>
#include <nines/distribution/elementary.hpp>

namespace nines {

/// More cells are refused: each is a step of the density, and a step in every sum with it.
inline constexpr std::size_t most_cells = 16384;

/// What may be left out after the last cell: far below a tail of 1e-12 even after many sums.
inline constexpr double negligible_cells = 1e-28;

}  // namespace nines

namespace nines {

/// A time in the k-th of equal cells with a probability of the cell's own, uniform within it: a
/// time_distribution.
template <class T>
class piecewise_uniform : public distribution_members<piecewise_uniform<T>, T> {
 public:
  /// The probabilities of the cells, in seconds; `endless` where cells after the last are left out.
  /// A rest needs more than 64 cells before it.
  piecewise_uniform(T origin, T width, std::vector<T> cells, bool endless,
                    const geometric_later_cells<T>& rest = {})
      : width_(std::move(width)),
        rest_(rest),
        log_ratio_(has_rest() ? log1p_of(T(zero<T>() - rest.hazard)) : zero<T>()),
        endless_(endless) {
    const auto first = std::find_if(cells.begin(), cells.end(), [](const T& m) { return m > 0; });
    origin_ = origin + T(first - cells.begin()) * width_;
    cells.erase(cells.begin(), first);
    cells_ = std::make_shared<const sums>(std::move(cells), rest.mass);
  }

  /// Both sides and the density at a time, in seconds.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    if (!(t >= origin_)) return certainly<T>(false);
    const T x = (t - origin_) / width_;  // a place, as those below
    if (!(x < T(cells_->mass.size()))) return has_rest() ? in_rest(x) : certainly<T>(true);
    const auto k = static_cast<std::size_t>(x);
    const T inside = x - T(k);
    const T to_come = T(k + 1) - x;
    const T& m = cells_->mass[k];
    return without_atom<T>(cells_->before[k] + inside * m, to_come * m + cells_->after[k + 1],
                           m / width_);
  }
  /// The density at a distance from the shortest time.
  [[nodiscard]] T density_after_least(const T& from) const {
    const T x = from / width_;
    if (x < T(cells_->mass.size())) return cells_->mass[static_cast<std::size_t>(x)] / width_;
    return has_rest() ? in_rest(x).density : zero<T>();
  }
  /// Its ends, and the edges of its cells.
  [[nodiscard]] time_outline<T> outline() const {
    const std::size_t n = cells_->mass.size();
    const T left = has_rest() ? log_of(T(T(negligible_cells) / rest_.mass)) : zero<T>();
    const T more =
        left < zero<T>() ? T(left / log_ratio_) : zero<T>();  // cells, of two logs below 0
    const T end = origin_ + (T(n) + more) * width_;
    time_outline<T> dist{origin_, endless_ ? std::numeric_limits<T>::infinity() : end, end};
    for (std::size_t k = 0; k <= n; ++k)
      dist.breakpoints.push_back({origin_ + T(k) * width_, zero<T>()});
    dist.cost = 0.05;
    return dist;
  }
  /// The mean in seconds.
  [[nodiscard]] T mean_seconds() const { return origin_ + width_ * mean_cells(); }
  /// The variance in seconds squared.
  [[nodiscard]] T variance_seconds() const {
    const T mean = mean_cells();
    T sum = one<T>() / 12;
    for (std::size_t k = 0; k < cells_->mass.size(); ++k) {
      const T off = T(k) + T(0.5) - mean;  // only its square is added
      sum += cells_->mass[k] * off * off;
    }
    if (has_rest()) {
      const T off = mean_in_rest() - mean;  // only its square is added
      sum += rest_.mass * (off * off + rest_.ratio / (rest_.hazard * rest_.hazard));
    }
    return width_ * width_ * sum;
  }

  /// Its part in a sum: the time within a cell, which is uniform; the number of cells is added
  /// later.
  [[nodiscard]] table_parts<T> summand(work_budget& work) const {
    if (!is_split()) return table_parts<T>(tabulate<T>(*this, work));
    auto dist = tabulate<T>(uniform_time<T>(seconds_in<T>(zero<T>()), seconds_in<T>(width_)), work);
    dist.origin += origin_;
    return table_parts<T>(std::move(dist));
  }
  /// A sum with summand(), once the number of cells is added.
  [[nodiscard]] table_parts<T> with_rest(table_parts<T> sum, work_budget& work) const {
    if (is_split())
      for (auto& part : sum.tables) part = with_cells(std::move(part), work);
    return sum;
  }

 private:
  [[nodiscard]] tabulated<T> with_cells(tabulated<T> within, work_budget& work) const {
    if (endless_) within.max = std::numeric_limits<T>::infinity();
    auto tail = endless_ && cells_->mass.size() > detail::some_cells
                    ? detail::geometric_tail_of(cells_->mass)
                    : detail::geometric_tail<T>{cells_->mass.size(), zero<T>()};
    if (has_rest()) tail.log_ratio = log_ratio_;
    if (tail.first == cells_->mass.size() && !has_rest())
      return convolved(within, first_cells(tail.first), work);
    auto late = in_tail(within, tail, work);
    if (tail.first == 0) return late;
    return detail::mixed_tables<T>(cells_->before[tail.first],
                                   convolved(within, first_cells(tail.first), work),
                                   cells_->after[tail.first], late, work);
  }
  [[nodiscard]] bool is_split() const { return cells_->mass.size() > detail::few_cells; }
  /// The number of cells given that it is less than `count`, as times.
  [[nodiscard]] tabulated<T> first_cells(std::size_t count) const {
    tabulated<T> dist;
    for (std::size_t k = 0; k < count; ++k)
      if (cells_->mass[k] > zero<T>())
        dist.atoms.push_back({width_ * T(k), cells_->mass[k] / cells_->before[count]});
    dist.max = dist.reach = dist.atoms.back().time;
    dist.finish("sequence");
    return dist;
  }
  /// A sum with the number of cells given that it is no less than `first`, digit by digit.
  [[nodiscard]] tabulated<T> in_tail(tabulated<T> sum, const detail::geometric_tail<T>& tail,
                                     work_budget& work) const {
    sum.origin += width_ * T(tail.first);
    T step = width_;
    for (T log_probability = tail.log_ratio;; log_probability *= 2) {
      const T p = exp_of(log_probability);
      if (!(p > T(negligible_cells))) return sum;
      tabulated<T> digit;
      digit.atoms = {{zero<T>(), one<T>() / (one<T>() + p)}, {step, p / (one<T>() + p)}};
      digit.max = digit.reach = step;
      digit.finish("sequence");
      sum = convolved(sum, digit, work);
      step *= 2;
    }
  }
  struct sums {
    sums(std::vector<T> m, const T& rest)
        : mass(std::move(m)), before(mass.size() + 1, zero<T>()), after(before) {
      after.back() = rest;
      for (std::size_t k = 0; k < mass.size(); ++k) before[k + 1] = before[k] + mass[k];
      for (std::size_t k = mass.size(); k-- > 0;) after[k] = after[k + 1] + mass[k];
    }
    std::vector<T> mass, before, after;
  };
  [[nodiscard]] T mean_cells() const {
    T mean = zero<T>();
    for (std::size_t k = 0; k < cells_->mass.size(); ++k) mean += cells_->mass[k] * (T(k) + T(0.5));
    return has_rest() ? T(mean + rest_.mass * mean_in_rest()) : mean;
  }
  [[nodiscard]] bool has_rest() const { return rest_.mass > zero<T>(); }
  /// The mean of what comes after the cells that are listed, in cells.
  [[nodiscard]] T mean_in_rest() const {
    return T(cells_->mass.size()) + T(0.5) + rest_.ratio / rest_.hazard;
  }
  /// The distribution there, x cells after the origin.
  [[nodiscard]] distribution_value<T> in_rest(const T& x) const {
    const T since = x - T(cells_->mass.size());  // a place, as those below
    const T whole = std::floor(since);
    const T inside = since - whole;
    const T to_come = whole + one<T>() - since;
    const T here = rest_.mass * exp_of(T(whole * log_ratio_));
    const T passed = zero<T>() - expm1_of(T(whole * log_ratio_));
    const T m = here * rest_.hazard;
    return without_atom<T>(cells_->before.back() + rest_.mass * passed + inside * m,
                           to_come * m + here * rest_.ratio, m / width_);
  }

  std::shared_ptr<const sums> cells_;
  T origin_ = zero<T>();
  T width_;
  geometric_later_cells<T> rest_;
  T log_ratio_;
  bool endless_;
};

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::tabulated<double> nines::detail::mixed_tables(
    const double&, const nines::tabulated<double>&, const double&, const nines::tabulated<double>&,
    nines::work_budget&);
extern template class nines::piecewise_uniform<double>;
#endif
