// SPDX-License-Identifier: BSL-1.0
// The shape of a chain: which states reach which, communicating classes, closed classes.
//
// What a chain does in the long run is decided by its closed classes (those that are never left);
// every method asks for them first, so that a reducible chain is either treated by its meaning or
// refused with the name of a state. All functions are linear in the transitions.
// Index: communicating class, strongly connected component, recurrent class.
#pragma once

#include <limits>
#include <nines/markov/chain/chain.hpp>

namespace nines {

/// The communicating classes of a chain. Classes are numbered so that transitions between classes
/// go from a higher number to a lower one: closed classes come before what leads into them.
struct state_classes {
  std::vector<int> class_of;              ///< the class of each state
  std::vector<std::vector<int>> members;  ///< the states of each class, ascending
  std::vector<int> closed;                ///< the classes that are never left
};

namespace detail {

/// Which way vectors are taken: mass is carried forward, the worth of a reward backward.
enum class direction { forward, backward };

/// Tarjan's algorithm (1972) without recursion.
template <class T>
class class_search {
 public:
  explicit class_search(const rate_matrix<T>& rates)
      : rates_(rates), n_(static_cast<std::size_t>(rates.rows())), low_(n_, unseen), order_(n_) {
    result_.class_of.assign(n_, -1);
    for (std::size_t i = 0; i < n_; ++i)
      if (low_[i] == unseen) search(static_cast<int>(i));
    find_members();
  }
  state_classes take() { return std::move(result_); }

 private:
  static constexpr int unseen = -1;
  struct frame {
    int state;
    int next;  // the position of the next transition to follow
  };

  void open(int state) {
    low_[at(state)] = order_[at(state)] = counter_++;
    pending_.push_back(state);
    path_.push_back({state, rates_.outerIndexPtr()[state]});
  }
  void search(int root) {
    open(root);
    while (!path_.empty()) {
      frame& top = path_.back();
      if (top.next < rates_.outerIndexPtr()[top.state + 1]) {
        const int to = rates_.innerIndexPtr()[top.next++];
        if (low_[at(to)] == unseen)
          open(to);
        else if (result_.class_of[at(to)] < 0)
          low_[at(top.state)] = std::min(low_[at(top.state)], order_[at(to)]);
      } else {
        close(top.state);
      }
    }
  }
  void close(int state) {
    path_.pop_back();
    if (!path_.empty()) {
      int& above = low_[at(path_.back().state)];
      above = std::min(above, low_[at(state)]);
    }
    if (low_[at(state)] != order_[at(state)]) return;
    for (int member = -1; member != state; pending_.pop_back()) {
      member = pending_.back();
      result_.class_of[at(member)] = classes_;
    }
    ++classes_;
  }
  void find_members() {
    result_.members.resize(at(classes_));
    std::vector<char> left(at(classes_), 0);
    for (std::size_t i = 0; i < n_; ++i) {
      const int own = result_.class_of[i];
      result_.members[at(own)].push_back(static_cast<int>(i));
      for (int k = rates_.outerIndexPtr()[i]; k < rates_.outerIndexPtr()[i + 1]; ++k)
        if (result_.class_of[at(rates_.innerIndexPtr()[k])] != own) left[at(own)] = 1;
    }
    for (int c = 0; c < classes_; ++c)
      if (left[at(c)] == 0) result_.closed.push_back(c);
  }
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }

  const rate_matrix<T>& rates_;
  std::size_t n_;
  std::vector<int> low_, order_, pending_;
  std::vector<frame> path_;
  int counter_ = 0;
  int classes_ = 0;
  state_classes result_;
};

/// The states that the given ones reach along the rows of `links`, themselves included.
template <class Matrix>
state_set closure(const Matrix& links, state_set reached) {
  std::vector<std::size_t> work = reached.states();
  while (!work.empty()) {
    const std::size_t from = work.back();
    work.pop_back();
    for (const auto [to, rate] : row_of(links, from))
      if (!reached.contains(to)) {
        reached.insert(to);
        work.push_back(to);
      }
  }
  return reached;
}

}  // namespace detail

/// The communicating classes of the chain with these rates.
template <class T>
[[nodiscard]] state_classes communicating_classes(const rate_matrix<T>& rates) {
  return detail::class_search<T>(rates).take();
}
/// The communicating classes of a chain.
template <class T>
[[nodiscard]] state_classes communicating_classes(const chain<T>& c) {
  return communicating_classes(c.rates());
}

/// The states that can be reached from one of `from`, these included.
template <class T>
[[nodiscard]] state_set reachable_from(const rate_matrix<T>& rates, const state_set& from) {
  detail::check_states("reachable_from", "from", from, static_cast<std::size_t>(rates.rows()));
  return detail::closure(rates, from);
}
/// The states from which one of `to` can be reached, these included.
template <class T>
[[nodiscard]] state_set reaching(const rate_matrix<T>& rates, const state_set& to) {
  detail::check_states("reaching", "to", to, static_cast<std::size_t>(rates.rows()));
  const Eigen::SparseMatrix<T, Eigen::ColMajor> backwards = rates;
  return detail::closure(backwards, to);
}

/// A chain seen only while it is in some of its states.
template <class T>
struct restricted_chain {
  rate_matrix<T> rates;     ///< among the states kept, renumbered in order
  std::vector<T> exits;     ///< from each of them to the states left out, in total
  std::vector<int> states;  ///< which state of the chain each of them is
};

/// The restriction to a set of states. Linear in the transitions.
template <class T>
[[nodiscard]] restricted_chain<T> restrict_to(const rate_matrix<T>& rates, const state_set& kept) {
  detail::check_states("restrict_to", "kept", kept, static_cast<std::size_t>(rates.rows()));
  restricted_chain<T> result;
  std::vector<int> number(kept.size(), -1);
  for (const std::size_t s : kept.states()) {
    number[s] = static_cast<int>(result.states.size());
    result.states.push_back(static_cast<int>(s));
  }
  const auto n = static_cast<Eigen::Index>(result.states.size());
  result.rates.resize(n, n);
  result.rates.reserve(rates.nonZeros());
  result.exits.assign(result.states.size(), zero<T>());
  for (Eigen::Index i = 0; i < n; ++i) {
    result.rates.startVec(i);
    for (const auto [to, rate] : row_of(rates, result.states[static_cast<std::size_t>(i)])) {
      const int j = number[to];
      if (j >= 0)
        result.rates.insertBack(i, j) = rate;
      else
        result.exits[static_cast<std::size_t>(i)] += rate;
    }
  }
  result.rates.finalize();
  return result;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::state_classes nines::communicating_classes(
    const nines::rate_matrix<double>&);
extern template nines::state_set nines::reachable_from(const nines::rate_matrix<double>&,
                                                       const nines::state_set&);
extern template nines::state_set nines::reaching(const nines::rate_matrix<double>&,
                                                 const nines::state_set&);
extern template nines::restricted_chain<double> nines::restrict_to(
    const nines::rate_matrix<double>&, const nines::state_set&);
#endif
