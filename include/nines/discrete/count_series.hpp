// SPDX-License-Identifier: BSL-1.0
// Masses by a number of events as a scalar: generating functions.
//
//   a + b: one or the other, each with its masses       a * b: both, their events added up
//
// So the walks that carry probabilities carry counts as well:
// stopping_distribution_of_checks<count_series>(...) is the stopping distribution, and with how
// many events. Masses below 1e-280 are dropped. A product is formed mass by mass.
// Index: generating function.
#pragma once

#include <algorithm>
#include <nines/discrete/counts.hpp>
#include <vector>

namespace nines {

/// Masses by a number of events; a scalar for walks that carry probabilities.
class count_series {
 public:
  static constexpr double least = 1e-280;  ///< masses up to this are dropped at both ends

  count_series() = default;
  /// A mass without an event.
  explicit count_series(double mass) : count_series(0, {mass}) {}
  /// The masses of `first` events, first + 1, and so on.
  count_series(std::size_t first, std::vector<double> mass)
      : first_(first), mass_(std::move(mass)) {
    trim();
  }
  /// The masses of a distribution of a number of events.
  explicit count_series(const count_distribution<double>& dist)
      : count_series(dist.first(), {dist.masses(), dist.masses() + dist.size()}) {}

  /// The masses of `from` events and of more.
  [[nodiscard]] count_series at_least(std::size_t from) const {
    return part(std::max(from, first_), first_ + mass_.size());
  }
  /// The masses of fewer than `end` events.
  [[nodiscard]] count_series less_than(std::size_t end) const {
    return part(first_, std::min(end, first_ + mass_.size()));
  }

  /// The number of events of the first mass.
  [[nodiscard]] std::size_t first() const { return first_; }
  /// The masses by number of events; empty for a mass of 0.
  [[nodiscard]] const std::vector<double>& masses() const { return mass_; }

  friend count_series operator+(count_series a, const count_series& b) {
    a.add(1, b.mass_, b.first_);
    return a;
  }
  friend count_series operator*(const count_series& a, const count_series& b) {
    if (a.mass_.size() > b.mass_.size()) return b * a;
    count_series product;
    if (a.mass_.empty()) return product;
    product.first_ = a.first_ + b.first_;
    product.mass_.assign(a.mass_.size() + b.mass_.size() - 1, 0);
    for (std::size_t i = 0; i < a.mass_.size(); ++i)
      detail::add_times(a.mass_[i], b.mass_.data(), b.mass_.size(), product.mass_.data() + i);
    product.trim();
    return product;
  }
  /// Counts each event, independently, with this probability p. By Horner's scheme: with q +
  /// p z for each event, from the last count down to the first; those before it are binomial.
  [[nodiscard]] count_series thinned(const probability<>& p) const {
    if (mass_.empty()) return {};
    std::vector<double> now(mass_.size(), 0.0);
    std::size_t top = 0;  // of what is not 0
    for (std::size_t i = mass_.size(); i-- > 0;) {
      multiply(now, top, p);
      now[0] += mass_[i];
      while (top > 0 && !(now[top] > least)) --top;
    }
    now.resize(top + 1);
    const auto before = count_distribution<double>::binomial(p, first_, least);
    return count_series(0, std::move(now)) * count_series(before);
  }

 private:
  /// Times q + p z; `top` grows by one.
  static void multiply(std::vector<double>& now, std::size_t& top, const probability<>& p) {
    const std::size_t end = std::min(top + 1, now.size() - 1);  // a mass or more
    for (std::size_t k = end; k > 0; --k) now[k] = now[k] * p.complement() + now[k - 1] * p.value();
    now[0] *= p.complement();
    top = end;
  }
  [[nodiscard]] count_series part(std::size_t begin, std::size_t end) const {
    if (begin >= end) return {};
    const double* const masses = mass_.data();
    return {begin, {masses + (begin - first_), masses + (end - first_)}};
  }
  void add(double factor, const std::vector<double>& mass, std::size_t first) {
    if (mass.empty()) return;
    if (mass_.empty()) first_ = first;
    if (first < first_) {
      mass_.insert(mass_.begin(), first_ - first, 0.0);  // first_ is the larger
      first_ = first;
    }
    const std::size_t begin = first - first_;  // not negative by now
    if (mass_.size() < begin + mass.size()) mass_.resize(begin + mass.size(), 0.0);
    detail::add_times(factor, mass.data(), mass.size(), mass_.data() + begin);
  }
  void trim() {
    const auto counts = [](double m) { return m > least; };
    while (!mass_.empty() && !counts(mass_.back())) mass_.pop_back();
    const auto begin = std::find_if(mass_.begin(), mass_.end(), counts);
    first_ += static_cast<std::size_t>(begin - mass_.begin());
    mass_.erase(mass_.begin(), begin);
  }

  std::size_t first_ = 0;
  std::vector<double> mass_;
};

/// Both, their events added up, out of a budget of products. *Throws* convergence_error where it
/// ends.
[[nodiscard]] inline count_series product_of(const count_series& a, const count_series& b,
                                             work_budget& budget) {
  budget.spend(static_cast<double>(a.masses().size()) * static_cast<double>(b.masses().size()));
  return a * b;
}

}  // namespace nines
