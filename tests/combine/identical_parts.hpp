// SPDX-License-Identifier: BSL-1.0
// Identical parts, k out of n, against exact integers: the oracle and the measurement.
#pragma once

#include <cmath>
#include <nines/combine.hpp>
#include <vector>

#include "support/exact.hpp"

namespace nines_test {

/// a^0 ... a^n.
inline std::vector<cpp_int> powers(const cpp_int& a, std::size_t n) {
  std::vector<cpp_int> list = {1};
  for (std::size_t i = 0; i < n; ++i) list.push_back(list.back() * a);
  return list;
}

/// The exact terms C(n, j) q^j p^(n-j) as integers over 2^(n * places), and sums of them. The part
/// is taken from its smaller side.
class exact_binomial {
 public:
  exact_binomial(const nines::probability<double>& part, std::size_t most) {
    const bool up = part.complement() <= part.value();
    const dyadic small = dyadic_of(up ? part.complement() : part.value());
    const cpp_int large = (cpp_int(1) << static_cast<unsigned>(small.places)) - small.numerator;
    places_ = small.places;
    up_ = powers(up ? large : small.numerator, most);
    down_ = powers(up ? small.numerator : large, most);
  }

  /// At least k of n, for k = 0 ... n, in 100 digits.
  [[nodiscard]] std::vector<nines::probability<mp>> all_thresholds(std::size_t n) const {
    const int places = places_ * static_cast<int>(n);
    const cpp_int everything = cpp_int(1) << static_cast<unsigned>(places);
    std::vector<nines::probability<mp>> result;
    cpp_int fewer = 0;
    cpp_int choose = 1;
    for (std::size_t k = 0; k <= n; ++k) {
      result.emplace_back(nines::unchecked, to_precise(everything - fewer, places),
                          to_precise(fewer, places));
      fewer += choose * up_[k] * down_[n - k];  // exactly k up
      choose = choose * (n - k) / (k + 1);
    }
    return result;
  }

 private:
  int places_ = 0;
  std::vector<cpp_int> up_;
  std::vector<cpp_int> down_;
};

/// The errors of one way to compute, in epsilons, over all (n, k).
struct identical_errors {
  double most = 0;
  double most_by_n = 0;  ///< the largest error / n
  std::size_t n = 0;     ///< where `most` was met
  std::size_t k = 0;

  void add(double error, std::size_t at_n, std::size_t at_k) {
    most_by_n = std::max(most_by_n, error / static_cast<double>(at_n));
    if (error <= most) return;
    most = error;
    n = at_n;
    k = at_k;
  }
};

struct three_ways {
  identical_errors of_copies;
  identical_errors prepared;
  identical_errors of_list;
};

/// Compares every k of every n = 1, 1 + stride, ... up to 300 with the exact value.
inline void measure_identical(three_ways& errors, const nines::probability<double>& part,
                              std::size_t stride) {
  const exact_binomial exact(part, 300);
  for (std::size_t n = 1; n <= 300; n += stride) {
    const auto expected = exact.all_thresholds(n);
    const std::vector list(n, part);
    for (std::size_t k = 0; k <= n; ++k) {
      const auto error = [&](const auto& p) { return error_in_epsilons(p, expected[k]); };
      errors.of_copies.add(error(nines::at_least(k, nines::copies(n, part))), n, k);
      errors.prepared.add(error(nines::identical_at_least(k, n)(part)), n, k);
      errors.of_list.add(error(nines::at_least(k, list)), n, k);
    }
  }
}

/// The sides of the parts to measure: each is tried as the part's unavailability and availability.
inline const double identical_small_sides[] = {
    0.5, 0.1, 1e-3, std::ldexp(1.0, -20), std::ldexp(1.0, -40), 1e-15};

inline three_ways measure_all_identical(std::size_t stride) {
  three_ways errors;
  for (const double small : identical_small_sides) {
    const auto part = nines::probability<double>::from_complement(small);
    measure_identical(errors, part, stride);
    measure_identical(errors, !part, stride);
  }
  return errors;
}

}  // namespace nines_test
