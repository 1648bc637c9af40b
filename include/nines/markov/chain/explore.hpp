// SPDX-License-Identifier: BSL-1.0
// explore: a chain from one state and the rule that says where states lead.
//
// Example:
//   struct pool { int up, down; };                                  // any struct is a state
//   const auto model = nines::explore(pool{5, 0}, [](const pool& s, auto& emit) {
//     if (s.up > 0) emit({s.up - 1, s.down + 1}, s.up * 1e-4);      // the next state, and its rate
//     if (s.down > 0) emit({s.up + 1, s.down - 1}, 0.5);
//   }).label("up", [](const pool& s) { return s.up >= 3; });
//   nines::steady_state(model.chain()).in(model.chain().states("up"));
//
// All states that can be reached are found, breadth first; the initial state is number 0. A state
// is known again by its hash, bytes or order (state_index.hpp says which). Rows of the rate matrix
// are made as they are found: about a million states a second, and 12 bytes a transition and 13
// bytes a state beside the state itself, twice that while the rows grow.
// Index: state-space generation, reachability graph.
#pragma once

#include <nines/markov/chain/chain.hpp>
#include <nines/markov/chain/explored.hpp>
#include <nines/markov/chain/state_index.hpp>
#include <unordered_map>

namespace nines {

namespace detail {

/// The work of explore(): one row of the rate matrix after the other.
template <class State, class T, class Transitions>
class explorer {
 public:
  explorer(Transitions& transitions, const explore_options<State>& options)
      : transitions_(transitions), options_(options) {}

  explored<State, T> run(State initial) {
    number_of(std::move(initial));
    for (from_ = 0; from_ < states().size(); ++from_) {
      const State from = states()[from_];  // a copy: the vector grows meanwhile
      follow(from);
      finish_row();
    }
    build();
    return std::move(result_);
  }

 private:
  /// What transitions(state, emit) calls.
  struct emitter {
    explorer& self;
    void operator()(State to, const T& rate) const { self.emit(std::move(to), rate); }
  };

  void follow(const State& from) {
    if constexpr (std::invocable<Transitions&, const State&, emitter&>) {
      emitter to{*this};
      transitions_(from, to);
    } else {
      for (auto&& [to, rate] : transitions_(from)) emit(to, T(rate));
    }
  }
  void emit(State to, const T& rate) {
    if (!(rate >= zero<T>()) || !is_finite(rate)) fail_rate(to, rate);
    if (!(rate > zero<T>())) return;
    const int number = number_of(std::move(to));
    if (static_cast<std::size_t>(number) != from_)
      row_.push_back({number, rate});
    else
      result_.loops_.try_emplace(number, zero<T>()).first->second += rate;
  }
  int number_of(State state) {
    if (options_.canonical != nullptr) state = options_.canonical(std::move(state));
    const int number = result_.index_.insert(std::move(state));
    if (states().size() > options_.state_limit) fail_limit();
    if (states().size() >= check_at_) check_memory();
    return number;
  }
  void finish_row() {
    sort_row();
    T exit = zero<T>();
    for (std::size_t k = 0; k < row_.size(); ++k) {
      if (k > 0 && row_[k].to == row_[k - 1].to) {
        rates_.back() += row_[k].rate;
      } else {
        columns_.push_back(row_[k].to);
        rates_.push_back(row_[k].rate);
      }
      exit += row_[k].rate;
    }
    row_.clear();
    if (columns_.size() >= check_entries_at_) check_memory();
    if (!is_finite(exit))
      fail("explore", "sum of the rates from " + describe(from_), exit, "finite");
    row_ends_.push_back(static_cast<int>(columns_.size()));
    result_.chain_.exit_rates_.push_back(exit);
    if (columns_.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) / 2)
      fail("explore", "more transitions than a chain can hold, 2^30");
  }
  /// By insertion where rows are short, and nearly in order: they mostly are.
  void sort_row() {
    if (row_.size() > 64)
      return std::sort(row_.begin(), row_.end(), [](auto& a, auto& b) { return a.to < b.to; });
    for (std::size_t k = 1; k < row_.size(); ++k)
      for (std::size_t i = k; i > 0 && row_[i].to < row_[i - 1].to; --i)
        std::swap(row_[i], row_[i - 1]);
  }
  void build() {
    nines::chain<T>& c = result_.chain_;
    const auto n = static_cast<Eigen::Index>(states().size());
    c.rates_.resize(n, n);
    c.rates_.resizeNonZeros(static_cast<Eigen::Index>(columns_.size()));
    std::copy(columns_.begin(), columns_.end(), c.rates_.innerIndexPtr());
    columns_ = {};
    std::move(rates_.begin(), rates_.end(), c.rates_.valuePtr());
    rates_ = {};
    std::copy(row_ends_.begin(), row_ends_.end(), c.rates_.outerIndexPtr() + 1);
    c.unit_ = options_.rates_per;
    result_.canonical_ = options_.canonical;
    if constexpr (printable<State>)
      if (states().size() <= options_.names_up_to)
        for (const State& s : states()) c.names_.push_back(text_of(s));
  }

