// SPDX-License-Identifier: BSL-1.0
// The sum of two durations that are each kept as several tables: all pairs of them.
//
// A pair with a fixed time costs nothing, so a few fixed times that are far apart beside the
// breadth of the other distribution (records, pauses), or beside what is fine in it, become tables
// of their own first. Pairs that a distribution has with a copy of itself are summed once. More
// than 256 pairs are too many: then each distribution becomes one table.
#pragma once

#include <nines/density/convolution.hpp>
#include <nines/density/one_table.hpp>

namespace nines::detail {

inline constexpr std::size_t most_pairs = 256;

/// The breadth of what is finest in a distribution, and the widest range of a density.
template <class T>
struct density_scales {
  T finest = std::numeric_limits<T>::infinity();
  T widest = zero<T>();
};
template <class T>
density_scales<T> scales_of(const table_parts<T>& dist) {
  density_scales<T> scales;
  for (const auto& table : dist.tables) {
    if (table.pieces.empty()) continue;
    const T range = table.pieces.back().to - table.pieces.front().from;  // in order
    scales.widest = std::max(scales.widest, range);
    for (const auto& p : table.pieces)
      if (p.mass > T(1e-4)) scales.finest = std::min(scales.finest, p.breadth());
  }
  return scales;
}
/// Puts the fixed times of a table which are further from all else than `gap` into tables of their
/// own.
template <class T>
void set_apart(tabulated<T> table, const T& gap, table_parts<T>& to) {
  const auto lonely = [&](std::size_t i) {
    const T& t = table.atoms[i].time;
    const bool from_left = i == 0 || t - table.atoms[i - 1].time > gap;
    const bool from_right =
        i + 1 == table.atoms.size() || table.atoms[i + 1].time - t > gap;  // in order
    return from_left && from_right &&
           (!(gap > zero<T>()) ||
            std::none_of(table.pieces.begin(), table.pieces.end(), [&](const auto& p) {
              return p.from - gap < t && t < p.to + gap;  // a range a little wider
            }));
  };
  std::vector<time_atom<T>> rest;
  const T origin = table.origin;
  for (std::size_t i = 0; i < table.atoms.size(); ++i) {
    const auto& atom = table.atoms[i];
    if (!lonely(i)) {
      rest.push_back(atom);
      continue;
    }
    tabulated<T> alone;
    alone.origin = origin + atom.time;
    alone.atoms = {{zero<T>(), atom.mass}};
    alone.completion = {unchecked, atom.mass, zero<T>()};
    alone.finish("sequence");
    to.add(std::move(alone));
  }
  if (rest.size() == table.atoms.size()) return to.add(std::move(table));
  T mass = zero<T>();
  for (const auto& p : table.pieces) mass += p.mass;
  for (const auto& a : rest) mass += a.mass;
  table.atoms = std::move(rest);
  table.completion = {unchecked, mass, zero<T>()};
  table.finish("sequence");
  to.add(std::move(table));
}
/// The same of all tables with few fixed times, for a sum with another distribution.
template <class T>
table_parts<T> set_apart(table_parts<T> dist, const density_scales<T>& other) {
  if (!(other.widest > zero<T>())) return dist;
  table_parts<T> result(dist.completion);
  for (auto& table : dist.tables) {
    const bool is_fine = other.finest < T(1e-4) * table.reach;
    if (!table.atoms.empty() && table.atoms.size() <= 8)
      set_apart(std::move(table), is_fine ? zero<T>() : T(1e3) * other.widest, result);
    else
      result.add(std::move(table));
  }
  return result;
}

/// Whether two distributions have the same tables, as copies of one have.
template <class T>
bool are_copies(const table_parts<T>& a, const table_parts<T>& b) {
  const auto same_atom = [](const auto& x, const auto& y) {
    return x.time == y.time && x.mass == y.mass;
  };
  const auto same_piece = [](const auto& p, const auto& q) {
    return p.mass == q.mass && p.is_multiple_of(q);
  };
  return std::equal(a.tables.begin(), a.tables.end(), b.tables.begin(), b.tables.end(),
                    [&](const auto& x, const auto& y) {
                      return x.origin == y.origin &&
                             std::equal(x.atoms.begin(), x.atoms.end(), y.atoms.begin(),
                                        y.atoms.end(), same_atom) &&
                             std::equal(x.pieces.begin(), x.pieces.end(), y.pieces.begin(),
                                        y.pieces.end(), same_piece);
                    });
}

}  // namespace nines::detail

namespace nines {

/// The distribution of the sum of two independent times, each in parts. *Accuracy*, *Throws*: as of
/// two tables.
template <class T>
table_parts<T> convolved(table_parts<T> x, table_parts<T> y, work_budget& work) {
  const auto of_x = detail::scales_of(x);
  const auto of_y = detail::scales_of(y);
  x = detail::set_apart(std::move(x), of_y);
  y = detail::set_apart(std::move(y), of_x);
  if (x.tables.size() * y.tables.size() > detail::most_pairs) {
    x = table_parts<T>(as_one(x, work));
    y = table_parts<T>(as_one(y, work));
  }
  const bool copies = x.tables.size() > 1 && detail::are_copies(x, y);
  table_parts<T> sum(both(x.completion, y.completion));
  for (std::size_t i = 0; i < x.tables.size(); ++i)
    for (std::size_t j = copies ? i : 0; j < y.tables.size(); ++j) {
      auto pair = convolved(x.tables[i], y.tables[j], work);
      if (copies && j > i) pair.scale(T(2));
      sum.add(std::move(pair));
    }
  return sum;
}

}  // namespace nines
