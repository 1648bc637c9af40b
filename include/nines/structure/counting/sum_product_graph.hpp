// SPDX-License-Identifier: BSL-1.0
// sum_product_graph: a number as sums and products of what parts are worth up and down.
//
// Each node is a sum or a product of two earlier ones: eight bytes. It is a ring that counting can
// compute in: what is left in the end is the trace of the count, to be evaluated for other values,
// and differentiated by all of them at once, in one pass each. The terms of a sum exclude each
// other, the factors of a product share no parts: deterministic and decomposable.
// Index: d-DNNF, arithmetic circuit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nines/algebra.hpp>
#include <nines/error.hpp>
#include <nines/structure/evaluate.hpp>
#include <vector>

namespace nines::detail {

/// Sums and products, those that others use first.
class sum_product_graph {
 public:
  /// A node: 0 and 1 are these numbers, then each part up and down, then sums and products.
  using value = std::uint32_t;

  /// Of so many bytes at most.
  explicit sum_product_graph(std::size_t parts, double memory_limit = default_memory_limit)
      : inputs_(static_cast<value>(2 + 2 * parts)), memory_limit_(memory_limit) {}

  [[nodiscard]] static value zero() { return 0; }
  [[nodiscard]] static value one() { return 1; }
  [[nodiscard]] static bool is_zero(value of) { return of == zero(); }
  /// A part where it is up, or down.
  [[nodiscard]] static value part(std::size_t number, bool up) {
    return static_cast<value>(2 + 2 * number + (up ? 0 : 1));
  }
  value times(value a, value b) {
    return a == zero() || b == zero() ? zero() : a == one() ? b : b == one() ? a : add(a, b, 0);
  }
  value plus(value a, value b) { return a == zero() ? b : b == zero() ? a : add(a, b, sum_bit); }
  /// How many nodes there are.
  [[nodiscard]] std::size_t size() const { return inputs_ + count_; }

  /// The values of all nodes, where parts have those.
  template <class T>
  [[nodiscard]] unset_values<T> values(std::span<const probability<T>> parts) const {
    unset_values<T> found(size());
    found[zero()] = nines::zero<T>();
    found[one()] = nines::one<T>();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      found[part(i, true)] = parts[i].value();
      found[part(i, false)] = parts[i].complement();
    }
    T* to = found.data() + inputs_;
    for (const auto& block : blocks_)
      for (const node& each : block) {
        const T& a = found[each.left & ~sum_bit];
        const T& b = found[each.right];
        *to++ = (each.left & sum_bit) != 0 ? T(a + b) : T(a * b);
      }
    return found;
  }
  /// The derivatives of one node by what parts are worth.
  template <class T>
  [[nodiscard]] std::vector<T> slopes(const unset_values<T>& values, value of) const {
    unset_values<T> found(size());
    for (std::size_t i = 0; i < size(); ++i) found[i] = nines::zero<T>();
    found[of] = nines::one<T>();
    const T* from = found.data() + size();
    for (std::size_t i = blocks_.size(); i-- > 0;)
      for (std::size_t j = blocks_[i].size(); j-- > 0;) {
        const node each = blocks_[i][j];
        const value left = each.left & ~sum_bit;
        const T& here = *--from;
        const bool is_sum = (each.left & sum_bit) != 0;
        found[left] = found[left] + (is_sum ? here : T(here * values[each.right]));
        found[each.right] = found[each.right] + (is_sum ? here : T(here * values[left]));
      }
    return {found.data(), found.data() + inputs_};
  }

 private:
  static constexpr value sum_bit = 0x80000000;
  static constexpr std::size_t block_size = std::size_t{1} << 16U;
  struct node {
    value left, right;  // of a sum with the bit of that in `left`
  };

  value add(value a, value b, value kind) {
    if (blocks_.empty() || blocks_.back().size() == block_size) {
      const auto bytes = static_cast<double>((count_ + block_size) * sizeof(node));
      if (bytes > memory_limit_ || size() + block_size >= sum_bit)
        give_up("compile_by_counting",
                "its trace needs more than memory_limit allows; counted_probability() needs none");
      blocks_.emplace_back().reserve(block_size);
    }
    blocks_.back().push_back({a | kind, b});
    return static_cast<value>(inputs_ + count_++);
  }

  value inputs_;
  double memory_limit_;
  std::size_t count_ = 0;
  std::vector<std::vector<node>> blocks_;  // all full but the last
};

}  // namespace nines::detail
