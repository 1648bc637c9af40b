// SPDX-License-Identifier: BSL-1.0
// Aggregation of states: what makes sweeps right on chains that fall apart into slow parts.
//
// Where a chain has parts that it seldom leaves, sweeps settle within the parts and then hardly
// move: the change of a sweep says nothing about the error. So states that exchange mass fast are
// joined, groups of up to 4 again and again, until few groups are left. With z fixed within the
// groups, the flows between them,
//   F_IJ = sum over i in I, j in J of z_i p_ij,
// are those of a jump chain again; its stationary z_I corrects all members of I by one factor. The
// last level is solved by elimination, so a coupling of 1e-10 or 1e-100 is as good as one of 1.
// All are sums and products of positive numbers, and the exact solution is a fixed point: that a
// correction changes nothing is the check at the end of the iteration.
// Sources: Takahashi 1975; Koury, McAllister & Stewart 1984; Horton & Leutenegger 1994.
// Index: nearly decomposable chain, iterative aggregation-disaggregation.
#pragma once

#include <nines/markov/steady/jump_chain.hpp>
#include <span>

namespace nines::detail {

/// z of a jump chain of few states, to which z is replaced, by elimination (GTH); the sum is kept.
template <class T>
void solve_jump_chain(const jump_columns<T>& columns, std::vector<T>& z) {
  const std::size_t n = columns.size();
  T total = zero<T>();
  for (const T& x : z) total += x;
  std::vector<T> p(n * n, zero<T>());
  for (std::size_t j = 0; j < n; ++j)
    for (int e = columns.begin[j]; e < columns.begin[j + 1]; ++e)
      p[static_cast<std::size_t>(columns.from[static_cast<std::size_t>(e)]) * n + j] =
          columns.share[static_cast<std::size_t>(e)];
  for (std::size_t k = n; k-- > 1;) {
    T exit = zero<T>();
    for (std::size_t j = 0; j < k; ++j) exit += p[k * n + j];
    for (std::size_t i = 0; i < k; ++i) {
      if (!(p[i * n + k] > zero<T>() && exit > zero<T>())) continue;  // exit: 0 by underflow only
      const T share = p[i * n + k] = p[i * n + k] / exit;
      for (std::size_t j = 0; j < k; ++j)
        if (j != i) p[i * n + j] += share * p[k * n + j];
    }
  }
  T sum = z[0] = one<T>();
  for (std::size_t k = 1; k < n; ++k) {
    z[k] = zero<T>();
    for (std::size_t i = 0; i < k; ++i) z[k] += z[i] * p[i * n + k];
    sum += z[k];
  }
  for (T& x : z) x = x * (total / sum);
}

/// Joins states into groups of up to 4 by the rate of exchange F_ij / min(mass_i, mass_j), where
/// `calm` is 1 / mass: each with about its fastest partner, but never by a coupling that is slow
/// for either of them. Returns the group of each state; groups are numbered in the order of their
/// first states.
template <class T>
std::vector<int> join_by_exchange(const jump_columns<T>& columns, const std::vector<T>& z,
                                  const std::vector<T>& calm, std::size_t& groups) {
  const std::size_t n = columns.size();
  const auto from = [&](int e) {
    return static_cast<std::size_t>(columns.from[static_cast<std::size_t>(e)]);
  };
  const auto exchange = [&](int e, std::size_t i, std::size_t j) {
    return z[i] * columns.share[static_cast<std::size_t>(e)] * std::max(calm[i], calm[j]);
  };
  std::vector<T> fastest(n, zero<T>());
  for (std::size_t j = 0; j < n; ++j)
    for (int e = columns.begin[j]; e < columns.begin[j + 1]; ++e) {
      const T rate = exchange(e, from(e), j);
      if (rate > fastest[j]) fastest[j] = rate;
      if (rate > fastest[from(e)]) fastest[from(e)] = rate;
    }
  std::vector<int> group(n, -1);
  std::vector<char> members;
  for (std::size_t j = 0; j < n; ++j) {
    if (group[j] >= 0) continue;
    std::size_t partner = j;
    T best = zero<T>();
    T in_sight = zero<T>();  // the fastest partner, be its group full or not
    for (int e = columns.begin[j]; e < columns.begin[j + 1]; ++e) {
      const std::size_t i = from(e);
      const T rate = exchange(e, i, j);
      if (rate > in_sight) in_sight = rate;
      const bool slow =
          rate < constant<T>(1e-3) * fastest[i] || rate < constant<T>(1e-3) * fastest[j];
      const bool full = group[i] >= 0 && members[static_cast<std::size_t>(group[i])] >= 4;
      if (rate > best && !slow && !full) {
        best = rate;
        partner = i;
      }
    }
    if (best < constant<T>(0.25) * in_sight) partner = j;
    if (group[partner] < 0) {
      group[partner] = static_cast<int>(members.size());
      members.push_back(1);
    }
    if (partner != j) {
      group[j] = group[partner];
      ++members[static_cast<std::size_t>(group[j])];
    }
  }
  groups = members.size();
  return group;
}

/// The levels of groups of a chain, and the correction that they give.
template <class T>
class aggregation {
 public:
  /// Groups by the flows of z, an approximation. `stays` are how long states are stayed in.
  aggregation(const jump_columns<T>& columns, const std::vector<T>& z,
              const std::vector<T>& stays) {
    std::vector<T> mass(z.size()), calm(z.size());
    for (std::size_t i = 0; i < z.size(); ++i)
      mass[i] = z[i] * stays[i] + std::numeric_limits<T>::min();
    const jump_columns<T>* fine = &columns;
    const std::vector<T>* fine_z = &z;
    levels_.reserve(64);  // the pointers stay
    while (fine->size() > few && levels_.size() < 64) {
      level next;
      std::size_t groups = 0;
      for (std::size_t i = 0; i < mass.size(); ++i) calm[i] = one<T>() / mass[i];
      next.group = join_by_exchange(*fine, *fine_z, calm, groups);
      if (groups * 10 > fine->size() * 9) break;
      next.find_pattern(*fine, groups);
      next.collect(*fine, *fine_z);
      std::vector<T> sums(groups, zero<T>());
      for (std::size_t i = 0; i < mass.size(); ++i)
        sums[static_cast<std::size_t>(next.group[i])] += mass[i];
      mass = std::move(sums);
      levels_.push_back(std::move(next));
      fine = &levels_.back().columns;
      fine_z = &levels_.back().z;
    }
  }

