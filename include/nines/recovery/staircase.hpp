// SPDX-License-Identifier: BSL-1.0
// A time that is as likely anywhere within a cell, and in the k-th of equal cells with chance m_k.
//
//   F(t) = m_0 + ... + m_(k-1) + x m_k      t = origin + (k + x) width,  0 <= x < 1
//
// What a clock does to a failure looks like this: the failure falls anywhere between two ticks, and
// so many whole intervals follow. Health checks and backups are such laws. Both tails are sums; a
// value costs O(1).
#pragma once

#include <nines/timing/bounded.hpp>

namespace nines::detail {

/// More cells are refused: each is a step of the density, and a step in every sum with it.
inline constexpr std::size_t most_cells = 16384;
/// What may be left out after the last cell: far below a tail of 1e-12 even after many sums.
inline constexpr double negligible_cells = 1e-28;

template <class T>
class staircase_law : public law_members<staircase_law<T>, T> {
 public:
  /// The chances of the cells, in seconds; `endless` where cells after the last are left out.
  staircase_law(T origin, T width, std::vector<T> cells, bool endless)
      : width_(std::move(width)), endless_(endless) {
    const auto first = std::find_if(cells.begin(), cells.end(), [](const T& m) { return m > 0; });
    origin_ = origin + T(first - cells.begin()) * width_;  // a count
    cells.erase(cells.begin(), first);
    cells_ = std::make_shared<const sums>(std::move(cells));
  }

  [[nodiscard]] law_instant<T> at(const T& t) const {
    if (!(t > origin_)) return certainly<T>(false);
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

 private:
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
