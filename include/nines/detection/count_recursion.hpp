// SPDX-License-Identifier: BSL-1.0
// Counts that grow from one analysis to the next until they cross a limit: the engine of the
// operating characteristics.
//
//   m'(x) = sum over s of m(s) p(x - s)             for x that goes on
//   P(stop above) += sum over s of m(s) P(X >= from - s),  below likewise
//
// All terms are positive, so each probability keeps its digits, however small. Only masses above
// 1e-290 are carried: for counts of standard deviation d a band some 70 d wide. Of a sum's terms
// only those are added that tell, some 19 standard deviations of the step. Cost: the one times the
// other per analysis, several sums side by side; where it is clearly beyond the budget an analysis
// is not begun. Source: Armitage, McPherson & Rowe, J. R. Stat. Soc. A 132, 1969, in counts.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nines/discrete/count_series.hpp>
#include <nines/discrete/counts.hpp>
#include <nines/simd.hpp>

namespace nines {

/// No count reaches it.
inline constexpr std::size_t no_error_limit = std::numeric_limits<std::size_t>::max();

}  // namespace nines

namespace nines::detail {

/// Where a rule stops at one analysis: below `promote_below`, and from `roll_back_from` on.
struct analysis_limits {
  std::size_t promote_below = 0;
  std::size_t roll_back_from = no_error_limit;
};

/// The masses that leave at an analysis, and what is left.
template <class T>
struct analysis_masses {
  T promoted, rolled_back, continuing;
};

/// Which of the terms m(s) p(x - s) tell in their sum, for x that grows. Both factors are
/// log-concave (a rule goes on between two limits), so the terms rise to a largest one and fall;
/// and none of these places moves back when x grows.
template <class T>
class term_window {
 public:
  term_window(const std::vector<T>& m, std::size_t first, const count_distribution<T>& p)
      : m_(m), first_(first), p_(p) {}

  void move_to(std::size_t x) {
    x_ = x;
    const std::size_t last = std::min(m_.size() - 1, x - p_.first() - first_);
    if (x > first_ + p_.last()) begin_ = std::max(begin_, x - p_.last() - first_);
    top_ = std::max(top_, begin_);
    while (top_ < last && m_[top_ + 1] / m_[top_] >= p(top_) / p(top_ + 1)) ++top_;
    largest_ = m_[top_] * p(top_);
    end_ = std::max(end_, top_ + 1);
    const T least = largest_ * negligible_;
    if (!(least > zero<T>())) return;
    while (begin_ < top_ && m_[begin_] * p(begin_) < least) ++begin_;
    while (end_ <= last && !(m_[end_] * p(end_) < least)) ++end_;
  }
  /// The terms of the places [begin, end) of m, and the largest of them.
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t end() const { return end_; }
  [[nodiscard]] const T& largest() const { return largest_; }

 private:
  /// Relative to the largest; what falls so far falls on as fast at least.
  T negligible_ = std::numeric_limits<T>::epsilon() * constant<T>(1e-4);

  [[nodiscard]] const T& p(std::size_t i) const {
    return p_.masses()[x_ - (first_ + i) - p_.first()];
  }

  const std::vector<T>& m_;
  std::size_t first_;
  const count_distribution<T>& p_;
  std::size_t x_ = 0;
  std::size_t begin_ = 0, top_ = 0, end_ = 0;
  T largest_ = zero<T>();
};

/// A band of masses by the number of events so far.
template <class T>
class count_recursion {
 public:
  /// Masses below `least_mass` are dropped. The budget, of products, is for all that it is asked.
  count_recursion(work_budget& budget, double least_mass)
      : budget_(&budget), least_(constant<T>(least_mass)) {}