  /// Corrects z by the stationary flows between groups, on all levels. *Cost*: ten sweeps at most,
  /// and an elimination of 64 states at most.
  void correct(const jump_columns<T>& columns, std::vector<T>& z) { correct(0, columns, z); }

 private:
  static constexpr std::size_t few = 64;

  struct level {
    std::vector<int> group;    // of each state of the level above
    std::vector<int> slot;     // where the flow of each of its transitions goes; -1 within a group
    jump_columns<T> columns;   // between the groups
    std::vector<T> before, z;  // the outflow of each group, before and after its correction

    /// The transitions between groups.
    void find_pattern(const jump_columns<T>& fine, std::size_t groups) {
      std::vector<int> first(groups + 1, 0);
      for (const int g : group) ++first[static_cast<std::size_t>(g) + 1];
      for (std::size_t g = 0; g < groups; ++g) first[g + 1] += first[g];
      std::vector<int> member(group.size());
      std::vector<int> next(first.begin(), first.end());
      for (std::size_t i = 0; i < group.size(); ++i)
        member[static_cast<std::size_t>(next[static_cast<std::size_t>(group[i])]++)] =
            static_cast<int>(i);

      slot.assign(fine.from.size(), -1);
      columns.begin.assign(1, 0);
      std::vector<int> last(groups, -1);  // the slot that was made last for flow out of the group
      for (std::size_t to = 0; to < groups; ++to) {
        for (int m = first[to]; m < first[to + 1]; ++m) {
          const auto j = static_cast<std::size_t>(member[static_cast<std::size_t>(m)]);
          for (int e = fine.begin[j]; e < fine.begin[j + 1]; ++e) {
            const int out_of =
                group[static_cast<std::size_t>(fine.from[static_cast<std::size_t>(e)])];
            if (out_of == static_cast<int>(to)) continue;
            int& known = last[static_cast<std::size_t>(out_of)];
            if (known < columns.begin[to]) {
              known = static_cast<int>(columns.from.size());
              columns.from.push_back(out_of);
            }
            slot[static_cast<std::size_t>(e)] = known;
          }
        }
        columns.begin.push_back(static_cast<int>(columns.from.size()));
      }
      columns.share.resize(columns.from.size());
      before.resize(groups);
    }
    /// The jump chain of the groups from the flows of z above.
    void collect(const jump_columns<T>& fine, const std::vector<T>& fine_z) {
      std::fill(columns.share.begin(), columns.share.end(), zero<T>());
      for (std::size_t e = 0; e < slot.size(); ++e)
        if (slot[e] >= 0)
          columns.share[static_cast<std::size_t>(slot[e])] +=
              fine_z[static_cast<std::size_t>(fine.from[e])] * fine.share[e];
      std::fill(before.begin(), before.end(), zero<T>());
      for (std::size_t e = 0; e < columns.from.size(); ++e)
        before[static_cast<std::size_t>(columns.from[e])] += columns.share[e];
      for (std::size_t e = 0; e < columns.from.size(); ++e)
        if (columns.share[e] > zero<T>())
          columns.share[e] = columns.share[e] / before[static_cast<std::size_t>(columns.from[e])];
      z = before;
    }
  };

  void correct(std::size_t depth, const jump_columns<T>& columns, std::vector<T>& z) {
    if (depth == levels_.size()) {
      if (z.size() <= few) solve_jump_chain(columns, z);
      return;
    }
    level& groups = levels_[depth];
    groups.collect(columns, z);
    sweep_up_and_down(groups.columns, groups.z);
    correct(depth + 1, groups.columns, groups.z);
    sweep_up_and_down(groups.columns, groups.z);
    const T tiny = std::numeric_limits<T>::min();  // flows below it have lost their digits
    for (std::size_t i = 0; i < z.size(); ++i) {
      const auto g = static_cast<std::size_t>(groups.group[i]);
      if (groups.z[g] > tiny && groups.before[g] > tiny)
        z[i] = z[i] * (groups.z[g] / groups.before[g]);
    }
  }

  std::vector<level> levels_;
};

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template class nines::detail::aggregation<double>;
#endif
