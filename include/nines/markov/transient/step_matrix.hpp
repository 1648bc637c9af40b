// SPDX-License-Identifier: BSL-1.0
// y = P x for a sparse non-negative P, as fast as the memory gives the numbers.
//
// Neighbouring states of a model mostly have the same transitions: to the states at the same
// distances, at one of a few rates. So rows are taken four at a time; an entry is a
// distance, at which four neighbours of x are loaded as one register, and the number of a tuple of
// four values, kept once in a table. A transition that one of the four rows has not is a zero in
// its tuple. Measured on models of 1e3 to 1e5 states: two to four transitions an entry, 3 bytes a
// transition instead of 12, and 1.5 (16-byte registers) to 2.8 (32) times the
// speed of compressed rows.
#pragma once

#include <Eigen/SparseCore>
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <nines/simd.hpp>
#include <span>
#include <type_traits>
#include <unordered_map>
#include <vector>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__AVX__)
#define NINES_MULTIPLIES_WIDE
#endif

namespace nines::detail {

/// The register in which rows are taken together: four doubles or more, or one of any other scalar.
template <class T>
using row_pack = pack_of<T, (register_doubles < 4 ? 2 : 1)>;

/// A vector with room at both ends for the neighbours that a register takes along.
template <class T>
class padded_vector {
 public:
  static constexpr std::size_t pad = 2 * static_cast<std::size_t>(row_pack<T>::size);
  explicit padded_vector(std::size_t size) : size_(size), numbers_(size + 2 * pad, T(0)) {}
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] T* data() { return numbers_.data() + pad; }
  [[nodiscard]] const T* data() const { return numbers_.data() + pad; }
  [[nodiscard]] std::span<T> span() { return {data(), size_}; }
  [[nodiscard]] std::span<const T> span() const { return {data(), size_}; }

 private:
  std::size_t size_;
  std::vector<T> numbers_;
};

/// The sum of x[i] f(i) over a padded vector, several registers side by side:
/// as fast as it is read.
template <class T, class Factor>
T sum_of(const padded_vector<T>& x, const Factor& factor) {
  using pack = row_pack<T>;
  constexpr auto lanes = static_cast<std::size_t>(pack::size);
  pack sum[4] = {pack(T(0)), pack(T(0)), pack(T(0)), pack(T(0))};
  const std::size_t n = x.size();  // beyond it there are zeros for a last register
  std::size_t i = 0;
  for (; i + 4 * lanes <= n; i += 4 * lanes)
    for (std::size_t k = 0; k < 4; ++k)
      sum[k] = sum[k] + factor(i + k * lanes) * pack::load(x.data() + i + k * lanes);
  for (; i < n; i += lanes) sum[0] = sum[0] + factor(i) * pack::load(x.data() + i);
  T lane[lanes];
  ((sum[0] + sum[1]) + (sum[2] + sum[3])).store(lane);
  T total = lane[0];
  for (std::size_t k = 1; k < lanes; ++k) total += lane[k];
  return total;
}
template <class T>
T total(const padded_vector<T>& x) {
  const row_pack<T> one(T(1));
  return sum_of(x, [&](std::size_t) { return one; });
}
template <class T>
T dot(const padded_vector<T>& x, const padded_vector<T>& y) {
  return sum_of(x, [&](std::size_t i) { return row_pack<T>::load(y.data() + i); });
}

/// P in tuples of rows.
template <class T>
class step_matrix {
 public:
  using pack = row_pack<T>;
  static constexpr auto lanes = static_cast<std::size_t>(pack::size);

