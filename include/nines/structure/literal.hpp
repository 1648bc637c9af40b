// SPDX-License-Identifier: BSL-1.0
// literal: a node of a structure, or its negation, in 32 bits.
//
// Negation stands on the edge, so that a function and its opposite are one node: "any of" is the
// negation of "all of" the negated inputs, and De Morgan twins merge by themselves.
// Index: complement edge.
#pragma once

#include <compare>
#include <cstdint>

namespace nines {

/// A part or a gate of a structure, or its opposite. Default-constructed it is always true.
class literal {
 public:
  /// The constant true; its opposite is the constant false.
  constexpr literal() = default;
  /// The node of that index, or its negation. Index 0 is the constant true.
  constexpr explicit literal(std::uint32_t index, bool negated = false)
      : code_(2 * index + (negated ? 1 : 0)) {}

  /// The node that it is about.
  [[nodiscard]] constexpr std::uint32_t index() const { return code_ / 2; }
  /// Whether it is the opposite of that node.
  [[nodiscard]] constexpr bool negated() const { return code_ % 2 != 0; }
  /// Twice the index, and one more if it is negated: a number for tables.
  [[nodiscard]] constexpr std::uint32_t code() const { return code_; }
  /// Whether it is true or false whatever the parts are.
  [[nodiscard]] constexpr bool is_constant() const { return code_ < 2; }

  /// The opposite.
  [[nodiscard]] constexpr literal operator!() const { return from_code(code_ ^ 1U); }
  /// The opposite if `negate` is true, else itself.
  [[nodiscard]] constexpr literal operator^(bool negate) const {
    return from_code(code_ ^ (negate ? 1U : 0U));
  }
  /// The node without its negation.
  [[nodiscard]] constexpr literal plain() const { return from_code(code_ & ~1U); }
  /// The literal of that code.
  [[nodiscard]] static constexpr literal from_code(std::uint32_t code) {
    return literal(code / 2, code % 2 != 0);
  }

  friend constexpr auto operator<=>(const literal&, const literal&) = default;

 private:
  std::uint32_t code_ = 0;
};

/// True, and false, whatever the parts are.
inline constexpr literal always_true{};
inline constexpr literal always_false{0, true};  ///< the negation of always_true

}  // namespace nines
