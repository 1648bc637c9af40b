// SPDX-License-Identifier: BSL-1.0
// A time that is as likely anywhere within a cell, and in the k-th of equal cells with chance m_k.
//
//   F(t) = m_0 + ... + m_(k-1) + x m_k      t = origin + (k + x) width,  0 <= x < 1
//
// What a clock does to a failure looks like this: the failure falls anywhere between two ticks, and
// so many whole intervals follow. Health checks and backups are such laws. Both tails are sums; a
// value costs O(1).
//
// A sum with many cells does not see the steps of each: first what is uniform within a cell is
// added, then the whole number of cells. That number has a geometric tail, which it shares with the
// gap between two runs or two successes: from some cell on, of chance B, it is a sum of its binary
// digits (retry.hpp). So a sum is a mixture, with the chance B, of two that have few terms.
#pragma once

#include <memory>
#include <nines/density/convolution.hpp>
#include <nines/density/tabulate.hpp>
#include <nines/distribution/elementary.hpp>

namespace nines::detail {

/// More cells are refused: each is a step of the density, and a step in every sum with it.
inline constexpr std::size_t most_cells = 16384;
/// What may be left out after the last cell: far below a tail of 1e-12 even after many sums.
inline constexpr double negligible_cells = 1e-28;
/// So many cells are added to a sum by their steps; so many more as times of their own.
inline constexpr std::size_t few_cells = 16;
inline constexpr std::size_t some_cells = 64;

/// The number of the first of geometric chances, m_(k+1) = ratio m_k, and the ratio.
template <class T>
struct geometric_tail {
  std::size_t first;
  T ratio;
};
/// The tail of chances that is geometric to 1e-10 of each; of none where `first` is their number.
template <class T>
geometric_tail<T> geometric_tail_of(const std::vector<T>& chances) {
  const std::size_t last = chances.size() - 1;  // one cell at least
  for (std::size_t first = 0; first + some_cells < last; first = first == 0 ? 8 : 2 * first) {
    const T steps = T(last - first);
    const T ratio = exp_of(T(log_of(T(chances[last] / chances[first])) / steps));
    T expected = chances[first];
    std::size_t k = first;
    while (k <= last && std::abs(chances[k] - expected) <= T(1e-10) * expected) {
      expected *= ratio;
      ++k;
    }
    if (k > last) return {first, ratio};
  }
  return {chances.size(), one<T>()};
}

/// A mixture of two laws that are known by their tables, as one.
template <class T>
class table_mixture final : public density_source<T> {
 public:
  table_mixture(const T& origin, const T& of_a, const tabulated<T>& a, const T& of_b,
                const tabulated<T>& b)
      : a_(a),
        b_(b),
        of_a_(of_a),
        of_b_(of_b),
        since_a_(a.origin - origin),
        since_b_(b.origin - origin) {}

  [[nodiscard]] T operator()(const T& t) override {
    return of_a_ * a_.density(t - since_a_) + of_b_ * b_.density(t - since_b_);
  }
  [[nodiscard]] double cost() const override { return 20; }
  /// What the pieces of both show is all there is; that it adds up is seen in finish().
  [[nodiscard]] bool is_empty(const piece_range<T>& /*r*/) override { return true; }
  [[nodiscard]] bool agrees(const density_piece<T>& /*p*/) override { return true; }

 private:
  const tabulated<T>& a_;
  const tabulated<T>& b_;
  T of_a_, of_b_, since_a_, since_b_;
};
template <class T>
tabulated<T> mixed_tables(const T& of_a, const tabulated<T>& a, const T& of_b,
                          const tabulated<T>& b, work_budget& work) {
  tabulated<T> law;
  law.origin = std::min(a.origin, b.origin);
  const auto add = [&law](const tabulated<T>& part, const T& weight) {
    const T since = part.origin - law.origin;
    law.most = std::max(law.most, since + part.most);
    law.reach = std::max(law.reach, since + part.reach);
    for (const auto& k : part.atoms) law.atoms.push_back({since + k.time, weight * k.mass});
    for (const auto& k : part.breakpoints) law.breakpoints.push_back({since + k.time, k.order});
  };
  add(a, of_a);
  add(b, of_b);
  tidy(law.atoms);
  if (!law.breakpoints.empty()) tidy(law.breakpoints, law.reach);
  law.finishes = a.finishes;  // of what else is in the sum: the same in both
  table_mixture<T> density(law.origin, of_a, a, of_b, b);
  refiner<T> refined(density, work);
  const std::vector<T> edges = edges_of(law.breakpoints, law.reach);
  law.pieces = is_finite(law.most) ? refined.pieces(edges, true) : refined.pieces_of_sum(edges);
  law.finish("sequence");
  return law;
}

template <class T>
class staircase_law : public law_members<staircase_law<T>, T> {
 public:
  /// The chances of the cells, in seconds; `endless` where cells after the last are left out.
  staircase_law(T origin, T width, std::vector<T> cells, bool endless)
      : width_(std::move(width)), endless_(endless) {
    const auto first = std::find_if(cells.begin(), cells.end(), [](const T& m) { return m > 0; });
    origin_ = origin + T(first - cells.begin()) * width_;
    cells.erase(cells.begin(), first);
    cells_ = std::make_shared<const sums>(std::move(cells));
  }

