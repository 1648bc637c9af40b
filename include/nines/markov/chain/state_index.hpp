// SPDX-License-Identifier: BSL-1.0
// The number of a state, where a state is any struct of the user: what explore() looks up for each
// transition it meets.
//
// States are numbered in the order in which they are first seen, and kept in a vector. Those with a
// hash are found by open addressing in a table of their numbers, beside 32 bits of each hash: 8
// bytes a slot, and states are compared only when the bits agree. The hash is, in this order,
//   hash_value(state) by argument-dependent lookup; std::hash; the bytes of a state which is equal
//   to another exactly if all bytes are (a struct of integers without padding, or a vector of
//   them). States with none of these, but with operator<, are found in an ordered map.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <map>
#include <nines/error.hpp>
#include <type_traits>
#include <utility>
#include <vector>

namespace nines::detail {

template <class S>
concept hashed_by_value = requires(const S& s) {
  { hash_value(s) } -> std::convertible_to<std::size_t>;
};
template <class S>
concept hashed_by_std = requires(const S& s) {
  { std::hash<S>{}(s) } -> std::convertible_to<std::size_t>;
};
template <class S>
concept hashed_by_bytes =
    std::is_trivially_copyable_v<S> && std::has_unique_object_representations_v<S>;
template <class S>
concept hashed_by_elements = requires(const S& s) {
  { s.size() } -> std::convertible_to<std::size_t>;
  requires hashed_by_bytes<std::remove_cvref_t<decltype(*s.data())>>;
};
template <class S>
concept hashed =
    hashed_by_value<S> || hashed_by_std<S> || hashed_by_bytes<S> || hashed_by_elements<S>;
template <class S>
concept ordered = requires(const S& a, const S& b) {
  { a < b } -> std::convertible_to<bool>;
};

/// One more word in a hash; also what spreads a hash that does nothing (std::hash of an integer).
constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15U;  // 2^64 over the golden ratio
  return hash ^ (hash >> 32);
}

inline std::uint64_t hash_bytes(const void* data, std::size_t size) {
  std::uint64_t hash = size;
  const char* bytes = static_cast<const char*>(data);
  for (; size > 0;) {
    std::uint64_t word = 0;
    const std::size_t taken = size < sizeof word ? size : sizeof word;
    std::memcpy(&word, bytes, taken);
    hash = mix(hash, word);
    bytes += taken;
    size -= taken;
  }
  return mix(hash, 0);  // the last word too must reach all bits
}

template <hashed S>
std::uint64_t hash_of(const S& state) {
  if constexpr (hashed_by_value<S>)
    return mix(0, hash_value(state));
  else if constexpr (hashed_by_std<S>)
    return mix(0, std::hash<S>{}(state));
  else if constexpr (hashed_by_bytes<S>)
    return hash_bytes(&state, sizeof state);
  else
    return hash_bytes(state.data(), state.size() * sizeof *state.data());
}

template <class S>
bool same_state(const S& a, const S& b) {
  if constexpr (hashed_by_bytes<S> && !hashed_by_value<S> && !hashed_by_std<S>)
    return std::memcmp(&a, &b, sizeof a) == 0;
  else
    return a == b;
}

/// States by number, and numbers by state.
template <class State>
class state_index {
 public:
  static constexpr int none = -1;

  [[nodiscard]] const std::vector<State>& states() const { return states_; }
  /// The number of the state, or none.
  [[nodiscard]] int find(const State& state) const {
    if (states_.empty()) return none;
    const std::uint64_t hash = hash_of(state);
    return slots_[slot_of(state, hash)].number;
  }
  /// The number of the state, the next one when it is new.
  int insert(State&& state) {
    if (states_.size() * 4 >= slots_.size() * 3) grow();
    const std::uint64_t hash = hash_of(state);
    slot& found = slots_[slot_of(state, hash)];
    if (found.number == none) {
      found = {static_cast<std::uint32_t>(hash), static_cast<int>(states_.size())};
      states_.push_back(std::move(state));
    }
    return found.number;
  }

 private:
  struct slot {
    std::uint32_t tag = 0;  // the lower half of the hash; the upper bits choose the slot
    int number = none;
  };

  [[nodiscard]] std::size_t slot_of(const State& state, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = first_slot(hash);
    for (;; at = (at + 1) & mask) {
      const slot& s = slots_[at];
      if (s.number == none) return at;
      if (s.tag == static_cast<std::uint32_t>(hash) &&
          same_state(states_[static_cast<std::size_t>(s.number)], state))
        return at;
    }
  }
  [[nodiscard]] std::size_t first_slot(std::uint64_t hash) const { return hash >> shift_; }
  void grow() {
    slots_.assign(slots_.empty() ? 64 : 2 * slots_.size(), slot{});
    shift_ = 64 - std::countr_zero(slots_.size());
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < states_.size(); ++i) {
      const std::uint64_t hash = hash_of(states_[i]);
      std::size_t at = first_slot(hash);
      while (slots_[at].number != none) at = (at + 1) & mask;
      slots_[at] = {static_cast<std::uint32_t>(hash), static_cast<int>(i)};
    }
  }

  std::vector<State> states_;
  std::vector<slot> slots_;  // a power of two, at most three quarters full
  int shift_ = 0;            // to the bits of a hash that number the slots
};

/// The same for states that can only be ordered.
template <class State>
  requires(!hashed<State> && ordered<State>)
class state_index<State> {
 public:
  static constexpr int none = -1;

  [[nodiscard]] const std::vector<State>& states() const { return states_; }
  [[nodiscard]] int find(const State& state) const {
    const auto found = numbers_.find(state);
    return found == numbers_.end() ? none : found->second;
  }
  int insert(State&& state) {
    const auto [found, is_new] = numbers_.try_emplace(state, static_cast<int>(states_.size()));
    if (is_new) states_.push_back(std::move(state));
    return found->second;
  }

 private:
  std::vector<State> states_;
  std::map<State, int> numbers_;
};

// What a message calls a state: to_string(state) by argument-dependent lookup, or its own text.
template <class S>
concept printable_by_function = requires(const S& s) {
  { to_string(s) } -> std::convertible_to<std::string>;
};
template <class S>
concept printable =
    printable_by_function<S> || std::integral<S> || std::convertible_to<const S&, std::string>;

template <printable S>
std::string text_of(const S& state) {
  if constexpr (printable_by_function<S>)
    return to_string(state);
  else if constexpr (std::integral<S>)
    return std::to_string(state);
  else
    return state;
}

}  // namespace nines::detail
