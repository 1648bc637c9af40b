// SPDX-License-Identifier: BSL-1.0
// choice(chance, a, b): a with this chance, else b. mixtures of any number; and what never ends.
//
//   F = sum of w F_i      S = sum of w S_i      mean = sum of w mean_i
//
//   choice(5_percent, uniform_time(0s, 30min), uniform_time(0s, 60s))   // some caches ignore a TTL
//   choice(2_percent, never_time(), failover)                           // it may fail for good
//
// Accuracy: the parts'.
// Index: defective distribution, mixture distribution.
#pragma once

#include <nines/density/duration_law.hpp>
#include <nines/density/refine.hpp>
#include <nines/distribution/elementary.hpp>
#include <nines/timing/all_of.hpp>

namespace nines {

/// What never ends: the rest of a plan that may fail.
template <class T = double>
class never_time : public law_members<never_time<T>, T> {
 public:
  [[nodiscard]] law_instant<T> at(const T& /*t*/) const { return {}; }
  [[nodiscard]] law_outline<T> outline() const {
    constexpr T never = std::numeric_limits<T>::infinity();
    return {detail::zero<T>(), never, detail::zero<T>(), {}, {}, probability<T>::never()};
  }
  [[nodiscard]] T mean_seconds() const { return std::numeric_limits<T>::infinity(); }
  [[nodiscard]] T variance_seconds() const { return std::numeric_limits<T>::infinity(); }
};

/// A law with its chance in a mixture.
template <class T = double>
struct weighted_law {
  T weight;
  duration_law<T> law;
};

namespace detail {

template <class T>
class mixed_law : public law_members<mixed_law<T>, T> {
 public:
  explicit mixed_law(std::vector<weighted_law<T>> parts)
      : parts_(std::move(parts)), outline_(outlined()) {}

  [[nodiscard]] law_instant<T> at(const T& t) const {
    T sums[4] = {};
    T density = zero<T>();
    for (const auto& [weight, law] : parts_) {
      const auto now = law.at(t);
      sums[0] += weight * now.before.value();
      sums[1] += weight * now.before.complement();
      sums[2] += weight * now.within.value();
      sums[3] += weight * now.within.complement();
      density += weight * now.density;
    }
    return {{unchecked, sums[0], sums[1]}, {unchecked, sums[2], sums[3]}, density};
  }
  [[nodiscard]] law_outline<T> outline() const { return outline_; }
  [[nodiscard]] T mean_seconds() const {
    T mean = zero<T>();
    for (const auto& [weight, law] : parts_) mean += weight * law.mean_seconds();
    return mean;
  }
  [[nodiscard]] T variance_seconds() const {
    const T mean = mean_seconds();
    if (!is_finite(mean)) return mean;
    T variance = zero<T>();
    for (const auto& [weight, law] : parts_) {
      const T off = law.mean_seconds() - mean;  // only its square is added
      variance += weight * (law.variance_seconds() + off * off);
    }
    return variance;
  }
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const {
    cell_counts<T> sum{{}, zero<T>()};
    for (const auto& [weight, law] : parts_) {
      cell_counts<T> part = law.cells(grid);
      for (auto& p : part.by) p = {unchecked, weight * p.value(), weight * p.complement()};
      if (sum.by.empty()) sum.by.resize(part.by.size(), {unchecked, zero<T>(), zero<T>()});
      sum = combined_cells(std::move(sum), part, [](const auto& a, const auto& b) {
        return probability<T>{unchecked, a.value() + b.value(), a.complement() + b.complement()};
      });
    }
    return sum;
  }
  /// With one part that has a density, that part's own pieces.
  [[nodiscard]] tabulated<T> table(work_budget& work) const {
    const weighted_law<T>* dense = nullptr;
    for (const auto& part : parts_) {
      if (part.law.outline().breakpoints.empty()) continue;
      if (dense != nullptr) return tabulate<T>(*this, work);
      dense = &part;
    }
    if (dense == nullptr) return tabulate<T>(*this, work);
    return around(dense->law.table(work), dense->weight);
  }