  [[nodiscard]] const std::vector<State>& states() const { return result_.index_.states(); }
  [[nodiscard]] std::string describe(std::size_t number) const {
    if constexpr (printable<State>) return "state " + text_of(states()[number]);
    return "state " + std::to_string(number);
  }
  [[noreturn]] void fail_rate(const State& to, const T& rate) const {
    std::string which = "rate from " + describe(from_);
    if constexpr (printable<State>) which += " to state " + text_of(to);
    fail("explore", which, rate, "0 or more, and finite");
  }
  /// What is held, from time to time: vectors that grow are held twice for a moment.
  void check_memory() {
    const auto known = static_cast<double>(states().size());
    const auto entries = static_cast<double>(columns_.capacity());
    const double found = known * (held(states().back()) + 13 + 12 + sizeof(int)) +
                         entries * (sizeof(int) + sizeof(T)) +
                         static_cast<double>(result_.loops_.size()) * (32 + sizeof(T));
    require_memory("explore", "a model of more than " + std::to_string(states().size()) + " states",
                   found, options_.memory_limit);
    check_at_ = states().size() + states().size() / 16 + 64;
    check_entries_at_ = columns_.size() + columns_.size() / 16 + 4096;
  }
  /// The bytes of a state, with those that a vector or string holds elsewhere.
  static double held(const State& state) {
    double bytes = sizeof(State);
    if constexpr (requires { state.size() * sizeof *state.data(); })
      bytes += 32 + static_cast<double>(state.size() * sizeof *state.data());
    return bytes;
  }
  [[noreturn]] void fail_limit() const {
    fail("explore", "more states than state_limit, " + std::to_string(options_.state_limit) +
                        "; one is reached from " + describe(from_));
  }

  struct entry {
    int to;
    T rate;
  };
  Transitions& transitions_;
  const explore_options<State>& options_;
  explored<State, T> result_;
  std::size_t from_ = 0;
  std::size_t check_at_ = 64, check_entries_at_ = 4096;
  std::vector<entry> row_;
  std::vector<int> columns_, row_ends_;
  std::vector<T> rates_;
};

}  // namespace detail

/// The chain of all states that can be reached from `initial`. `transitions` is called with each of
/// them: transitions(state, emit) calls emit(next, rate) for each transition, transitions(state)
/// returns a range of pairs {next, rate}. Rates to the same state add up, a rate of 0 and one to
/// the state itself change nothing. Rates are numbers of T: explore<long double>(...).
/// *Throws* domain_error for a rate that is negative or not finite, naming the state, and for more
/// states than options.state_limit; convergence_error when it takes more memory than allowed.
template <class T = double, class State, class Transitions>
[[nodiscard]] explored<State, T> explore(
    State initial, Transitions&& transitions,
    const explore_options<std::type_identity_t<State>>& options = {}) {
  static_assert(!std::is_pointer_v<State>, "a state is a value: a std::string, not a literal");
  static_assert(detail::hashed<State> || detail::ordered<State>,
                "a state needs a hash and ==, or <, or integers only");
  static_cast<void>(detail::unit_of("explore", "rates_per", options.rates_per));
  require_nonnegative("explore", "memory_limit", options.memory_limit);
  return detail::explorer<State, T, std::remove_reference_t<Transitions>>(transitions, options)
      .run(std::move(initial));
}

}  // namespace nines
