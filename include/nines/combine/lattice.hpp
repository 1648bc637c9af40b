// SPDX-License-Identifier: BSL-1.0
// Counting parts to a threshold: the engine of at_least().
//
// Look at the parts one by one and walk on a grid: right for a part that is up, upwards for one
// that is down. The system is decided up at k parts up, down at n - k + 1 parts down, and the
// probability of standing on each cell is a sum of products: no subtraction. Only the k * (n - k +
// 1) cells that can still go either way are visited. A cell's mass bounds what it adds to the
// result, so a cell that underflows could not have mattered: results keep their digits down to
// 1e-300 without scaling.
#pragma once

#include <cstddef>
#include <nines/algebra.hpp>
#include <nines/probability/two_sided_sum.hpp>
#include <vector>

namespace nines::detail {

/// Room for n numbers that start at zero: on the stack where they are few and cheap.
template <class T>
class workspace {
 public:
  constexpr explicit workspace(std::size_t n) {
    if (!uses_stack || n > small) {
      heap_.assign(n, zero<T>());
      data_ = heap_.data();
    } else {
      for (std::size_t i = 0; i < n; ++i) stack_[i] = zero<T>();
      data_ = stack_;
    }
  }
  workspace(const workspace&) = delete;
  workspace& operator=(const workspace&) = delete;
  constexpr ~workspace() = default;

  constexpr T& operator[](std::size_t i) { return data_[i]; }
  constexpr T* data() { return data_; }

 private:
  static constexpr bool uses_stack = std::floating_point<T> || scalar_traits<T>::is_lanes;
  static constexpr std::size_t small = 64;
  T stack_[uses_stack ? small : 1];
  std::vector<T> heap_;
  T* data_ = nullptr;
};

/// The walk over n parts; at most `most_down` may be down, with most_down < k = n - most_down.
template <class T>
class threshold_walk {
 public:
  constexpr threshold_walk(std::size_t needed, std::size_t most_down)
      : needed_(needed), most_down_(most_down), mass_(most_down + 1) {
    mass_[0] = one<T>();
  }

  /// Looks at the next Parts parts. Handling several at once keeps the masses in registers.
  template <std::size_t Parts>
  constexpr void step(const T* p, const T* q) {
    T below[Parts];  // below[s]: the mass one cell down, before part s
    for (T& each : below) each = zero<T>();
    T* const mass = mass_.data();
    const std::size_t last = seen_ + Parts < most_down_ ? seen_ + Parts : most_down_;
    for (std::size_t f = first_; f <= last; ++f) {
      T here = mass[f];
      for (std::size_t s = 0; s < Parts; ++s) {
        const T next = p[s] * here + q[s] * below[s];
        below[s] = here;
        here = next;
      }
      mass[f] = here;
    }
    if (seen_ + Parts > most_down_)  // below[s] is now the mass at most_down before part s
      for (std::size_t s = 0; s < Parts; ++s) sum_.add_opposite(below[s] * q[s]);
    seen_ += Parts;
    for (; first_ + needed_ <= seen_ && first_ <= most_down_; ++first_)
      sum_.add_value(mass[first_]);
  }

  [[nodiscard]] constexpr probability<T> result() {
    for (; first_ <= most_down_; ++first_) sum_.add_value(mass_[first_]);
    return sum_.result();
  }

 private:
  std::size_t needed_;
  std::size_t most_down_;
  std::size_t seen_ = 0;
  std::size_t first_ = 0;  // cells below are decided: up
  workspace<T> mass_;
  two_sided_sum<T> sum_;
};

/// The probability that at least k of n independent parts are up, 1 <= k <= n, n - k < k;
/// `probability(i)` is that of part i. Cost: k (n - k + 1) steps of two multiplications, and 5 n
/// more; memory n - k + 1.
template <class T, class PartAt>
constexpr probability<T> walk_to_threshold(std::size_t n, std::size_t k, const PartAt& part_at) {
  constexpr std::size_t block = 4;
  threshold_walk<T> walk(k, n - k);
  std::size_t i = 0;
  for (; i + block <= n; i += block) {
    const probability<T> part[block] = {part_at(i), part_at(i + 1), part_at(i + 2), part_at(i + 3)};
    const T p[block] = {part[0].value(), part[1].value(), part[2].value(), part[3].value()};
    const T q[block] = {part[0].complement(), part[1].complement(), part[2].complement(),
                        part[3].complement()};
    walk.template step<block>(p, q);
  }
  for (; i < n; ++i) {
    const probability<T> part = part_at(i);
    walk.template step<1>(&part.value(), &part.complement());
  }
  return walk.result();
}

/// The same for any 1 <= k <= n: where more may be down than must be up, down parts are counted as
/// up parts of the dual system, which keeps the memory at min(k, n - k + 1).
template <class T, class PartAt>
constexpr probability<T> count_to_threshold(std::size_t n, std::size_t k, const PartAt& part_at) {
  if (n - k < k) return walk_to_threshold<T>(n, k, part_at);
  return !walk_to_threshold<T>(n, n - k + 1, [&part_at](std::size_t i) { return !part_at(i); });
}

/// The intensity at which a k-out-of-n system fails: the sum over the parts of the intensity of
/// each times the probability that exactly k - 1 others are up. Two rows: one with no part picked
/// yet, one with.
template <class T, class PartAt, class Intensity>
constexpr T threshold_intensity(std::size_t n, std::size_t k, const PartAt& part_at,
                                const Intensity& intensity) {
  const std::size_t most_down = n - k;
  workspace<T> plain(most_down + 1);
  workspace<T> picked(most_down + 1);
  plain[0] = one<T>();
  for (std::size_t i = 0; i < n; ++i) {
    const probability<T> c = part_at(i);
    const T w = intensity(i);
    for (std::size_t f = i < most_down ? i + 1 : most_down; f > 0; --f) {
      picked[f] = picked[f] * c.value() + picked[f - 1] * c.complement() + plain[f] * w;
      plain[f] = plain[f] * c.value() + plain[f - 1] * c.complement();
    }
    picked[0] = picked[0] * c.value() + plain[0] * w;
    plain[0] = plain[0] * c.value();
  }
  return picked[most_down];
}

}  // namespace nines::detail
