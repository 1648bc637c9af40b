// SPDX-License-Identifier: BSL-1.0
// The walk through the checks of a sliding window of k intervals: masses by the k - 1 sums that its
// coming checks have so far, and by the failures.
//
//   sum i + 1 after an interval = sum i before it + its count; sum 1 = its count
//   its check fails where the oldest sum + its count >= level
//
// The oldest sum is asked this once and forgotten: all that moves are two partial sums over it,
// below what makes the check fail and above. The masses lie in groups, by all sums but the two
// oldest; for each count a group moves to one row of another, place by place. All terms are
// positive. Where a group and a count are rarer together than a small mass they are not followed:
// for a lower bound they never roll back, for an upper one at once. Cost: analyses x counts x
// places of the sums but the oldest; memory: places of all sums that are reached.
#pragma once

#include <nines/detection/windows/failure_counter.hpp>
#include <nines/detection/windows/pending_sums.hpp>
#include <nines/detection/windows/rule.hpp>
#include <string>
#include <unordered_map>

namespace nines::detail {

/// A count of errors in an interval, or a stretch of unlikely ones that stands for them.
template <class T>
struct count_mass {
  std::size_t count;
  T mass;
};

/// The counts of an interval; what is rarer than `cut` on either side is moved to one.
template <class T>
std::vector<count_mass<T>> likely_masses(const event_rate& rate, std::size_t requests, double cut,
                                         bound_side side) {
  const auto all = counts_of<T>(rate, requests);
  const likely_counts likely(rate.mean() * static_cast<double>(requests), -std::log(cut));
  const auto within = [&](double count) {
    const std::size_t n = count < most_counted ? static_cast<std::size_t>(count) : no_error_limit;
    return std::min(std::max(n, all.first()), all.last());
  };
  const std::size_t low = within(likely.low);
  const std::size_t high = within(likely.high);
  const bool is_lower = side == bound_side::lower;
  std::vector<count_mass<T>> masses;
  if (low > all.first()) masses.push_back({is_lower ? 0 : low, all.less_than(low)});
  for (std::size_t c = low; c <= high; ++c) masses.push_back({c, all.at(c)});
  if (high < all.last()) masses.push_back({is_lower ? high : surely_fails, all.at_least(high + 1)});
  return masses;
}

template <class T>
class window_walk {
 public:
  /// `least` is the mass of what is not followed; the budget is of products.
  window_walk(const failure_counter& failures, std::vector<pending_sum> sums, double least,
              double memory_limit, work_budget& budget)
      : failures_(failures),
        sums_(std::move(sums)),
        least_(constant<T>(least)),
        memory_(memory_limit),
        budget_(&budget) {
    after_ = sums_;
    row_of(0)[sums_.back().place_of(0)] = one<T>();
    groups_.swap(next_);
  }

  /// One more interval, and its check; `after` are the sums then.
  analysis_masses<T> step(const std::vector<count_mass<T>>& counts, std::vector<pending_sum> after,
                          bound_side side) {
    analysis_masses<T> out{zero<T>(), zero<T>(), zero<T>()};
    after_ = std::move(after);
    next_.clear();
    bytes_next_ = 0;
    for (const auto& group : groups_) move(group.first, group.second, counts, out.rolled_back);
    groups_.swap(next_);
    sums_.swap(after_);
    bytes_ = bytes_next_;
    (side == bound_side::lower ? safe_ : out.rolled_back) += dropped_;
    dropped_ = zero<T>();
    out.continuing = safe_;
    for (const auto& group : groups_)
      for (const auto& row : group.second)
        for (const T& m : row) out.continuing += m;
    return out;
  }
  /// Counts failures anew from here on.
  void forget_failures() {
    const std::size_t width = sums_.back().places();
    for (auto& group : groups_)
      for (auto& row : group.second)
        for (std::size_t i = width; i < row.size(); ++i) {
          row[i % width] += row[i];
          row[i] = zero<T>();
        }
  }

 private:
  using rows = std::vector<std::vector<T>>;  // by the second oldest sum; [failures][oldest place]
  using group_key = std::u16string;          // the places of all other sums

  static char16_t narrow(std::size_t place) {
    if (place > 0xffff)
      give_up("stopping_distribution", "counts of a window are too many to follow one by one");
    return static_cast<char16_t>(place);
  }
  /// The second oldest sum; of windows of two intervals there is none, so it is 0.
  static pending_sum second(const std::vector<pending_sum>& sums) {
    return sums.size() > 1 ? sums[sums.size() - 2] : pending_sum();
  }
  /// The row of next_ to which a count leads from a group.
  std::vector<T>& row_of(std::size_t count, const group_key& from = {}) {
    key_.clear();
    std::size_t sum = count;
    for (std::size_t i = 0; i + 2 < sums_.size(); ++i) {
      key_.push_back(narrow(after_[i].place_of(sum)));
      sum = (from.empty() ? 0 : sums_[i].sum_at(from[i])) + count;
    }
    rows& group = next_[key_];
    const auto older = second(after_);
    if (group.empty()) {
      add_bytes(128 + static_cast<double>(older.places() * sizeof(std::vector<T>)));
      group.resize(older.places());
    }
    std::vector<T>& row = group[older.place_of(sum)];
    if (row.empty()) {
      const std::size_t size = failures_.size() * after_.back().places();
      add_bytes(static_cast<double>(size * sizeof(T)));
      row.assign(size, zero<T>());
    }
    return row;
  }
  void add_bytes(double bytes) {
    bytes_next_ += bytes;
    require_memory("stopping_distribution", "the walk over sums of a window", bytes_ + bytes_next_,
                   memory_);
  }

