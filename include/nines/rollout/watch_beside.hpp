// SPDX-License-Identifier: BSL-1.0
// The operating characteristic of a rule that observes release and baseline side by side.
//
//   watch_beside(rule, even_pairs(20000, 380000, 10), {.release = bad, .baseline = good})
//
// The walk is over pairs of counts: first the baseline takes a step, then the release, and for each
// count of the baseline the rule's limits are found by bisection. All terms are positive. Masses
// below `least_mass` are dropped (1e-30 unless asked otherwise), so chances are right to 1e-10
// relative where they are above 1e-19; sides below that are not to be trusted. Cost: looks x (width
// of one count) x (width of the other) x (sum of the widths of their steps); a convergence_error
// says where that is too much. The rule is asked once per look and count of the baseline, some
// 20 times.
#pragma once

#include <nines/rollout/watch.hpp>

namespace nines {

/// The requests of release and baseline before a look.
struct request_pair {
  std::size_t release = 0;
  std::size_t baseline = 0;
};

/// The rates of release and baseline.
struct rates_beside {
  event_rate release;
  event_rate baseline;
};

struct watch_beside_options {
  double max_products = 1e10;  ///< multiplications before it gives up
  double least_mass = 1e-30;   ///< masses smaller than this are dropped
};

/// Requests of both, spread evenly over looks; see even_looks.
[[nodiscard]] inline std::vector<request_pair> even_pairs(double release, double baseline,
                                                          std::size_t looks) {
  const auto a = even_looks(release, looks);
  const auto b = even_looks(baseline, looks);
  std::vector<request_pair> pairs;
  for (std::size_t j = 0; j < looks; ++j) pairs.push_back({a[j], b[j]});
  return pairs;
}

namespace detail {

/// Masses by (errors of the baseline, errors of the release): a row for each of the former.
template <class T>
class pair_walk {
  struct row {
    std::size_t first = 0;
    std::vector<T> mass;
    [[nodiscard]] std::size_t end() const { return first + mass.size(); }
  };

 public:
  explicit pair_walk(const watch_beside_options& options) : options_(options) {
    rows_.push_back({0, {one<T>()}});
  }

  /// `limits(y)` are those of the release at y errors of the baseline.
  template <class Limits>
  look_masses<T> step(const count_law<T>& release, const count_law<T>& baseline,
                      const Limits& limits) {
    look_masses<T> out{zero<T>(), zero<T>(), zero<T>()};
    const std::vector<row> from = baseline_step(baseline);
    first_ += baseline.first();
    rows_.assign(from.size(), {});
    for (std::size_t i = 0; i < from.size(); ++i)
      rows_[i] = release_step(from[i], release, limits, first_ + i, out);
    trim();
    return out;
  }

 private:
  std::vector<row> baseline_step(const count_law<T>& law) {
    std::vector<row> to(rows_.empty() ? 0 : rows_.size() + law.size() - 1);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].mass.empty()) continue;
      spend(rows_[i].mass.size(), law.size());
      for (std::size_t k = 0; k < law.size(); ++k) add(to[i + k], rows_[i], law.masses()[k]);
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
    T* const into = to.mass.data() + (from.first - to.first);
    for (std::size_t x = 0; x < from.mass.size(); ++x) into[x] = into[x] + p * from.mass[x];
  }
  template <class Limits>
  row release_step(const row& from, const count_law<T>& law, const Limits& limits, std::size_t y,
                   look_masses<T>& out) {
    if (from.mass.empty()) return {};
    const std::size_t top = from.end() - 1 + law.last();
    const look_limits stop = limits(y, top);
    const std::size_t low = std::max(from.first + law.first(), stop.promote_below);
    const std::size_t end = std::min(top + 1, stop.roll_back_from);
    row to{low, std::vector<T>(end > low ? end - low : 0, zero<T>())};
    for (std::size_t i = 0; i < from.mass.size(); ++i) {
      const std::size_t s = from.first + i;
      const T& m = from.mass[i];
      if (stop.promote_below > s)
        out.promoted = out.promoted + m * law.less_than(stop.promote_below - s);
      if (stop.roll_back_from != no_limit)
        out.rolled_back = out.rolled_back +
                          m * law.at_least(stop.roll_back_from > s ? stop.roll_back_from - s : 0);
      const std::size_t begin = std::max(low, s + law.first());
      const std::size_t stop_at = std::min(end, s + law.last() + 1);
      for (std::size_t x = begin; x < stop_at; ++x)
        to.mass[x - low] = to.mass[x - low] + m * law.masses()[x - s - law.first()];
    }
    spend(from.mass.size(), std::min(law.size(), to.mass.size()));
    for (const T& m : to.mass) out.going_on = out.going_on + m;
    return to;
  }
  /// Drops small masses from the ends of rows, and empty rows.
  void trim() {
    const auto counts = [this](const T& m) { return m > constant<T>(options_.least_mass); };
    for (row& each : rows_) {
      while (!each.mass.empty() && !counts(each.mass.back())) each.mass.pop_back();
      const auto begin = std::find_if(each.mass.begin(), each.mass.end(), counts);
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
    spent_ += static_cast<double>(a) * static_cast<double>(b);
    if (!(spent_ <= options_.max_products))
      throw convergence_error("nines::watch_beside: takes more than max_products, " +
                              describe(options_.max_products) +
                              ", for pairs of counts; take fewer looks or a known baseline");
  }

  watch_beside_options options_;
  double spent_ = 0;
  std::size_t first_ = 0;
  std::vector<row> rows_;
};

}  // namespace detail

/// How a watch of a release beside a baseline ends. *Throws* domain_error where there is no look,
/// or a look without a request on either side; convergence_error for too much work.
template <class T = double, watch_rule Rule>
[[nodiscard]] watch_law<T> watch_beside(const Rule& rule, const std::vector<request_pair>& requests,
                                        const rates_beside& rates,
                                        const watch_beside_options& options = {}) {
  constexpr auto function = "watch_beside";
  if (requests.empty()) detail::fail(function, "the number of looks", 0, "1 or more");
  for (const auto& each : requests)
    if (each.release == 0 || each.baseline == 0)
      detail::fail(function, "release and baseline must both see requests before each look");
  if (!(options.least_mass > 0) || !(options.least_mass < 1e-9))
    detail::fail(function, "least_mass", options.least_mass, "more than 0, and less than 1e-9");
  detail::pair_walk<T> walk(options);
  watch_law<T> law;
  evidence seen{.looks = requests.size()};
  for (std::size_t j = 0; j < requests.size(); ++j) {
    const detail::count_law<T> release(rates.release, requests[j].release, options.least_mass);
    const detail::count_law<T> baseline(rates.baseline, requests[j].baseline, options.least_mass);
    seen.look = j + 1;
    seen.requests += static_cast<double>(requests[j].release);
    seen.baseline_requests += static_cast<double>(requests[j].baseline);
    const auto limits = [&](std::size_t baseline_errors, std::size_t most) {
      evidence at = seen;
      at.baseline_errors = static_cast<double>(baseline_errors);
      return detail::limits_at(rule, at, most);
    };
    detail::record(law, walk.step(release, baseline, limits));
  }
  return law;
}

}  // namespace nines
