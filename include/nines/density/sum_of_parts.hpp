// SPDX-License-Identifier: BSL-1.0
// The sum of two durations that are each kept as several tables: all pairs of them.
//
// A pair with a fixed time costs nothing, so a few fixed times that are far apart beside the
// breadth of the other distribution (records, pauses), or beside what is fine in it, become tables
// of their own first. Pairs that are alike but for their origins and a factor, as those that a
// distribution has with a copy of itself and those of attempts, are summed once. More than 256
// pairs are too many: then each distribution becomes one table.
#pragma once

#include <nines/density/convolution.hpp>
#include <nines/density/one_table.hpp>
#include <optional>
#include <utility>

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

/// Whether two tables are the same but for their origins and a factor, as those of attempts are.
template <class T>
bool are_alike(const tabulated<T>& a, const tabulated<T>& b) {
  const auto never_lost = [](const auto& x) { return x.completion.complement() == zero<T>(); };
  if (a.max != b.max || a.reach != b.reach || !never_lost(a) || !never_lost(b)) return false;
  const T factor = a.completion.value() / b.completion.value();
  const auto same_mass = [&](const T& x, const T& y) {
    return std::abs(x - factor * y) <= T(1e-13) * x;  // of two that may be equal
  };
  const auto same_atom = [&](const auto& x, const auto& y) {
    return x.time == y.time && same_mass(x.mass, y.mass);
  };
  const auto same_break = [](const auto& x, const auto& y) {
    return x.time == y.time && x.order == y.order;
  };
  const auto same_piece = [&](const auto& x, const auto& y) {
    return x.is_multiple_of(y) && same_mass(x.mass, y.mass);
  };
  const auto same = [](const auto& x, const auto& y, const auto& alike) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), alike);
  };
  return same(a.atoms, b.atoms, same_atom) && same(a.breakpoints, b.breakpoints, same_break) &&
         same(a.pieces, b.pieces, same_piece);
}
/// Numbers of tables: the same for those that are alike.
template <class T>
class table_kinds {
 public:
  [[nodiscard]] std::size_t number_of(const tabulated<T>& table) {
    for (std::size_t i = 0; i < first_.size(); ++i)
      if (are_alike(*first_[i], table)) return i;
    first_.push_back(&table);
    return first_.size() - 1;
  }

 private:
  std::vector<const tabulated<T>*> first_;
};

/// The sums of pairs of tables; those of pairs that are alike are made once, of the likeliest, as
/// what is unlikely has fewer digits.
template <class T>
class pair_sums {
 public:
  pair_sums(table_parts<T>& sum, work_budget& work) : sum_(sum), work_(work) {}

  void add(const tabulated<T>& x, const tabulated<T>& y) {
    const auto kinds = std::minmax({kinds_.number_of(x), kinds_.number_of(y)});
    const T origin = x.origin + y.origin;
    const T mass = x.completion.value() * y.completion.value();
    const std::size_t before = sum_.tables.size();
    const known_sum* like = nullptr;
    for (const auto& known : known_) {
      if (known.kinds != kinds) continue;
      like = &known;
      auto& same = sum_.tables[known.index];
      if (known.origin == origin) return same.scale(one<T>() + mass / same.completion.value());
    }
    if (like != nullptr) {
      tabulated<T> moved = sum_.tables[like->index];
      moved.origin += origin - like->origin;  // from one beginning to another
      moved.scale(mass / moved.completion.value());
      sum_.add(std::move(moved));
    } else {
      sum_.add(convolved(x, y, work_));
    }
    if (sum_.tables.size() > before) known_.push_back({kinds, origin, before});
  }

 private:
  table_parts<T>& sum_;
  work_budget& work_;
  table_kinds<T> kinds_;
  struct known_sum {
    std::pair<std::size_t, std::size_t> kinds;
    T origin;  // of the first that it is the sum of
    std::size_t index;
  };
  std::vector<known_sum> known_;
};

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
  table_parts<T> sum(both(x.completion, y.completion));
  std::vector<std::pair<const tabulated<T>*, const tabulated<T>*>> pairs;
  for (const auto& a : x.tables)
    for (const auto& b : y.tables) pairs.emplace_back(&a, &b);
  const auto chance = [](const auto& pair) {
    return pair.first->completion.value() * pair.second->completion.value();
  };
  std::stable_sort(pairs.begin(), pairs.end(),
                   [&](const auto& a, const auto& b) { return chance(a) > chance(b); });
  detail::pair_sums<T> sums(sum, work);
  for (const auto& [a, b] : pairs) sums.add(*a, *b);
  return sum;
}

}  // namespace nines