  /// Of the rows of a group that are filled, below_[x][failures][row] is the mass in the oldest
  /// places below x, and above_ that from x on.
  void add_up(const rows& group) {
    const auto is_filled = [](const auto& row) { return !row.empty(); };
    const auto begin = std::find_if(group.begin(), group.end(), is_filled);
    const auto end = std::find_if(group.rbegin(), group.rend(), is_filled).base();
    first_ = static_cast<std::size_t>(begin - group.begin());
    filled_ = static_cast<std::size_t>(end - begin);
    const std::size_t width = sums_.back().places();
    const std::size_t step = failures_.size() * filled_;
    below_.assign((width + 1) * step, zero<T>());
    above_ = below_;
    for (std::size_t i = 0; i < filled_; ++i)
      for (std::size_t f = 0; f < failures_.size() && is_filled(group[first_ + i]); ++f) {
        const T* const row = group[first_ + i].data() + f * width;
        T* const below = below_.data() + f * filled_ + i;
        T* const above = above_.data() + f * filled_ + i;
        for (std::size_t x = 0; x < width; ++x) below[(x + 1) * step] = below[x * step] + row[x];
        for (std::size_t x = width; x-- > 0;) above[x * step] = above[(x + 1) * step] + row[x];
      }
  }
  void move(const group_key& from, const rows& group, const std::vector<count_mass<T>>& counts,
            T& rolled_back) {
    add_up(group);
    const std::size_t step = failures_.size() * filled_;
    T all = zero<T>();
    for (std::size_t i = 0; i < step; ++i) all += above_[i];
    std::size_t moved = 0;
    for (const auto& each : counts) {
      if (!(all * each.mass > least_)) {
        dropped_ += all * each.mass;
        continue;
      }
      ++moved;
      inconclusive(from, each, rolled_back);
    }
    budget_->spend(static_cast<double>(below_.size() + counts.size()) +
                   static_cast<double>(moved * (2 * step + 4 * sums_.size())));
  }
  void inconclusive(const group_key& from, const count_mass<T>& each, T& rolled_back) {
    auto& to = row_of(each.count, from);
    place_rows(each.count);
    const std::size_t width = after_.back().places();
    const std::size_t split = sums_.back().fails_from(each.count) * failures_.size() * filled_;
    for (std::size_t f = 0; f < failures_.size(); ++f) {
      const T* const below = below_.data() + split + f * filled_;
      const T* const above = above_.data() + split + f * filled_;
      add(each.mass, below, to.data() + failures_.after_success(f) * width);
      if (const std::size_t failed = failures_.after_failure(f); failed < failures_.size()) {
        add(each.mass, above, to.data() + failed * width);
      } else {
        for (std::size_t i = 0; i < filled_; ++i) rolled_back += each.mass * above[i];
      }
    }
  }
  /// Where the rows go when `count` errors come: from shift_begin_ to shift_end_ they stay in
  /// order, before and after them they meet.
  void place_rows(std::size_t count) {
    const auto older = second(sums_);
    const auto& oldest = after_.back();
    const auto to = [&](std::size_t i) {
      return oldest.place_of(older.sum_at(first_ + i) + count);
    };
    target_.resize(filled_);
    for (std::size_t i = 0; i < filled_; ++i) target_[i] = to(i);
    shift_begin_ = 0;
    while (shift_begin_ + 1 < filled_ && target_[shift_begin_ + 1] != target_[shift_begin_] + 1)
      ++shift_begin_;
    shift_end_ = std::min(shift_begin_ + 1, filled_);
    while (shift_end_ < filled_ && target_[shift_end_] == target_[shift_end_ - 1] + 1) ++shift_end_;
  }
  void add(const T& mass, const T* from, T* into) const {
    for (std::size_t i = 0; i < shift_begin_; ++i) into[target_[i]] += mass * from[i];
    add_times(mass, from + shift_begin_, shift_end_ - shift_begin_, into + target_[shift_begin_]);
    for (std::size_t i = shift_end_; i < filled_; ++i) into[target_[i]] += mass * from[i];
  }

  failure_counter failures_;
  std::vector<pending_sum> sums_, after_;
  T least_;
  double memory_;
  work_budget* budget_;
  double bytes_ = 0, bytes_next_ = 0;
  T safe_ = zero<T>();
  T dropped_ = zero<T>();
  std::unordered_map<group_key, rows> groups_, next_;
  group_key key_;
  std::size_t first_ = 0, filled_ = 0;  // rows of the group that moves
  std::size_t shift_begin_ = 0, shift_end_ = 0;
  std::vector<std::size_t> target_;
  std::vector<T> below_, above_;
};

}  // namespace nines::detail
