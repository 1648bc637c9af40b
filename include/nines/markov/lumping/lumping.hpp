// SPDX-License-Identifier: BSL-1.0
// Lumping: a smaller chain in which each state stands for all that behave alike.
//
// A partition of the states is an ordinary lumping if any two states of a block have the same rate
// into each other block; then the blocks are a chain themselves, and the mass of a block is the sum
// of its states' (Kemeny & Snell 1960, section 6.3). Rates are the same if they differ by no more
// than a relative tolerance, however small they are: a rare transition counts like any other.
//
// lump() checks a partition that the caller knows; coarsest_lumping() of coarsest_lumping.hpp
// finds one.
// Index: strong lumpability.
#pragma once

#include <nines/markov/chain/chain_builder.hpp>
#include <optional>

namespace nines {

/// What a lumping keeps, and when rates are the same.
struct lumping_options {
  /// Names of labels and rewards that states of one block share; all of the chain's if not given.
  std::optional<std::vector<std::string>> labels{}, rewards{};
  /// Relative difference of numbers that are the same up to rounding, in epsilons of the scalar.
  double epsilons = 512;
};

/// A lumped chain, with the block of each state of the original; blocks are the new states.
template <class T = double>
struct lumped_chain {
  nines::chain<T> chain;              ///< one state for each block
  std::vector<std::size_t> block_of;  ///< by the number of the original state

  /// The mass of each block, from that of the states. *Throws* domain_error when the size is wrong.
  [[nodiscard]] std::vector<T> sums(std::span<const T> mass) const {
    if (mass.size() != block_of.size())
      fail("lumped_chain::sums", "size of mass", mass.size(), std::to_string(block_of.size()));
    std::vector<T> result(chain.size(), zero<T>());
    for (std::size_t i = 0; i < mass.size(); ++i) result[block_of[i]] += mass[i];
    return result;
  }
};

namespace detail {

/// Whether two numbers, none of them negative, are the same up to rounding.
template <class T>
class same_rate {
 public:
  explicit same_rate(const lumping_options& options)
      : factor_(one<T>() + constant<T>(options.epsilons) * std::numeric_limits<T>::epsilon()) {}
  bool operator()(const T& a, const T& b) const { return a <= b * factor_ && b <= a * factor_; }

 private:
  T factor_;
};

/// The names to keep, all of them known.
template <class T, class Map>
std::vector<std::string> kept_names(const std::optional<std::vector<std::string>>& chosen,
                                    const Map& all, const char* kind) {
  std::vector<std::string> names;
  if (!chosen)
    for (const auto& entry : all) names.push_back(entry.first);
  for (const std::string& name : chosen.value_or(names))
    if (all.find(name) == all.end())
      fail("lumping", "there is no " + std::string(kind) + " '" + name + "' to keep");
  return chosen.value_or(names);
}
template <class T>
lumping_options resolved(const chain<T>& c, lumping_options options) {
  require_nonnegative_finite("lumping", "epsilons", options.epsilons);
  options.labels = kept_names<T>(options.labels, c.labels(), "label");
  options.rewards = kept_names<T>(options.rewards, c.rewards(), "reward");
  return options;
}

/// Makes the quotient of a chain, and checks on the way that there is one.
template <class T>
class block_chain {
 public:
  block_chain(const chain<T>& c, std::span<const std::size_t> block_of,
              const lumping_options& options)
      : c_(c), block_of_(block_of), options_(options), same_(options) {
    const std::size_t blocks = *std::max_element(block_of.begin(), block_of.end()) + 1;
    first_.assign(blocks, none);
    size_.assign(blocks, 0);
    for (std::size_t i = 0; i < block_of.size(); ++i) {
      if (first_[block_of[i]] == none) first_[block_of[i]] = i;
      ++size_[block_of[i]];
    }
    for (std::size_t b = 0; b < blocks; ++b)
      if (size_[b] == 0) fail("lump", "block " + std::to_string(b) + " has no states");
  }

  void check() const {
    for (const std::string& label : *options_.labels) check_label(label, c_.states(label));
    for (const std::string& reward : *options_.rewards)
      check_same("reward '" + reward + "'", c_.reward(reward));
    std::vector<T> expected(first_.size(), zero<T>());
    std::vector<T> found = expected;
    std::vector<std::vector<std::size_t>> members(first_.size());
    for (std::size_t i = 0; i < block_of_.size(); ++i) members[block_of_[i]].push_back(i);
    for (const auto& block : members) {
      scatter(block.front(), expected);
      for (const std::size_t state : block) {
        scatter(state, found);
        check_rates(block.front(), state, expected, found);
        check_rates(state, block.front(), found, expected);
        clear(state, found);
      }
      clear(block.front(), expected);
    }
  }