  /// Adds the events of an interval, and takes out what the limits stop.
  analysis_masses<T> step(const count_distribution<T>& added, const analysis_limits& limits) {
    analysis_masses<T> out{zero<T>(), zero<T>(), zero<T>()};
    for (std::size_t i = 0; i < mass_.size(); ++i) {
      const std::size_t s = first_ + i;
      if (limits.promote_below > s)
        out.promoted = out.promoted + mass_[i] * added.less_than(limits.promote_below - s);
      if (limits.roll_back_from != no_error_limit) {
        const std::size_t missing = limits.roll_back_from > s ? limits.roll_back_from - s : 0;
        out.rolled_back = out.rolled_back + mass_[i] * added.at_least(missing);
      }
    }
    if (limits.roll_back_from == 0) mass_.clear();
    if (mass_.empty()) return out;
    advance(added, std::max(first_ + added.first(), limits.promote_below),
            std::min(first_ + mass_.size() - 1 + added.last(), limits.roll_back_from - 1));
    for (const T& m : mass_) out.continuing = out.continuing + m;
    return out;
  }
  /// The same by the number of events; what goes on stays in the walk.
  analysis_masses<count_series> count_step(const count_distribution<T>& added,
                                           const analysis_limits& limits) {
    analysis_masses<count_series> out;
    if (mass_.empty()) return out;
    advance(added, first_ + added.first(), first_ + mass_.size() - 1 + added.last());
    const count_series all(first_, mass_);
    out.rolled_back = all.at_least(limits.roll_back_from);
    out.promoted = all.less_than(limits.promote_below);
    const count_series rest = all.less_than(limits.roll_back_from).at_least(limits.promote_below);
    first_ = rest.first();
    mass_ = rest.masses();
    return out;
  }
  /// What goes on, by the number of events.
  [[nodiscard]] count_series counts() const { return {first_, mass_}; }

 private:
  using pack = pack_of<T, (register_doubles < 4 ? 8 : 4)>;  // enough sums to hide their latency
  static constexpr auto lanes = static_cast<std::size_t>(pack::size);
  static_assert(lanes <= count_distribution<T>::padding);

  /// The masses of [low, high] after the step.
  void advance(const count_distribution<T>& added, std::size_t low, std::size_t high) {
    if (low > high) {
      mass_.clear();
      return;
    }
    look_ahead(added, static_cast<double>(high - low) + 1);
    next_.resize(high - low + 1);
    term_window<T> window(mass_, first_, added);
    for (std::size_t x = low; x <= high; x += lanes)
      add_up(window, added, x, std::min(lanes, high - x + 1), low);
    mass_.swap(next_);
    first_ = low;
    trim();
  }
  /// A row of places of next_, from the count x on; the others of a full row are not used.
  void add_up(term_window<T>& window, const count_distribution<T>& added, std::size_t x,
              std::size_t places, std::size_t low) {
    window.move_to(x);
    const std::size_t begin = window.begin();
    bool is_seen = window.largest() > least_;
    for (std::size_t k = 1; k < places; ++k) {
      window.move_to(x + k);
      is_seen = is_seen || window.largest() > least_;
    }
    pack sum(zero<T>());
    if (is_seen) {
      spend(window.end() - begin);
      const T* q = added.masses() + (x - (first_ + begin) - added.first());
      for (std::size_t i = begin; i < window.end(); ++i)
        sum = sum + pack(mass_[i]) * pack::load(q--);
    }
    std::array<T, lanes> row;
    sum.store(row.data());
    std::copy_n(row.begin(), places, next_.begin() + static_cast<std::ptrdiff_t>(x - low));
  }
  void trim() {
    const auto counts = [this](const T& m) { return m > least_; };
    while (!mass_.empty() && !counts(mass_.back())) mass_.pop_back();
    const auto begin = std::find_if(mass_.begin(), mass_.end(), counts);
    first_ += static_cast<std::size_t>(begin - mass_.begin());
    mass_.erase(mass_.begin(), begin);
  }
  void spend(std::size_t terms) { budget_->spend(static_cast<double>(terms * lanes)); }
  /// Refuses an analysis if a quarter of its likely cost is more than the budget that is left. A
  /// distribution of counts is 72 of its standard deviations wide, and 19 of both together tell.
  void look_ahead(const count_distribution<T>& added, double places) {
    const auto a = static_cast<double>(mass_.size());
    const auto b = static_cast<double>(added.size());
    const double tell = std::min(std::min(a, b), 19.0 / 72 * a * b / std::sqrt(a * a + b * b));
    if (!budget_->allows(places * tell / 4)) budget_->spend(places * tell / 4);
  }

  work_budget* budget_;
  T least_;
  std::size_t first_ = 0;
  std::vector<T> mass_ = {one<T>()};
  std::vector<T> next_;
};

}  // namespace nines::detail
