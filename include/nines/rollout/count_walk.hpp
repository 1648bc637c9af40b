// SPDX-License-Identifier: BSL-1.0
// Counts that grow from look to look until they cross a limit: the engine of the operating
// characteristics.
//
//   m'(x) = sum over s of m(s) p(x - s)             for x that goes on
//   P(stop above) += sum over s of m(s) P(X >= from - s),  below likewise
//
// All terms are positive, so each chance keeps its digits, however small. Only masses above 1e-290
// are carried, and of their products only those above that: for counts of standard deviation d the
// band is some 70 d wide. Cost: (width of the counts) x (width of one step) per look, four products
// for one store. Source: Armitage, McPherson & Rowe, J. R. Stat. Soc. A 132, 1969, in counts.
#pragma once

#include <algorithm>
#include <limits>
#include <nines/rollout/count_law.hpp>

namespace nines::detail {

/// No count is so large.
inline constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

/// Where a rule stops at one look: below `promote_below`, and from `roll_back_from` on.
struct look_limits {
  std::size_t promote_below = 0;
  std::size_t roll_back_from = no_limit;
};

/// The masses that leave at a look, and what is left.
template <class T>
struct look_masses {
  T promoted, rolled_back, going_on;
};

/// A band of masses by the number of events so far.
template <class T>
class count_walk {
 public:
  /// Masses below `least_mass` are dropped.
  explicit count_walk(double max_products, double least_mass)
      : budget_(max_products), least_(constant<T>(least_mass)) {}

  /// Adds the events of an interval, and takes out what the limits stop.
  look_masses<T> step(const count_law<T>& added, const look_limits& limits) {
    look_masses<T> out{zero<T>(), zero<T>(), zero<T>()};
    for (std::size_t i = 0; i < mass_.size(); ++i) {
      const std::size_t s = first_ + i;
      if (limits.promote_below > s)
        out.promoted = out.promoted + mass_[i] * added.less_than(limits.promote_below - s);
      if (limits.roll_back_from != no_limit) {
        const std::size_t missing = limits.roll_back_from > s ? limits.roll_back_from - s : 0;
        out.rolled_back = out.rolled_back + mass_[i] * added.at_least(missing);
      }
    }
    advance(added, limits);
    for (const T& m : mass_) out.going_on = out.going_on + m;
    return out;
  }

 private:
  void advance(const count_law<T>& added, const look_limits& limits) {
    if (mass_.empty()) return;
    const std::size_t low = std::max(first_ + added.first(), limits.promote_below);
    const std::size_t high = std::min(first_ + mass_.size() - 1 + added.last(),
                                      limits.roll_back_from == 0 ? 0 : limits.roll_back_from - 1);
    if (low > high || limits.roll_back_from == 0) {
      mass_.clear();
      return;
    }
    spend(mass_.size(), std::min(added.size(), high - low + 1));
    next_.assign(high - low + 1, zero<T>());
    mass_.resize((mass_.size() + 3) / 4 * 4, zero<T>());
    for (std::size_t i = 0; i < mass_.size(); i += 4) add_four(&mass_[i], first_ + i, added, low);
    mass_.swap(next_);
    first_ = low;
    trim();
  }
  /// Four masses, from the count s on, into next_, whose first place is the count `low`.
  void add_four(const T* m, std::size_t s, const count_law<T>& added, std::size_t low) {
    const T most = std::max({m[0], m[1], m[2], m[3]});
    const T* const p = added.masses();
    const T* const top = p + added.top();
    const auto counts = [&](const T& each) { return each * most > least_; };
    const T* const from =
        std::partition_point(p, top, [&](const T& each) { return !counts(each); });
    const T* const to = std::partition_point(top, p + added.size(), counts);
    if (from == to) return;
    // Place x holds the sum of m[i] p[x - s - i - first of p].
    const std::size_t offset = s + added.first();
    std::size_t x = offset + static_cast<std::size_t>(from - p);
    std::size_t end = offset + static_cast<std::size_t>(to - p) + 3;
    x = std::max(x, low);
    end = std::min(end, low + next_.size());
    for (; x < end; ++x) {
      const T* const q = p + (static_cast<std::ptrdiff_t>(x) - static_cast<std::ptrdiff_t>(offset));
      T& into = next_[x - low];
      into = into + ((m[0] * q[0] + m[1] * q[-1]) + (m[2] * q[-2] + m[3] * q[-3]));
    }
  }
  void trim() {
    const auto counts = [this](const T& m) { return m > least_; };
    while (!mass_.empty() && !counts(mass_.back())) mass_.pop_back();
    const auto begin = std::find_if(mass_.begin(), mass_.end(), counts);
    first_ += static_cast<std::size_t>(begin - mass_.begin());
    mass_.erase(mass_.begin(), begin);
  }
  void spend(std::size_t rows, std::size_t columns) {
    const double products = static_cast<double>(rows) * static_cast<double>(columns);
    if (!(products <= budget_))
      throw convergence_error("nines::watch: a look takes " + describe(products) +
                              " products, more than are left of max_products");
    budget_ -= products;
  }

  double budget_;
  T least_;
  std::size_t first_ = 0;
  std::vector<T> mass_ = {one<T>()};
  std::vector<T> next_;
};

}  // namespace nines::detail
