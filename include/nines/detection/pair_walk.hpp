// SPDX-License-Identifier: BSL-1.0
// A walk over pairs of counts, of errors of a baseline and of a release beside it: the engine of
// with_baseline.hpp.
#pragma once

#include <cmath>
#include <nines/detection/count_recursion.hpp>

namespace nines::detail {

/// Masses by (errors of the baseline, errors of the release): a row for each of the former.
template <class T>
class pair_walk {
  struct row {
    std::size_t first = 0;
    std::vector<T> mass;
    [[nodiscard]] std::size_t end() const { return first + mass.size(); }
  };

 public:
  pair_walk(work_budget& budget, double memory_limit, double least_mass)
      : budget_(&budget), memory_(memory_limit), least_(constant<T>(least_mass)) {
    rows_.push_back({0, {one<T>()}});
  }
  /// All masses that were dropped so far.
  [[nodiscard]] const T& dropped() const { return dropped_; }

  /// `limits(y)` are those of the release at y errors of the baseline. To `counts` are added the
  /// errors of the release, where it stops and where it goes on.
  template <class Limits>
  analysis_masses<T> step(const count_distribution<T>& release,
                          const count_distribution<T>& baseline, const Limits& limits,
                          analysis_masses<count_series>* counts = nullptr) {
    analysis_masses<T> out{zero<T>(), zero<T>(), zero<T>()};
    // What a distribution of steps has beyond its ends: less than one of its masses at the cut for
    // each.
    dropped_ =
        dropped_ + least_ * constant<T>(static_cast<double>(release.size() + baseline.size()));
    rows_ = baseline_step(baseline);
    first_ += baseline.first();
    trim();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto analysis = [&](std::size_t y, std::size_t top) {
        const analysis_limits stop = limits(y, top);
        if (counts != nullptr) {
          spend(rows_[i].mass.size(), release.size());
          count(rows_[i], release, stop, *counts);
        }
        return stop;
      };
      rows_[i] = release_step(rows_[i], release, analysis, first_ + i, out);
    }
    trim();
    for (const row& each : rows_)
      for (const T& m : each.mass) out.continuing = out.continuing + m;
    return out;
  }

 private:
  std::vector<row> baseline_step(const count_distribution<T>& dist) {
    std::vector<row> to(rows_.empty() ? 0 : rows_.size() + dist.size() - 1);
    std::size_t widest = 0;
    for (const row& each : rows_) widest = std::max(widest, each.mass.size());
    require_memory("stopping_distribution_with_baseline", "the masses of pairs of counts",
                   2 * static_cast<double>(to.size()) *
                       (sizeof(row) + sizeof(T) * static_cast<double>(widest)),
                   memory_);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].mass.empty()) continue;
      spend(rows_[i].mass.size(), dist.size());
      for (std::size_t k = 0; k < dist.size(); ++k) add(to[i + k], rows_[i], dist.masses()[k]);
    }
    return to;
  }
  /// Adds a row times p to another, which grows as it must.
  void add(row& to, const row& from, const T& p) const {
    if (to.mass.empty()) to.first = from.first;
    if (from.first < to.first) {
      to.mass.insert(to.mass.begin(), to.first - from.first, zero<T>());
      to.first = from.first;
    }
    if (to.end() < from.end()) to.mass.resize(from.end() - to.first, zero<T>());
    add_times(p, from.mass.data(), from.mass.size(),
              to.mass.data() + (from.first - to.first));  // from.first >= to.first
  }
  static void count(const row& from, const count_distribution<T>& dist, const analysis_limits& stop,
                    analysis_masses<count_series>& counts) {
    const auto all = count_series(from.first, from.mass) * count_series(dist);
    counts.promoted = counts.promoted + all.less_than(stop.promote_below);
    counts.rolled_back = counts.rolled_back + all.at_least(stop.roll_back_from);
    counts.continuing =
        counts.continuing + all.less_than(stop.roll_back_from).at_least(stop.promote_below);
  }
  template <class Limits>
  row release_step(const row& from, const count_distribution<T>& dist, const Limits& limits,
                   std::size_t y, analysis_masses<T>& out) {
    if (from.mass.empty()) return {};
    spend(1, 1000);  // what it takes to ask the rule
    const std::size_t top = from.end() - 1 + dist.last();
    const analysis_limits stop = limits(y, top);
    const std::size_t low = std::max(from.first + dist.first(), stop.promote_below);
    const std::size_t end = std::min(top + 1, stop.roll_back_from);
    row to{low, std::vector<T>(end > low ? end - low : 0, zero<T>())};
    for (std::size_t i = 0; i < from.mass.size(); ++i) {
      const std::size_t s = from.first + i;
      const T& m = from.mass[i];
      if (stop.promote_below > s)
        out.promoted = out.promoted + m * dist.less_than(stop.promote_below - s);
      if (stop.roll_back_from != no_error_limit)
        out.rolled_back = out.rolled_back +
                          m * dist.at_least(stop.roll_back_from > s ? stop.roll_back_from - s : 0);
      const std::size_t begin = std::max(low, s + dist.first());
      const std::size_t stop_at = std::min(end, s + dist.last() + 1);
      if (begin < stop_at)
        add_times(m, dist.masses() + (begin - s - dist.first()), stop_at - begin,
                  to.mass.data() + (begin - low));
    }
    spend(from.mass.size(), std::min(dist.size(), to.mass.size()));
    return to;
  }
  /// Drops small masses from the ends of rows, and empty rows.
  void trim() {
    const auto counts = [this](const T& m) { return m > least_; };
    for (row& each : rows_) {
      while (!each.mass.empty() && !counts(each.mass.back())) {
        dropped_ = dropped_ + each.mass.back();
        each.mass.pop_back();
      }
      const auto begin = std::find_if(each.mass.begin(), each.mass.end(), counts);
      for (auto m = each.mass.begin(); m != begin; ++m) dropped_ = dropped_ + *m;
      each.first += static_cast<std::size_t>(begin - each.mass.begin());
      each.mass.erase(each.mass.begin(), begin);
    }
    const auto filled = [](const row& each) { return !each.mass.empty(); };
    while (!rows_.empty() && !filled(rows_.back())) rows_.pop_back();
    const auto begin = std::find_if(rows_.begin(), rows_.end(), filled);
    first_ += static_cast<std::size_t>(begin - rows_.begin());
    rows_.erase(rows_.begin(), begin);
  }
  void spend(std::size_t a, std::size_t b) {
    budget_->spend(static_cast<double>(a) * static_cast<double>(b));
  }

  work_budget* budget_;
  double memory_;
  T least_;
  T dropped_ = zero<T>();
  std::size_t first_ = 0;
  std::vector<row> rows_;
};

}  // namespace nines::detail
