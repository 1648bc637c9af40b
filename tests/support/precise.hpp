// SPDX-License-Identifier: BSL-1.0
// The same algorithm in 100 digits, and how far a double is from it.
#pragma once

#include <algorithm>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <limits>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines_test {

using mp = boost::multiprecision::cpp_bin_float_100;

/// The relative error of `computed`, in epsilons of its type. Below 1e-300, where a double is no
/// longer fully precise, only the absolute size counts.
template <class T, class Exact>
double error_in_epsilons(const T& computed, const Exact& exact) {
  if (exact < 1e-300) return computed <= T(1e-299) ? 0 : std::numeric_limits<double>::infinity();
  const Exact error = abs(Exact(computed) - exact) / exact;
  return static_cast<double>(error) / static_cast<double>(std::numeric_limits<T>::epsilon());
}

/// The larger error of the two sides.
template <class T, class Exact>
double error_in_epsilons(const nines::probability<T>& computed,
                         const nines::probability<Exact>& exact) {
  return std::max(error_in_epsilons(computed.value(), exact.value()),
                  error_in_epsilons(computed.complement(), exact.complement()));
}

/// Both sides as they are, in 100 digits.
inline nines::probability<mp> precise(const nines::probability<double>& p) {
  return nines::probability<mp>(p);
}
/// The smaller side as it is, the other one recomputed in 100 digits: what the parts mean exactly.
inline nines::probability<mp> precise_by_small_side(const nines::probability<double>& p) {
  return p.complement() <= p.value() ? nines::probability<mp>::from_complement(mp(p.complement()))
                                     : nines::probability<mp>::from_value(mp(p.value()));
}

template <class Convert>
std::vector<nines::probability<mp>> precise_list(
    const std::vector<nines::probability<double>>& parts, const Convert& convert) {
  std::vector<nines::probability<mp>> list;
  list.reserve(parts.size());
  for (const auto& part : parts) list.push_back(convert(part));
  return list;
}

}  // namespace nines_test