  [[nodiscard]] law_instant<T> at(const T& t) const {
    if (!(t >= origin_)) return certainly<T>(false);
    const T x = (t - origin_) / width_;  // a place, as those below
    if (!(x < T(cells_->mass.size()))) return certainly<T>(true);
    const auto k = static_cast<std::size_t>(x);
    const T inside = x - T(k);
    const T to_come = T(k + 1) - x;
    const T& m = cells_->mass[k];
    return without_atom<T>(cells_->before[k] + inside * m, to_come * m + cells_->after[k + 1],
                           m / width_);
  }
  /// The density so long after the shortest time.
  [[nodiscard]] T density_after_least(const T& from) const {
    const T x = from / width_;
    return x < T(cells_->mass.size()) ? cells_->mass[static_cast<std::size_t>(x)] / width_
                                      : zero<T>();
  }
  [[nodiscard]] law_outline<T> outline() const {
    const std::size_t n = cells_->mass.size();
    const T end = origin_ + T(n) * width_;
    law_outline<T> law{origin_, endless_ ? std::numeric_limits<T>::infinity() : end, end};
    for (std::size_t k = 0; k <= n; ++k)
      law.breakpoints.push_back({origin_ + T(k) * width_, zero<T>()});
    return law;
  }
  [[nodiscard]] T mean_seconds() const { return origin_ + width_ * mean_cells(); }
  [[nodiscard]] T variance_seconds() const {
    const T mean = mean_cells();
    T sum = one<T>() / 12;
    for (std::size_t k = 0; k < cells_->mass.size(); ++k) {
      const T off = T(k) + T(0.5) - mean;  // only its square is added
      sum += cells_->mass[k] * off * off;
    }
    return width_ * width_ * sum;
  }

  /// Of a sum: what is uniform within a cell, and then the number of cells.
  [[nodiscard]] tabulated<T> summand(work_budget& work) const {
    if (!is_split()) return tabulate<T>(*this, work);
    auto law = tabulate<T>(uniform_time<T>(seconds_in<T>(zero<T>()), seconds_in<T>(width_)), work);
    law.origin += origin_;
    return law;
  }
  [[nodiscard]] tabulated<T> with_rest(tabulated<T> within, work_budget& work) const {
    if (!is_split()) return within;
    if (endless_) within.most = std::numeric_limits<T>::infinity();
    const auto tail = endless_ && cells_->mass.size() > some_cells
                          ? geometric_tail_of(cells_->mass)
                          : geometric_tail<T>{cells_->mass.size(), one<T>()};
    if (tail.first == cells_->mass.size()) return convolved(within, first_cells(tail.first), work);
    auto late = in_tail(within, tail, work);
    if (tail.first == 0) return late;
    return mixed_tables<T>(cells_->before[tail.first],
                           convolved(within, first_cells(tail.first), work),
                           cells_->after[tail.first], late, work);
  }

 private:
  [[nodiscard]] bool is_split() const { return cells_->mass.size() > few_cells; }
  /// The number of cells given that it is less than `count`, as times.
  [[nodiscard]] tabulated<T> first_cells(std::size_t count) const {
    tabulated<T> law;
    for (std::size_t k = 0; k < count; ++k)
      if (cells_->mass[k] > zero<T>())
        law.atoms.push_back({width_ * T(k), cells_->mass[k] / cells_->before[count]});
    law.most = law.reach = law.atoms.back().time;
    law.finish("sequence");
    return law;
  }
  /// A sum with the number of cells given that it is no less than `first`, digit by digit.
  [[nodiscard]] tabulated<T> in_tail(tabulated<T> sum, const geometric_tail<T>& tail,
                                     work_budget& work) const {
    sum.origin += width_ * T(tail.first);
    T step = width_;
    for (T chance = tail.ratio; chance > T(negligible_cells); chance *= chance) {
      tabulated<T> digit;
      digit.atoms = {{zero<T>(), one<T>() / (one<T>() + chance)},
                     {step, chance / (one<T>() + chance)}};
      digit.most = digit.reach = step;
      digit.finish("sequence");
      sum = convolved(sum, digit, work);
      step *= 2;
    }
    return sum;
  }
  struct sums {
    explicit sums(std::vector<T> m)
        : mass(std::move(m)), before(mass.size() + 1, zero<T>()), after(before) {
      for (std::size_t k = 0; k < mass.size(); ++k) before[k + 1] = before[k] + mass[k];
      for (std::size_t k = mass.size(); k-- > 0;) after[k] = after[k + 1] + mass[k];
    }
    std::vector<T> mass, before, after;
  };
  [[nodiscard]] T mean_cells() const {
    T mean = zero<T>();
    for (std::size_t k = 0; k < cells_->mass.size(); ++k) mean += cells_->mass[k] * (T(k) + T(0.5));
    return mean;
  }

  std::shared_ptr<const sums> cells_;
  T origin_ = zero<T>();
  T width_;
  bool endless_;
};

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template nines::detail::tabulated<double> nines::detail::mixed_tables(
    const double&, const nines::detail::tabulated<double>&, const double&,
    const nines::detail::tabulated<double>&, nines::detail::work_budget&);
extern template class nines::detail::staircase_law<double>;
#endif
