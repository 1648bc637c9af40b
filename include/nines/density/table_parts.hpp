// SPDX-License-Identifier: BSL-1.0
// A law as several tables, each with an origin of its own and a part of the chance.
//
// What begins after a long pause, as the second attempt of a retry does, keeps its digits only
// where its times count from its own beginning: a density like (t - 1 h)^-0.7 holds a hundredth of
// its mass closer to the hour than a time of an hour can tell. So such a law is a mixture of
// tables,
//
//   F(t) = F_1(t - origin_1) + F_2(t - origin_2) + ...      F_i ends with the chance of its part
//
// and a sum of two such laws is one of all pairs.
#pragma once

#include <nines/density/table.hpp>
#include <optional>

namespace nines::detail {

/// Tables that add up to a law. None of them may "never end": `finishes` tells of the whole.
template <class T>
struct table_parts {
  std::vector<tabulated<T>> tables;
  probability<T> finishes;

  explicit table_parts(const probability<T>& ends) : finishes(ends) {}
  explicit table_parts(tabulated<T> whole) : finishes(whole.finishes) { add(std::move(whole)); }

  /// One table more; what never ends is not its part.
  void add(tabulated<T> table) {
    if (!(table.finishes.value() > zero<T>())) return;
    table.finishes = {unchecked, table.finishes.value(), zero<T>()};
    tables.push_back(std::move(table));
  }
  /// The tables of a law that this one is with a weight, a time later.
  void add(table_parts law, const T& weight, const T& later) {
    for (auto& table : law.tables) {
      table.origin += later;
      if (weight < one<T>()) table.scale(weight);
      add(std::move(table));
    }
  }
  void move(const T& later) {
    for (auto& table : tables) table.origin += later;
  }

  /// The law at a time.
  [[nodiscard]] law_instant<T> at(const T& t) const {
    T sums[4] = {};
    T density = zero<T>();
    for (const auto& table : tables) {
      if (t + tie_width(t) < table.origin) {
        sums[1] += table.finishes.value();
        sums[3] += table.finishes.value();
        continue;
      }
      const auto now = table.at(std::max(zero<T>(), t - table.origin));  // a time from the origin
      sums[0] += now.before.value();
      sums[1] += now.before.complement();
      sums[2] += now.within.value();
      sums[3] += now.within.complement();
      density += now.density;
    }
    const T& never = finishes.complement();
    return {{unchecked, sums[0], sums[1] + never}, {unchecked, sums[2], sums[3] + never}, density};
  }
  [[nodiscard]] law_outline<T> outline() const;
};

template <class T>
law_outline<T> table_parts<T>::outline() const {
  constexpr T never = std::numeric_limits<T>::infinity();
  law_outline<T> law{never, zero<T>(), zero<T>()};
  law.finishes = finishes;
  law.in_parts = tables.size() > 1;
  law.cost = 0.5 * static_cast<double>(tables.size());
  for (const auto& table : tables) {
    law.least = std::min(law.least, table.origin);
    add_marks(law, table, table.origin);
  }
  if (tables.empty()) law.least = zero<T>();
  if (tables.size() > 1) tidy_marks(law);
  return law;
}

/// Tables that do not overlap, as one; none where they do.
template <class T>
std::optional<tabulated<T>> concatenated(table_parts<T> law) {
  auto& tables = law.tables;
  std::sort(tables.begin(), tables.end(),
            [](const auto& a, const auto& b) { return a.origin < b.origin; });
  tabulated<T> one;
  one.finishes = law.finishes;
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

/// Whether times that count from another origin, so much earlier, have no digits left of a law: of
/// an infinite density, or of one that is narrow beside that time.
template <class T>
bool loses_digits(const law_outline<T>& law, const T& earlier) {
  if (!(earlier > zero<T>()) || law.breakpoints.empty()) return law.in_parts;
  const bool is_singular = std::any_of(law.breakpoints.begin(), law.breakpoints.end(),
                                       [](const auto& b) { return b.order < zero<T>(); });
  return law.in_parts || is_singular || law.reach - law.least < T(1e-4) * earlier;  // its breadth
}

}  // namespace nines::detail
