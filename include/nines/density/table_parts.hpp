// SPDX-License-Identifier: BSL-1.0
// A distribution as several tables, each with an origin of its own and a part of the probability.
//
// What begins after a long pause, as the second attempt of a retry does, keeps its digits only
// where its times count from its own beginning: a density like (t - 1 h)^-0.7 holds a hundredth of
// its mass closer to the hour than a time of an hour can tell. So such a distribution is a mixture
// of tables,
//
//   F(t) = F_1(t - origin_1) + F_2(t - origin_2) + ...      F_i ends with the mass of its part
//
// and a sum of two such distributions is one of all pairs.
#pragma once

#include <nines/density/table.hpp>
#include <optional>

namespace nines {

/// Tables that add up to a distribution. None of them may "never end": `completion` tells of the
/// whole.
template <class T>
struct table_parts {
  std::vector<tabulated<T>> tables;  ///< each with its share of the probability
  probability<T> completion;         ///< that the whole ends at all

  /// No table yet, of a distribution that ends with this probability.
  explicit table_parts(const probability<T>& ends) : completion(ends) {}
  /// A distribution that is one table.
  explicit table_parts(tabulated<T> whole) : completion(whole.completion) { add(std::move(whole)); }

  /// One table more; what never ends is not its part.
  void add(tabulated<T> table) {
    if (!(table.completion.value() > zero<T>())) return;
    table.completion = {unchecked, table.completion.value(), zero<T>()};
    tables.push_back(std::move(table));
  }
  /// The tables of a distribution that this one is with a weight, a time later.
  void add(table_parts dist, const T& weight, const T& later) {
    for (auto& table : dist.tables) {
      table.origin += later;
      if (weight < one<T>()) table.scale(weight);
      add(std::move(table));
    }
  }
  /// All of it some seconds later.
  void move(const T& later) {
    for (auto& table : tables) table.origin += later;
  }

  /// Both sides and the density at a time, in seconds.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    T sums[4] = {};
    T density = zero<T>();
    for (const auto& table : tables) {
      if (t + tie_width(t) < table.origin) {
        sums[1] += table.completion.value();
        sums[3] += table.completion.value();
        continue;
      }
      const auto now = table.at(std::max(zero<T>(), t - table.origin));  // a time from the origin
      sums[0] += now.before.value();
      sums[1] += now.before.complement();
      sums[2] += now.cdf.value();
      sums[3] += now.cdf.complement();
      density += now.density;
    }
    const T& forever = completion.complement();
    return {
        {unchecked, sums[0], sums[1] + forever}, {unchecked, sums[2], sums[3] + forever}, density};
  }
  /// Its ends, fixed times and breakpoints.
  [[nodiscard]] time_outline<T> outline() const;
};

template <class T>
time_outline<T> table_parts<T>::outline() const {
  constexpr T forever = std::numeric_limits<T>::infinity();
  time_outline<T> dist{forever, zero<T>(), zero<T>()};
  dist.completion = completion;
  dist.in_parts = tables.size() > 1;
  dist.cost = 0.5 * static_cast<double>(tables.size());
  for (const auto& table : tables) {
    dist.min = std::min(dist.min, table.origin);
    detail::add_marks(dist, table, table.origin);
  }
  if (tables.empty()) dist.min = zero<T>();
  if (tables.size() > 1) detail::tidy_marks(dist);
  return dist;
}

}  // namespace nines

namespace nines::detail {

/// Tables that do not overlap, as one; none where they do.
template <class T>
std::optional<tabulated<T>> concatenated(table_parts<T> dist) {
  auto& tables = dist.tables;
  std::sort(tables.begin(), tables.end(),
            [](const auto& a, const auto& b) { return a.origin < b.origin; });
  tabulated<T> one;
  one.completion = dist.completion;
  one.origin = tables.empty() ? zero<T>() : tables.front().origin;
  for (auto& table : tables) {
    const T by = table.origin - one.origin;  // a time between two in order
    for (auto& p : table.pieces) {
      p.move(by);
      if (one.pieces.empty() || p.from >= one.pieces.back().to)
        one.pieces.push_back(std::move(p));
      else
        return std::nullopt;
    }
    add_marks(one, table, by);
  }
  tidy_marks(one);
  one.finish("sequence");
  return one;
}

/// Whether times that count from another, earlier origin have no digits left of a distribution: of
/// an infinite density, or of one that is narrow beside that time.
template <class T>
bool loses_digits(const time_outline<T>& dist, const T& earlier) {
  if (!(earlier > zero<T>()) || dist.breakpoints.empty()) return dist.in_parts;
  const bool is_singular = std::any_of(dist.breakpoints.begin(), dist.breakpoints.end(),
                                       [](const auto& b) { return b.order < zero<T>(); });
  return dist.in_parts || is_singular || dist.reach - dist.min < T(1e-4) * earlier;  // its breadth
}

}  // namespace nines::detail
