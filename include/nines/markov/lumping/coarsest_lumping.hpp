// SPDX-License-Identifier: BSL-1.0
// coarsest_lumping: the smallest chain that gives the same answers as a given one about some labels
// and rewards.
//
// By refinement: states start in blocks by what must be kept, and a block is split by its states'
// rates into another one until no split is left. Of the parts of a block only the smaller ones are
// looked at again, since rates out of a block as a whole already agree (Derisavi, Hermanns &
// Sanders 2003; Valmari & Franceschinis 2010): a transition is visited O(log n) times. "Agree" is
// up to rounding here, and a large rate hides a small one in a sum. So passes over all blocks are
// repeated until one splits nothing; a second one nearly always confirms the first.
// Index: partition refinement, Markovian bisimulation.
#pragma once

#include <nines/markov/lumping/lumping.hpp>
#include <numeric>

namespace nines {

namespace detail {

/// Blocks of states, refined by splits. A block is a stretch of `order_`.
template <class T>
class refinement {
 public:
  refinement(const chain<T>& c, const same_rate<T>& same)
      : forward_(c.rates()), backward_(c.rates()), same_(same), weight_(c.size(), zero<T>()) {
    order_.resize(c.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    place_ = order_;
    block_of_.assign(c.size(), 0);
    blocks_ = {{0, c.size()}};
  }

  /// Splits blocks by a weight that each state has.
  template <class Weight>
  void split_by(Weight&& weight) {
    for (std::size_t i = 0; i < order_.size(); ++i) add(i, weight(i));
    split_touched(no_block);
  }
  /// Splits until the blocks are a lumping.
  void refine() {
    for (std::size_t before = 0; before != blocks_.size();) {  // until a whole pass splits nothing
      before = blocks_.size();
      splitters_.resize(blocks_.size());
      std::iota(splitters_.begin(), splitters_.end(), std::size_t{0});
      exits_to_check_ = splitters_;
      while (!splitters_.empty()) {
        check_exits();
        const std::size_t splitter = splitters_.back();
        splitters_.pop_back();
        split_by_rates_into(splitter);
      }
    }
  }
  /// The block of each state, numbered in the order of their first states.
  [[nodiscard]] std::vector<std::size_t> numbered() const {
    std::vector<std::size_t> number(blocks_.size(), no_block), result;
    std::size_t next = 0;
    for (const std::size_t b : block_of_) {
      if (number[b] == no_block) number[b] = next++;
      result.push_back(number[b]);
    }
    return result;
  }

 private:
  static constexpr auto no_block = std::numeric_limits<std::size_t>::max();
  struct block {
    std::size_t begin, end;
    std::size_t touched = 0;  // how many, and they are the last of the block
  };

  void add(std::size_t state, const T& weight) {
    if (!(weight > zero<T>())) return;
    if (weight_[state] == zero<T>()) touch(state);
    weight_[state] += weight;
  }
  /// Moves a state to the touched ones, at the end of its block.
  void touch(std::size_t state) {
    block& b = blocks_[block_of_[state]];
    if (b.touched++ == 0) touched_blocks_.push_back(block_of_[state]);
    const std::size_t to = b.end - b.touched;
    const std::size_t other = order_[to];
    std::swap(order_[place_[state]], order_[to]);
    std::swap(place_[state], place_[other]);
  }

  void split_by_rates_into(std::size_t splitter) {
    for (std::size_t k = blocks_[splitter].begin; k < blocks_[splitter].end; ++k)
      for (const auto [from, rate] : row_of(backward_, order_[k])) add(from, rate);
    split_touched(splitter);
  }
  /// What leaves a block must agree too; then rates into its largest part follow from the others.
  void check_exits() {
    while (!exits_to_check_.empty()) {
      const std::size_t b = exits_to_check_.back();
      exits_to_check_.pop_back();
      for (std::size_t k = blocks_[b].begin; k < blocks_[b].end; ++k) pending_.push_back(order_[k]);
      for (const std::size_t state : pending_)
        for (const auto [to, rate] : row_of(forward_, state))
          if (block_of_[to] != b) add(state, rate);
      pending_.clear();
      split_touched(no_block);
    }
  }
  /// Splits every touched block but `splitter` by weight, and forgets the weights.
  void split_touched(std::size_t splitter) {
    for (const std::size_t b : touched_blocks_) {
      find_parts(b);
      for (std::size_t k = blocks_[b].end - blocks_[b].touched; k < blocks_[b].end; ++k)
        weight_[order_[k]] = zero<T>();
      blocks_[b].touched = 0;
      if (b != splitter && parts_.size() > 1) divide(b);
    }
    touched_blocks_.clear();
  }
  /// Sorts a block by weight; `parts_` are where another weight begins. Untouched states have 0.
  void find_parts(std::size_t b) {
    const std::size_t first = blocks_[b].end - blocks_[b].touched;
    const auto at = [&](std::size_t k) { return order_.begin() + static_cast<std::ptrdiff_t>(k); };
    std::sort(at(first), at(blocks_[b].end),
              [&](std::size_t x, std::size_t y) { return weight_[x] < weight_[y]; });
    parts_.clear();
    if (first > blocks_[b].begin) parts_.push_back(blocks_[b].begin);
    for (std::size_t k = first; k < blocks_[b].end; ++k) {
      place_[order_[k]] = k;
      if (k == first || !same_(weight_[order_[k]], weight_[order_[parts_.back()]]))
        parts_.push_back(k);
    }
  }
  /// The largest part remains; the others become blocks, and split others in their turn.
  void divide(std::size_t b) {
    parts_.push_back(blocks_[b].end);
    std::size_t largest = 0;
    for (std::size_t p = 1; p + 1 < parts_.size(); ++p)
      if (size_of_part(p) > size_of_part(largest)) largest = p;
    for (std::size_t p = 0; p + 1 < parts_.size(); ++p) {
      if (p == largest) continue;
      for (std::size_t k = parts_[p]; k < parts_[p + 1]; ++k) block_of_[order_[k]] = blocks_.size();
      exits_to_check_.push_back(blocks_.size());
      splitters_.push_back(blocks_.size());
      blocks_.push_back({parts_[p], parts_[p + 1], 0});
    }
    blocks_[b].begin = parts_[largest];
    blocks_[b].end = parts_[largest + 1];
  }
  [[nodiscard]] std::size_t size_of_part(std::size_t p) const { return parts_[p + 1] - parts_[p]; }

  const rate_matrix<T>& forward_;
  Eigen::SparseMatrix<T> backward_;  // by column: who leads here
  same_rate<T> same_;
  std::vector<T> weight_;
  std::vector<std::size_t> order_, place_, block_of_;
  std::vector<block> blocks_;
  std::vector<std::size_t> splitters_, touched_blocks_, exits_to_check_, pending_, parts_;
};

}  // namespace detail

/// The coarsest ordinary lumping whose blocks share the labels and rewards that are kept.
/// *Throws* domain_error for unknown names. *Cost*: O(m log n), more where rates so different meet
/// that a block needs another pass. *Accuracy*: of lump(); rates that ought to be equal and differ
/// by more than options.epsilons are different.
template <class T>
[[nodiscard]] lumped_chain<T> coarsest_lumping(const chain<T>& c,
                                               const lumping_options& options = {}) {
  const lumping_options all = detail::resolved(c, options);
  detail::refinement<T> blocks(c, detail::same_rate<T>(all));
  for (const std::string& label : *all.labels)
    blocks.split_by(
        [&set = c.states(label)](std::size_t i) { return set.contains(i) ? one<T>() : zero<T>(); });
  for (const std::string& reward : *all.rewards)
    blocks.split_by([amounts = c.reward(reward)](std::size_t i) { return amounts[i]; });
  blocks.refine();
  std::vector<std::size_t> block_of = blocks.numbered();
  const detail::block_chain<T> q(c, block_of, all);
  return {q.build(), std::move(block_of)};
}

}  // namespace nines
