// SPDX-License-Identifier: BSL-1.0
// simd<K>: K registers of doubles as one scalar, what the batch driver computes in.
//
// It is the vector extension of GCC and Clang in a class: sixteen, thirty-two or sixty-four bytes a
// register, as the target has them, with the operators of a scalar. Elsewhere, or where
// NINES_NO_EXTENSIONS asks for it, the register is an array of as many doubles. Compilers keep it
// in registers where they spill arrays; K > 1 hides the latency of long chains.
// Index: SIMD.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <nines/scalar.hpp>
#include <type_traits>

namespace nines {

namespace detail {
#if defined(NINES_NO_EXTENSIONS) || !defined(__GNUC__)
inline constexpr std::size_t register_doubles = 2;
#elif defined(__AVX512F__)
inline constexpr std::size_t register_doubles = 8;
#elif defined(__AVX__)
inline constexpr std::size_t register_doubles = 4;
#else
inline constexpr std::size_t register_doubles = 2;
#endif
}  // namespace detail

// The operators that registers have: arithmetic makes numbers, a comparison flags.
#define NINES_EACH_OPERATOR(define, numbers, flags)                                            \
  define(numbers, +) define(numbers, -) define(numbers, *) define(numbers, /) define(flags, <) \
      define(flags, <=) define(flags, >) define(flags, >=) define(flags, ==)

/// K registers of doubles, K a power of two; arithmetic and comparison lane by lane. Two halves
/// rather than an array: compilers take structures apart into registers, arrays not.
template <std::size_t K = 1>
class simd {
  using half = simd<K / 2>;

 public:
  static constexpr std::ptrdiff_t size = 2 * half::size;  ///< doubles in K registers
  /// What a comparison returns.
  struct mask {
    typename half::mask low, high;  ///< the flags of either half, one a lane
  };

  simd() = default;
  /// The lanes of two narrower packs, `low` first.
  simd(const half& low, const half& high) : low_(low), high_(high) {}  // NOLINT(modernize-*)
  /// The same number in every lane.
  explicit simd(double same) : low_(same), high_(same) {}
  /// Reads `size` consecutive doubles, which need no alignment.
  [[gnu::always_inline]] static simd load(const double* from) {
    return {half::load(from), half::load(from + half::size)};
  }
  /// Writes `size` consecutive doubles, which need no alignment.
  [[gnu::always_inline]] void store(double* to) const {
    low_.store(to);
    high_.store(to + half::size);
  }

// NOLINTBEGIN(bugprone-macro-parentheses): a type and an operator take none
#define NINES_LANEWISE(type, op)                          \
  friend type operator op(const simd& a, const simd& b) { \
    return {a.low_ op b.low_, a.high_ op b.high_};        \
  }
  NINES_EACH_OPERATOR(NINES_LANEWISE, simd, mask)
#undef NINES_LANEWISE
  // NOLINTEND(bugprone-macro-parentheses)

  /// Whether the flag is set in every lane.
  static bool all(const mask& m) { return half::all(m.low) && half::all(m.high); }
  /// Lane by lane: `yes` where the flag is set, else `no`. Both are evaluated.
  static simd select(const mask& m, const simd& yes, const simd& no) {
    return {half::select(m.low, yes.low_, no.low_), half::select(m.high, yes.high_, no.high_)};
  }

 private:
  half low_;
  half high_;
};

namespace detail {
#if defined(__GNUC__) && !defined(NINES_NO_EXTENSIONS)
using register_numbers = double __attribute__((vector_size(8 * register_doubles)));
using register_flags = std::int64_t __attribute__((vector_size(8 * register_doubles)));
inline register_numbers picked(const register_flags& f, const register_numbers& yes,
                               const register_numbers& no) {
  return f ? yes : no;
}
#else
/// A register as an array, with the operators that the vector extension has.
template <class Number>
struct register_array {
  Number at[register_doubles];
  Number& operator[](std::size_t i) { return at[i]; }
  const Number& operator[](std::size_t i) const { return at[i]; }
};
using register_numbers = register_array<double>;
using register_flags = register_array<std::int64_t>;
template <class Result, class Operation>
Result lane_by_lane(const Operation& operation) {
  Result result{};
  for (std::size_t i = 0; i < register_doubles; ++i) result[i] = operation(i);
  return result;
}
// NOLINTBEGIN(bugprone-macro-parentheses): a type and an operator take none
#define NINES_LANEWISE(type, op)                                                  \
  inline type operator op(const register_numbers& a, const register_numbers& b) { \
    return lane_by_lane<type>([&](std::size_t i) { return a[i] op b[i]; });       \
  }
NINES_EACH_OPERATOR(NINES_LANEWISE, register_numbers, register_flags)
#undef NINES_LANEWISE
// NOLINTEND(bugprone-macro-parentheses)
inline register_numbers operator-(double a, const register_numbers& b) {
  return lane_by_lane<register_numbers>([&](std::size_t i) { return a - b[i]; });
}
inline register_numbers picked(const register_flags& f, const register_numbers& yes,
                               const register_numbers& no) {
  return lane_by_lane<register_numbers>([&](std::size_t i) { return f[i] != 0 ? yes[i] : no[i]; });
}
#endif
}  // namespace detail

/// One register.
template <>
class simd<1> {
  using numbers = detail::register_numbers;
  using flags = detail::register_flags;