  /// P has `diagonal` on its diagonal and `rows` divided by `rate` elsewhere.
  step_matrix(const Eigen::SparseMatrix<T, Eigen::RowMajor>& rows, const T& rate,
              std::span<const T> diagonal)
      : size_(diagonal.size()) {
    std::vector<transition> found;
    std::unordered_map<tuple, std::uint32_t, hash> number;
    for (std::size_t row = 0; row < size_; row += lanes) {
      found.clear();
      for (std::size_t lane = 0; lane < lanes && row + lane < size_; ++lane) {
        const auto i = static_cast<Eigen::Index>(row + lane);
        found.push_back({0, lane, diagonal[row + lane]});
        for (typename Eigen::SparseMatrix<T, Eigen::RowMajor>::InnerIterator from(rows, i); from;
             ++from)
          found.push_back(
              {static_cast<std::int32_t>(from.col() - i), lane, T(from.value() / rate)});
      }
      std::sort(found.begin(), found.end(),
                [](const transition& a, const transition& b) { return a.distance < b.distance; });
      for (std::size_t k = 0; k < found.size();) {
        const std::int32_t distance = found[k].distance;
        tuple values;
        for (; k < found.size() && found[k].distance == distance; ++k)
          values.value[found[k].lane] = found[k].value;
        const auto known = number.try_emplace(values, static_cast<std::uint32_t>(number.size()));
        if (known.second) table_.insert(table_.end(), values.value, values.value + lanes);
        entries_.push_back(make_entry(distance, known.first->second));
      }
      ends_.push_back(entries_.size());
    }
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  /// How many tuples of rows there are; a step can be made tuple by tuple.
  [[nodiscard]] std::size_t tuples() const { return ends_.size(); }

  /// y = P x for the tuples of rows [from, to); use(row, y) is called with each register of y.
  /// It is what the last rows need that x and y are padded vectors.
  template <class Use>
  void multiply(const T* x, T* y, std::size_t from, std::size_t to, const Use& use) const {
#ifdef NINES_MULTIPLIES_WIDE
    if constexpr (std::is_same_v<T, double>)
      if (__builtin_cpu_supports("avx2")) return multiply_wide(x, y, from, to, use);
#endif
    const entry* e = first_entry(from);
    for (std::size_t t = from; t < to; ++t) {
      const T* const near = x + t * lanes;
      pack sum(T(0));
      for (const entry* const end = entries_.data() + ends_[t]; e != end; ++e)
        sum = sum + pack::load(tuple_of(*e)) * pack::load(near + distance_of(*e));
      sum.store(y + t * lanes);
      use(t * lanes, sum);
    }
  }

 private:
  /// The distance above, where the tuple begins in the table below: one load instead of two, 5 % of
  /// the time.
  using entry = std::int64_t;
  static entry make_entry(std::int32_t distance, std::size_t tuple) {
    return entry{distance} * (entry{1} << 32) + static_cast<entry>(tuple * lanes);
  }
  static std::ptrdiff_t distance_of(entry e) { return e >> 32; }
  [[nodiscard]] const T* tuple_of(entry e) const {
    return table_.data() + static_cast<std::uint32_t>(e);
  }
  [[nodiscard]] const entry* first_entry(std::size_t t) const {
    return entries_.data() + (t == 0 ? 0 : ends_[t - 1]);
  }

#ifdef NINES_MULTIPLIES_WIDE
  /// The same in the machine's registers of four doubles, which a program compiled for any x86-64
  /// does not use by itself: 1.4 times as fast, and the same to the last bit.
  template <class Use>
  __attribute__((target("avx2"))) void multiply_wide(const T* x, T* y, std::size_t from,
                                                     std::size_t to, const Use& use) const {
    using wide = double __attribute__((vector_size(32)));
    const entry* e = first_entry(from);
    for (std::size_t t = from; t < to; ++t) {
      const T* const near = x + t * lanes;
      wide sum{};
      for (const entry* const end = entries_.data() + ends_[t]; e != end; ++e) {
        wide values, around;  // read by memcpy, which does not ask for alignment
        std::memcpy(&values, tuple_of(*e), sizeof values);
        std::memcpy(&around, near + distance_of(*e), sizeof around);
        sum += values * around;
      }
      std::memcpy(y + t * lanes, &sum, sizeof sum);
      use(t * lanes, pack::load(y + t * lanes));
    }
  }
#endif

  struct transition {
    std::int32_t distance;
    std::size_t lane;
    T value;
  };
  struct tuple {
    T value[lanes]{};
    friend bool operator==(const tuple& a, const tuple& b) {
      return std::equal(a.value, a.value + lanes, b.value);
    }
  };
  struct hash {
    std::size_t operator()(const tuple& t) const {
      std::size_t h = 0;
      for (const T& x : t.value)
        h = (h ^ std::hash<double>{}(static_cast<double>(x))) * 0x9E3779B97F4A7C15u;
      return h ^ (h >> 32);
    }
  };

  std::size_t size_;
  std::vector<entry> entries_;
  std::vector<std::size_t> ends_;
  std::vector<T> table_;
};

}  // namespace nines::detail

#undef NINES_MULTIPLIES_WIDE
