// SPDX-License-Identifier: BSL-1.0
// mixture(p, a, b): a with probability p, else b. Mixtures of any number; and a time that never
// ends.
//
//   F = sum of w F_i      S = sum of w S_i      mean = sum of w mean_i
//
//   mixture(5_percent, uniform_time(0s, 30min), uniform_time(0s, 60s))   some caches ignore a TTL
//   mixture(2_percent, never(), failover)                                it may fail for good
//
// Accuracy: the parts'.
// Index: defective distribution, mixture distribution.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/density/refine.hpp>
#include <nines/distribution/elementary.hpp>

namespace nines {

/// What never ends: the rest of a plan that may fail.
template <class T = double>
class never : public distribution_members<never<T>, T> {
 public:
  /// it has not ended by any t
  [[nodiscard]] distribution_value<T> at(const T& /*t*/) const { return {}; }
  /// From 0 to infinity, and the probability to end is 0.
  [[nodiscard]] time_outline<T> outline() const {
    const T forever = std::numeric_limits<T>::infinity();
    return {zero<T>(), forever, zero<T>(), {}, {}, probability<T>::never()};
  }
  [[nodiscard]] T mean_seconds() const { return std::numeric_limits<T>::infinity(); }  ///< infinite
  /// infinite
  [[nodiscard]] T variance_seconds() const { return std::numeric_limits<T>::infinity(); }
};

/// A distribution with its probability in a mixture.
template <class T = double>
struct weighted_time {
  T weight;             ///< its probability, in [0, 1]
  random_time<T> dist;  ///< the distribution itself
};

namespace detail {

template <class T>
class mixed_distribution : public distribution_members<mixed_distribution<T>, T> {
 public:
  explicit mixed_distribution(std::vector<weighted_time<T>> parts)
      : parts_(std::move(parts)), outline_(outlined()) {}

  [[nodiscard]] distribution_value<T> at(const T& t) const {
    T sums[4] = {};
    T density = zero<T>();
    for (const auto& [weight, dist] : parts_) {
      const auto now = dist.at(t);
      sums[0] += weight * now.before.value();
      sums[1] += weight * now.before.complement();
      sums[2] += weight * now.cdf.value();
      sums[3] += weight * now.cdf.complement();
      density += weight * now.density;
    }
    return {{unchecked, sums[0], sums[1]}, {unchecked, sums[2], sums[3]}, density};
  }
  [[nodiscard]] time_outline<T> outline() const { return outline_; }
  [[nodiscard]] T mean_seconds() const {
    T mean = zero<T>();
    for (const auto& [weight, dist] : parts_) mean += weight * dist.mean_seconds();
    return mean;
  }
  [[nodiscard]] T variance_seconds() const {
    const T mean = mean_seconds();
    if (!is_finite(mean)) return mean;
    T variance = zero<T>();
    for (const auto& [weight, dist] : parts_) {
      const T off = dist.mean_seconds() - mean;  // only its square is added
      variance += weight * (dist.variance_seconds() + off * off);
    }
    return variance;
  }
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const {
    cell_counts<T> sum{{}, zero<T>()};
    for (const auto& [weight, dist] : parts_) {
      cell_counts<T> part = dist.cells(grid);
      for (auto& p : part.by) p = {unchecked, weight * p.value(), weight * p.complement()};
      if (sum.by.empty()) sum.by.resize(part.by.size(), {unchecked, zero<T>(), zero<T>()});
      sum = combined_cells(std::move(sum), part, [](const auto& a, const auto& b) {
        return probability<T>{unchecked, a.value() + b.value(), a.complement() + b.complement()};
      });
    }
    return sum;
  }
  /// Several tables where one would lose the digits of a part.
  [[nodiscard]] table_parts<T> parts(work_budget& work) const {
    if (!outline_.in_parts) return table_parts<T>(table(work));
    table_parts<T> all(outline_.completion);
    for (const auto& [weight, dist] : parts_) all.add(dist.parts(work), weight, zero<T>());
    return all;
  }
  /// One table. Where a single part has a density, its pieces are used as they are.
  [[nodiscard]] tabulated<T> table(work_budget& work) const {
    if (outline_.in_parts)
      if (auto whole = concatenated(parts(work))) return *whole;
    const weighted_time<T>* dense = nullptr;
    for (const auto& part : parts_) {
      if (part.dist.outline().breakpoints.empty()) continue;
      if (dense != nullptr) return tabulate<T>(*this, work);
      dense = &part;
    }
    if (dense == nullptr) return tabulate<T>(*this, work);
    return around(dense->dist.table(work), dense->weight);
  }

