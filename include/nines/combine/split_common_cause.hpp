// SPDX-License-Identifier: BSL-1.0
// A part as two independent ones: the cause that it shares with its like, and what is its own.
//
//   q = beta q  or  (1 - beta) q      which of two independent parts has failed
//
// Both sides of each, without subtraction. What follows for systems: common_cause.hpp.
#pragma once

#include <nines/probability/two_sided.hpp>

namespace nines {

/// A part split into the cause that it shares with its like and what is its own.
template <scalar T>
struct split_part {
  probability<T> common;       ///< unavailability beta q
  probability<T> independent;  ///< unavailability (1 - beta) q
};

/// Splits a part: the share `beta` of its unavailability is common. The sides are those of
/// `beta q` and `(1 - beta) q`, without subtraction. 2 epsilon.
template <class T>
[[nodiscard]] constexpr split_part<T> split_common_cause(const probability<T>& part,
                                                         const probability<T>& beta) {
  const T& q = part.complement();
  return {probability<T>::from_computed_sides(T(part.value() + q * beta.complement()),
                                              T(q * beta.value())),
          probability<T>::from_computed_sides(T(part.value() + q * beta.value()),
                                              T(q * beta.complement()))};
}

}  // namespace nines
