// SPDX-License-Identifier: BSL-1.0
// One value of the distribution of an occupation time: the two sums over the ticks of the clock
// outside that make it (see occupation_time.hpp), and whether two resolutions agree on it.
#pragma once

#include <Eigen/Core>
#include <nines/discrete/poisson.hpp>
#include <nines/markov/occupation/interval_propagator.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines::detail {

/// One question: where its u lies and what has been added up.
template <class T>
struct occupation_question {
  static constexpr Eigen::Index batch = 8;  ///< ticks that are taken at once
  static constexpr Eigen::Index m = nine_nodes<T>::last;
  using row = Eigen::Matrix<T, 1, Eigen::Dynamic, Eigen::RowMajor>;
  using index = Eigen::Index;
  using nodes = nine_nodes<T>;

  const poisson_weights<T>& ticks;
  index stretch;
  row value = row(m + 1), integral = row(m + 1);  // weights of the nodes of the stretch
  row inside = row(batch), met = row(batch);      // of each tick of the batch
  T total = zero<T>(), below = zero<T>(), above = zero<T>();
  std::size_t tick = 0;
  bool done = false;

  occupation_question(const poisson_weights<T>& table, index number, const T& x, const T& each)
      : ticks(table), stretch(number) {
    for (index b = 0; b <= m; ++b) {
      value(b) = nodes::basis(static_cast<int>(b), x);
      integral(b) = each * nodes::integral(static_cast<int>(b), x);
    }
  }
  /// At each tick P(K <= k) grows by the mass inside, and P(K > k) is what is met outside. From
  /// then on the one only grows and the other only falls, and they add up to one.
  void add(const T& small) {
    for (index i = 0; i < batch && !done; ++i, ++tick) {
      total += inside(i);
      below += ticks.at(tick) * total;
      above += ticks.at(tick) * met(i);
      const T unknown = ticks.above(tick) * met(i);
      const T known = below + ticks.above(tick) * total;
      done = tick >= ticks.last() || (unknown <= small * known && unknown <= small * above);
      if (done) below = known;
    }
  }
};

template <class T>
bool make_one(const std::vector<probability<T>>& all, double tolerance) {
  const T slack = constant<T>(tolerance) + constant<T>(1000) * std::numeric_limits<T>::epsilon();
  return std::all_of(all.begin(), all.end(), [&](const auto& p) {
    const T sum = p.value() + p.complement();
    return sum <= one<T>() + slack && one<T>() <= sum + slack;
  });
}
template <class T>
std::vector<probability<T>> both_sides_of(std::vector<probability<T>> all) {
  for (auto& p : all) p = both_sides("downtime_distribution", p.value(), p.complement());
  return all;
}
template <class T>
bool agree(const std::vector<probability<T>>& a, const std::vector<probability<T>>& b,
           double tolerance) {
  const auto near = [&](const T& x, const T& y) {
    const T difference = x < y ? T(y - x) : T(x - y);                       // a test, not a result
    return difference <= constant<T>(tolerance) * y + constant<T>(1e-290);  // the range of T
  };
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!near(a[i].value(), b[i].value()) || !near(a[i].complement(), b[i].complement()))
      return false;
  return true;
}

}  // namespace nines::detail
