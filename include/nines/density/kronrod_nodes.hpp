// SPDX-License-Identifier: BSL-1.0
// The nodes and weights of quadrature by 10 nodes of Gauss and 21 of Kronrod, on [-1, 1].
//
// Gauss's nodes are the zeros of the Legendre polynomial P of degree n = 10, Kronrod's these and
// the zeros of Stieltjes' polynomial E of degree n + 1, to which P E is orthogonal up to that
// degree: as a sum of Legendre polynomials of odd degree it is found term by term, by the integrals
// of three of them, which have a closed form (Adams 1878). With c = 2/(2 n + 1) by the ratio of
// their first coefficients, E's over P's, the weights are
//
//   Gauss     2 / ((1 - x^2) P'(x)^2)
//   Kronrod   c / (P(x) E'(x)) at the zeros of E
//             that of Gauss + c / (P'(x) E(x)) at those of P
//
// Of built-in numbers they are tables, which this very computation gave in 100 digits. Of others it
// runs: from the zeros in double by Newton's steps, each of which doubles the digits.
// Source: Kronrod 1965; Patterson, Math. Comp. 22, 1968.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <nines/scalar.hpp>

namespace nines::detail {

/// The nodes from the middle on, 0 and ten to its right; every second, from the first to the right
/// of the middle on, is one of Gauss.
template <class T>
struct kronrod_nodes {
  std::array<T, 11> places;   ///< of the nodes
  std::array<T, 11> weights;  ///< of Kronrod
  std::array<T, 5> gauss;     ///< the weights of Gauss
};

/// In 36 digits.
inline constexpr kronrod_nodes<long double> kronrod_table = {
    {0.0L, 0.148874338981631210884826001129719985L, 0.294392862701460198131126603103865566L,
     0.433395394129247190799265943165784162L, 0.562757134668604683339000099272694141L,
     0.679409568299024406234327365114873576L, 0.780817726586416897063717578345042377L,
     0.865063366688984510732096688423493049L, 0.930157491355708226001207180059508346L,
     0.973906528517171720077964012084452053L, 0.995657163025808080735527280689002848L},
    {0.149445554002916905664936468389821204L, 0.147739104901338491374841515972068046L,
     0.142775938577060080797094273138717061L, 0.134709217311473325928054001771706833L,
     0.123491976262065851077958109831074160L, 0.109387158802297641899210590325804960L,
     0.0931254545836976055350654650833663444L, 0.0750396748109199527670431409161900094L,
     0.0547558965743519960313813002445801764L, 0.0325581623079647274788189724593897606L,
     0.0116946388673718742780643960621920484L},
    {0.295524224714752870173892994651338329L, 0.269266719309996355091226921569469353L,
     0.219086362515982043995534934228163192L, 0.149451349150580593145776339657697332L,
     0.0666713443086881375935688098933317929L}};

/// A polynomial at a place: its value and its derivative.
template <class T>
struct value_and_slope {
  T value, slope;
};

/// Finds the nodes in any scalar.
template <class T>
class kronrod_computation {
 public:
  kronrod_computation() {
    first_.fill(zero<T>());
    first_[0] = one<T>();  // A_m = 1 3 5 ... (2 m - 1) / m!
    for (std::size_t m = 1; m < first_.size(); ++m) first_[m] = first_[m - 1] * T(2 * m - 1) / T(m);
    find_stieltjes();
  }

  [[nodiscard]] kronrod_nodes<T> nodes() const {
    kronrod_nodes<T> found;
    // The first coefficient of P_m is A_m, and that of E the one of P_11.
    const T c = T(2) / T(2 * degree + 1) * first_[degree + 1] / first_[degree];
    for (std::size_t i = 0; i < found.places.size(); ++i) {
      const bool is_gauss = i % 2 == 1;
      const T x = polished(constant<T>(static_cast<double>(kronrod_table.places[i])), is_gauss);
      const auto p = legendre(degree, x);
      const auto e = stieltjes(x);
      found.places[i] = x;
      if (is_gauss) {
        const T gauss = T(2) / ((one<T>() - x * x) * p.slope * p.slope);  // x is at most 0.98
        found.gauss[i / 2] = gauss;
        found.weights[i] = gauss + c / (p.slope * e.value);
      } else {
        found.weights[i] = c / (p.value * e.slope);
      }
    }
    return found;
  }

 private:
  static constexpr std::size_t degree = 10;

  /// P_m and its derivative, by their recurrences.
  [[nodiscard]] static value_and_slope<T> legendre(std::size_t m, const T& x) {
    T before = zero<T>();
    T now = one<T>();
    T slope_before = zero<T>();
    T slope = zero<T>();
    for (std::size_t k = 0; k < m; ++k) {
      const T next = (T(2 * k + 1) * x * now - T(k) * before) / T(k + 1);
      const T slope_next = slope_before + T(2 * k + 1) * now;
      before = now;
      now = next;
      slope_before = slope;
      slope = slope_next;
    }
    return {now, slope};
  }
  [[nodiscard]] value_and_slope<T> stieltjes(const T& x) const {
    value_and_slope<T> sum{zero<T>(), zero<T>()};
    for (std::size_t j = 1; j <= degree + 1; j += 2) {
      const auto p = legendre(j, x);
      sum.value = sum.value + stieltjes_[j] * p.value;
      sum.slope = sum.slope + stieltjes_[j] * p.slope;
    }
    return sum;
  }
  /// The integral of P_10 P_j P_k, but for a factor that all share; j + k is even, and 10 or more.
  [[nodiscard]] T product_of_three(std::size_t j, std::size_t k) const {
    const std::size_t r = (j + k - degree) / 2;
    return first_[r] * first_[j - r] * first_[k - r] / first_[j + k - r] * T(2 * degree + 1) /
           T(2 * (j + k - r) + 1);
  }
  /// E = P_11 + ... + a_j P_j + ...: P E is orthogonal to P_k, at which a_(n - k) comes in.
  void find_stieltjes() {
    stieltjes_.fill(zero<T>());
    stieltjes_[degree + 1] = one<T>();
    for (std::size_t k = 1; k < degree; k += 2) {
      const std::size_t j = degree - k;  // from 9 down to 1
      T rest = zero<T>();
      for (std::size_t i = j + 2; i <= degree + 1; i += 2)
        rest = rest + stieltjes_[i] * product_of_three(i, k);
      stieltjes_[j] = zero<T>() - rest / product_of_three(j, k);
    }
  }
  /// A zero of P or E, from one that is known in double.
  [[nodiscard]] T polished(T x, bool is_gauss) const {
    for (int digits = 40; digits < std::numeric_limits<T>::digits; digits *= 2) {
      const auto at = is_gauss ? legendre(degree, x) : stieltjes(x);
      x = x - at.value / at.slope;
    }
    return x;
  }

  std::array<T, 2 * degree + 2> first_;  // A_m
  std::array<T, degree + 2> stieltjes_;  // by the degree
};

/// The nodes in a scalar.
template <class T>
kronrod_nodes<T> nodes_of_kronrod() {
  if constexpr (std::floating_point<T>) {
    kronrod_nodes<T> found;
    for (std::size_t i = 0; i < found.places.size(); ++i) {
      found.places[i] = static_cast<T>(kronrod_table.places[i]);
      found.weights[i] = static_cast<T>(kronrod_table.weights[i]);
    }
    for (std::size_t i = 0; i < found.gauss.size(); ++i)
      found.gauss[i] = static_cast<T>(kronrod_table.gauss[i]);
    return found;
  } else {
    return kronrod_computation<T>().nodes();
  }
}

}  // namespace nines::detail