  [[nodiscard]] chain<T> build() const {
    const auto n = static_cast<Eigen::Index>(first_.size());
    std::vector<Eigen::Triplet<T>> entries;
    std::vector<std::string> names;
    for (std::size_t b = 0; b < first_.size(); ++b) {
      for (const auto [to, rate] : c_.row(first_[b]))
        entries.emplace_back(static_cast<int>(b), static_cast<int>(block_of_[to]), rate);
      names.push_back(c_.name(first_[b]));
      if (size_[b] > 1) names.back() += " and " + std::to_string(size_[b] - 1) + " alike";
    }
    rate_matrix<T> rates(n, n);
    rates.setFromTriplets(entries.begin(), entries.end());
    chain_builder<T> builder(std::move(rates));
    builder.rates_per(c_.unit()).names(std::move(names));
    for (const std::string& label : *options_.labels)
      builder.label(label, state_set::where(first_.size(), [&](std::size_t b) {
                      return c_.states(label).contains(first_[b]);
                    }));
    for (const std::string& reward : *options_.rewards)
      for (std::size_t b = 0; b < first_.size(); ++b)
        builder.reward(reward, b, c_.reward(reward)[first_[b]]);
    return builder.build();
  }

 private:
  static constexpr auto none = std::numeric_limits<std::size_t>::max();

  void scatter(std::size_t state, std::vector<T>& into) const {
    for (const auto [to, rate] : c_.row(state)) into[block_of_[to]] += rate;
  }
  void clear(std::size_t state, std::vector<T>& into) const {
    for (const auto [to, rate] : c_.row(state)) into[block_of_[to]] = zero<T>();
  }
  /// The rates of state a, `of_a`, against those of state b.
  void check_rates(std::size_t a, std::size_t b, const std::vector<T>& of_a,
                   const std::vector<T>& of_b) const {
    for (const auto [to, rate] : c_.row(a))
      if (const std::size_t into = block_of_[to]; into != block_of_[a])
        if (!same_(of_a[into], of_b[into]))
          fail_different("rates into the block of " + c_.name(first_[into]), a, b, of_a[into],
                         of_b[into]);
  }
  void check_same(const std::string& what, std::span<const T> values) const {
    for (std::size_t i = 0; i < block_of_.size(); ++i)
      if (const std::size_t first = first_[block_of_[i]]; !same_(values[i], values[first]))
        fail_different("amounts of " + what, first, i, values[first], values[i]);
  }
  void check_label(const std::string& label, const state_set& set) const {
    for (std::size_t i = 0; i < block_of_.size(); ++i)
      if (const std::size_t first = first_[block_of_[i]]; set.contains(i) != set.contains(first))
        fail("lump", c_.name(first) + " and " + c_.name(i) +
                         " are in one block, but only one of them has the label '" + label + "'");
  }
  [[noreturn]] void fail_different(const std::string& what, std::size_t a, std::size_t b,
                                   const T& of_a, const T& of_b) const {
    fail("lump", c_.name(a) + " and " + c_.name(b) + " are in one block, but their " + what +
                     " are " + describe(of_a) + " and " + describe(of_b));
  }

  const chain<T>& c_;
  std::span<const std::size_t> block_of_;
  const lumping_options& options_;
  same_rate<T> same_;
  std::vector<std::size_t> first_, size_;  // the first state of each block, and how many it has
};

}  // namespace detail

/// The chain of the blocks of a partition: block_of[state] is a number from 0, and each block has a
/// state. A label or reward that is kept must be the same for all states of a block.
/// *Throws* domain_error when two states of a block disagree in what is kept or in a rate into
/// another block, naming them and the rates; for a wrong size, an empty block and unknown names.
/// *Cost*: linear in the transitions. *Accuracy*: rates are those of the first state of each block.
template <class T>
[[nodiscard]] lumped_chain<T> lump(const chain<T>& c, std::span<const std::size_t> block_of,
                                   const lumping_options& options = {}) {
  if (block_of.size() != c.size())
    fail("lump", "size of block_of", block_of.size(),
         "the number of states, " + std::to_string(c.size()));
  for (std::size_t i = 0; i < block_of.size(); ++i)
    if (!(block_of[i] < c.size()))
      fail("lump", "block_of[" + std::to_string(i) + "]", block_of[i],
           "less than the number of states, " + std::to_string(c.size()));
  const lumping_options all = detail::resolved(c, options);
  const detail::block_chain<T> q(c, block_of, all);
  q.check();
  return {q.build(), {block_of.begin(), block_of.end()}};
}

}  // namespace nines