 private:
  [[nodiscard]] tabulated<T> around(tabulated<T> table, const T& weight) const {
    const T by = table.origin - outline_.least;  // times, as those below
    const T scale = log_of(weight);
    for (auto& p : table.pieces) {
      p.move(by);
      p.coefficients[0] += scale;
      p.top *= weight;
      p.mass *= weight;
    }
    table.origin = outline_.least;
    table.most = outline_.most - outline_.least;
    table.reach = outline_.reach - outline_.least;
    table.finishes = outline_.finishes;
    table.atoms = outline_.atoms;
    for (auto& a : table.atoms) a.time -= outline_.least;
    for (auto& b : table.breakpoints) b.time += by;
    table.finish("choice");
    return table;
  }
  [[nodiscard]] law_outline<T> outlined() const {
    constexpr T never = std::numeric_limits<T>::infinity();
    law_outline<T> law{never, zero<T>(), zero<T>()};
    T ends = zero<T>();
    T never_ends = zero<T>();
    law.cost = 0;
    std::vector<law_outline<T>> outlines;
    for (const auto& [weight, part] : parts_) {
      const auto& o = outlines.emplace_back(part.outline());
      ends += weight * o.finishes.value();
      never_ends += weight * o.finishes.complement();
      law.faintest += weight * o.faintest;
      law.cost += o.cost;
      if (o.finishes.value() == zero<T>()) continue;
      law.least = std::min(law.least, o.least);
      law.most = std::max(law.most, o.most);
      law.reach = std::max(law.reach, o.reach);
      for (const auto& a : o.atoms) law.atoms.push_back({a.time, weight * a.mass});
    }
    if (ends == zero<T>()) return never_time<T>().outline();
    law.finishes = {unchecked, ends, never_ends};
    tidy(law.atoms);
    law.breakpoints = breakpoints_of_mixture(outlines, law.least);
    return law;
  }
  /// Atoms stay atoms: they make no density rough.
  static std::vector<law_breakpoint<T>> breakpoints_of_mixture(
      const std::vector<law_outline<T>>& parts, const T& least) {
    std::vector<law_breakpoint<T>> breaks;
    for (const auto& part : parts)
      for (const auto& b : part.breakpoints) breaks.push_back(b);
    if (!breaks.empty()) tidy(breaks, std::max(breaks.back().time, least));
    return breaks;
  }

  std::vector<weighted_law<T>> parts_;
  law_outline<T> outline_;
};

}  // namespace detail

/// One of several laws, each with its weight. *Throws* domain_error unless there is one, no weight
/// is negative, and they add up to 1 within 1e-14 each.
template <class T>
[[nodiscard]] duration_law<T> choice(std::vector<weighted_law<T>> parts) {
  if (parts.empty()) detail::fail("choice", "needs at least one law");
  T sum = detail::zero<T>();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!detail::is_in_unit_interval(parts[i].weight))
      detail::fail("choice", "weight " + std::to_string(i), parts[i].weight, "in [0, 1]");
    sum += parts[i].weight;
  }
  const T slack = 64 * std::numeric_limits<T>::epsilon() * T(parts.size());
  if (!(sum <= 1 + slack && sum + slack >= 1)) detail::fail("choice", "sum of weights", sum, "1");
  std::erase_if(parts, [](const auto& part) { return part.weight == detail::zero<T>(); });
  return detail::mixed_law<T>(std::move(parts));
}
/// The first law with this chance, else the second.
template <class T, timing_law A, timing_law B>
[[nodiscard]] duration_law<T> choice(const probability<T>& chance, const A& first,
                                     const B& second) {
  std::vector<weighted_law<T>> parts;
  if (chance.value() > 0) parts.push_back({chance.value(), first});
  if (chance.complement() > 0) parts.push_back({chance.complement(), second});
  return detail::mixed_law<T>(std::move(parts));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::duration_law<double> nines::choice(std::vector<nines::weighted_law<double>>);
extern template class nines::detail::node_of<double, nines::detail::mixed_law<double>>;
#endif