 private:
  [[nodiscard]] tabulated<T> around(tabulated<T> table, const T& weight) const {
    const T by = table.origin - outline_.min;  // times, as those below
    const T scale = log_of(weight);
    for (auto& p : table.pieces) {
      p.move(by);
      p.coefficients[0] += scale;
      p.top *= weight;
      p.mass *= weight;
    }
    table.origin = outline_.min;
    table.max = outline_.max - outline_.min;
    table.reach = outline_.reach - outline_.min;
    table.completion = outline_.completion;
    table.atoms = outline_.atoms;
    for (auto& a : table.atoms) a.time -= outline_.min;
    for (auto& b : table.breakpoints) b.time += by;
    table.finish("mixture");
    return table;
  }
  [[nodiscard]] time_outline<T> outlined() const {
    const T forever = std::numeric_limits<T>::infinity();
    time_outline<T> dist{forever, zero<T>(), zero<T>()};
    T ends = zero<T>();
    T never_ends = zero<T>();
    dist.cost = 0;
    std::vector<time_outline<T>> outlines;
    for (const auto& [weight, part] : parts_) {
      const auto& o = outlines.emplace_back(part.outline());
      ends += weight * o.completion.value();
      never_ends += weight * o.completion.complement();
      dist.smallest_resolved += weight * o.smallest_resolved;
      dist.cost += o.cost;
      if (o.completion.value() == zero<T>()) continue;
      dist.min = std::min(dist.min, o.min);
      dist.max = std::max(dist.max, o.max);
      dist.reach = std::max(dist.reach, o.reach);
      for (const auto& a : o.atoms) dist.atoms.push_back({a.time, weight * a.mass});
    }
    if (ends == zero<T>()) return never<T>().outline();
    dist.completion = probability<T>::from_computed_sides(ends, never_ends);
    for (const auto& o : outlines)
      if (o.completion.value() > zero<T>())
        dist.in_parts = dist.in_parts || loses_digits(o, T(o.min - dist.min));  // in order
    merge_ties(dist.atoms);
    dist.breakpoints = breakpoints_of_mixture(outlines, dist.min);
    return dist;
  }
  /// Atoms stay atoms: they make no density rough.
  static std::vector<time_breakpoint<T>> breakpoints_of_mixture(
      const std::vector<time_outline<T>>& parts, const T& least) {
    std::vector<time_breakpoint<T>> breaks;
    for (const auto& part : parts)
      for (const auto& b : part.breakpoints) breaks.push_back(b);
    if (!breaks.empty()) merge_ties(breaks, std::max(breaks.back().time, least));
    return breaks;
  }

  std::vector<weighted_time<T>> parts_;
  time_outline<T> outline_;
};

}  // namespace detail

/// One of several distributions, each with its weight. *Throws* domain_error unless there is one,
/// no weight is negative, and they add up to 1 within 1e-14 each.
template <class T>
[[nodiscard]] random_time<T> mixture(std::vector<weighted_time<T>> parts) {
  if (parts.empty()) fail("mixture", "needs at least one distribution");
  T sum = zero<T>();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!is_in_unit_interval(parts[i].weight))
      fail("mixture", "weight " + std::to_string(i), parts[i].weight, "in [0, 1]");
    sum += parts[i].weight;
  }
  const T slack = 64 * std::numeric_limits<T>::epsilon() * T(parts.size());
  if (!(sum <= 1 + slack && sum + slack >= 1)) fail("mixture", "sum of weights", sum, "1");
  std::erase_if(parts, [](const auto& part) { return part.weight == zero<T>(); });
  return detail::mixed_distribution<T>(std::move(parts));
}
/// The first distribution with this probability, else the second.
template <class T, random_time_like A, random_time_like B>
[[nodiscard]] random_time<T> mixture(const probability<T>& prob, const A& first, const B& second) {
  std::vector<weighted_time<T>> parts;
  if (prob.value() > 0) parts.push_back({prob.value(), first});
  if (prob.complement() > 0) parts.push_back({prob.complement(), second});
  return detail::mixed_distribution<T>(std::move(parts));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::random_time<double> nines::mixture(
    std::vector<nines::weighted_time<double>>);
extern template class nines::time_node<double, nines::detail::mixed_distribution<double>>;
#endif
