// SPDX-License-Identifier: BSL-1.0
// Bare numbers as parts: series(unavailabilities(q)) of an array of doubles, without a copy.
//
// A view of contiguous numbers, each the value or the complement of a part; the other side is 1 -
// number, which is exact enough exactly when the numbers are on the side that holds the digits.
#pragma once

#include <nines/combine/over_time.hpp>
#include <span>

namespace nines {

/// A random-access range of probabilities over contiguous numbers: a view, which they must outlive.
template <scalar T, bool Complements>
class number_view {
 public:
  /// Walks over the parts; the probabilities are made as they are read.
  class iterator {
   public:
    /// Points at a number of the array.
    constexpr explicit iterator(const T* at) : at_(at) {}
    constexpr probability<T> operator*() const { return part(*at_); }  ///< the part here, by value
    /// Goes to the next part.
    constexpr iterator& operator++() {
      ++at_;
      return *this;
    }
    friend constexpr bool operator==(const iterator&, const iterator&) = default;

   private:
    const T* at_;
  };

  /// A view of these numbers, which are not checked.
  constexpr explicit number_view(std::span<const T> numbers) : numbers_(numbers) {}
  /// the number of parts
  [[nodiscard]] constexpr std::size_t size() const { return numbers_.size(); }
  /// Part i; i must be less than size().
  [[nodiscard]] constexpr probability<T> operator[](std::size_t i) const {
    return part(numbers_[i]);
  }
  /// at the first part
  [[nodiscard]] constexpr iterator begin() const { return iterator(numbers_.data()); }
  /// One past the last part.
  [[nodiscard]] constexpr iterator end() const {
    return iterator(numbers_.data() + numbers_.size());
  }

  /// The parts from i on, one in each lane of a pack.
  template <class Packed>
    requires(std::same_as<T, double>)
  [[nodiscard]] probability<Packed> load(std::size_t i) const {
    return part(Packed::load(numbers_.data() + i));
  }

 private:
  template <class S>
  static constexpr probability<S> part(const S& x) {
    const S other = one<S>() - x;  // input data
    return Complements ? probability<S>(unchecked, other, x) : probability<S>(unchecked, x, other);
  }

  std::span<const T> numbers_;
};

namespace detail {
template <bool Complements, class T>
constexpr number_view<T, Complements> checked_numbers(const char* function,
                                                      std::span<const T> numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (!is_in_unit_interval(numbers[i]))
      fail(function, "number " + std::to_string(i) + " is " + describe(numbers[i]) +
                         ", but must be in [0, 1]");
  return number_view<T, Complements>(numbers);
}
}  // namespace detail

/// Contiguous numbers as the unavailabilities of parts: a view of them. *Throws* domain_error
/// that names the first number outside [0, 1], after one pass. A number_view itself takes them as
/// they are.
template <class Numbers>
[[nodiscard]] constexpr auto unavailabilities(const Numbers& numbers) {
  return detail::checked_numbers<true>("unavailabilities",
                                       std::span(std::data(numbers), std::size(numbers)));
}
/// The same where the numbers are the availabilities, for parts that are mostly down.
template <class Numbers>
[[nodiscard]] constexpr auto availabilities(const Numbers& numbers) {
  return detail::checked_numbers<false>("availabilities",
                                        std::span(std::data(numbers), std::size(numbers)));
}

}  // namespace nines
