// SPDX-License-Identifier: BSL-1.0
// How many columns of a terminal a text takes: names come in any script.
//
// A letter takes one, an ideograph, a syllable of Hangul or a picture two (Unicode's East Asian
// Width W and F), a combining mark none. What a zero-width joiner ties together is one picture; a
// skin tone and "show it as a picture" (U+FE0F) belong to the picture before them. Terminals differ
// in such ties, in nothing else.
#pragma once

#include <string_view>
#include <vector>

namespace calculator {

/// Stands for a byte that belongs to no code point (and is what many programs write for it).
inline constexpr char32_t no_character = 0xFFFD;

/// The code points of a text in UTF-8.
std::vector<char32_t> code_points(std::string_view text);

std::size_t display_width(std::string_view text);

}  // namespace calculator