 public:
  static constexpr std::ptrdiff_t size = detail::register_doubles;
  struct mask {
    flags bits;
  };

  simd() = default;
  explicit simd(double same) : register_(same - numbers{}) {}
  // Not defaulted: as a trivial class it would be copied in pieces, which a whole load must then
  // wait for.
  simd(const simd& other)  // NOLINT(modernize-use-equals-default)
      : register_(other.register_) {}
  simd& operator=(const simd& other) {  // NOLINT(modernize-use-equals-default)
    register_ = other.register_;
    return *this;
  }
  ~simd() = default;
  [[gnu::always_inline]] static simd load(const double* from) {
    simd x;
    std::memcpy(&x.register_, from, sizeof x.register_);
    return x;
  }
  [[gnu::always_inline]] void store(double* to) const {
    std::memcpy(to, &register_, sizeof register_);
  }

// NOLINTBEGIN(bugprone-macro-parentheses): a type and an operator take none
#define NINES_LANEWISE(type, op) \
  friend type operator op(const simd& a, const simd& b) { return type{a.register_ op b.register_}; }
  NINES_EACH_OPERATOR(NINES_LANEWISE, simd, mask)
#undef NINES_LANEWISE
  // NOLINTEND(bugprone-macro-parentheses)

  static bool all(const mask& m) {
    std::int64_t every = -1;
    for (std::size_t i = 0; i < detail::register_doubles; ++i) every &= m.bits[i] != 0 ? -1 : 0;
    return every != 0;
  }
  static simd select(const mask& m, const simd& yes, const simd& no) {
    return simd{detail::picked(m.bits, yes.register_, no.register_)};
  }

 private:
  explicit simd(numbers r) : register_(r) {}
  numbers register_;
};

#undef NINES_EACH_OPERATOR

template <std::size_t K>
struct scalar_traits<simd<K>> {
  using lane_type = double;
  static constexpr bool is_lanes = true;
  /// Sides drift apart until the batch driver stores them.
  static constexpr bool agrees_later = true;
  static constexpr std::ptrdiff_t lanes = simd<K>::size;
  static double lane(const simd<K>& x, std::ptrdiff_t i) {
    double numbers[simd<K>::size];
    x.store(numbers);
    return numbers[i];
  }
  static simd<K> constant(double x) { return simd<K>(x); }
  static bool all(const typename simd<K>::mask& m) { return simd<K>::all(m); }
  static simd<K> select(const typename simd<K>::mask& m, const simd<K>& yes, const simd<K>& no) {
    return simd<K>::select(m, yes, no);
  }
};

namespace detail {

/// Any other scalar behind the same loads and stores.
template <class T>
struct one_lane {
  static constexpr std::ptrdiff_t size = 1;
  T lane;
  explicit one_lane(const T& same) : lane(same) {}
  static one_lane load(const T* from) { return one_lane(*from); }
  void store(T* to) const { *to = lane; }
  friend one_lane operator*(const one_lane& a, const one_lane& b) {
    return one_lane(T(a.lane * b.lane));
  }
  friend one_lane operator+(const one_lane& a, const one_lane& b) {
    return one_lane(T(a.lane + b.lane));
  }
};

/// K registers of doubles, or one number of another scalar: for loops that serve both.
template <class T, std::size_t K>
using pack_of = std::conditional_t<std::is_same_v<T, double>, simd<K>, one_lane<T>>;

}  // namespace detail

}  // namespace nines
