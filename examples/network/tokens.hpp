// SPDX-License-Identifier: BSL-1.0
// The words of a file, for formats that are made of words and brackets: SNDlib's, and DOT.
#pragma once

#include <string>
#include <vector>

#include "common/input.hpp"

namespace network {

/// A word, a text in quotes, or one sign.
struct token {
  std::string text;
  bool is_quoted = false;
  int line = 0, column = 0;
};

/// What a format takes for comments and for signs.
struct token_rules {
  std::vector<std::string> line_comments;
  bool has_block_comments = false;  ///< /* ... */
  std::string signs;
  std::vector<std::string> long_signs = {};  ///< of two characters
};

/// The tokens of a text, read one after the other.
class token_list {
 public:
  token_list(const std::string& text, const std::string& file, const token_rules& rules);

  [[nodiscard]] bool is_at_end() const { return next_ == tokens_.size(); }
  /// Whether the next token is this sign or word, not in quotes.
  [[nodiscard]] bool is(const std::string& text) const {
    return !is_at_end() && !tokens_[next_].is_quoted && tokens_[next_].text == text;
  }
  /// The next token, which is passed over; complains at the end of the file.
  const token& take();
  /// Passes over this sign or word if it is next.
  bool take_if(const std::string& text);
  /// The same, and complains if it is not.
  void expect(const std::string& text);
  /// Where the next token is.
  [[nodiscard]] calculator::location place() const;

 private:
  std::string file_;
  std::vector<token> tokens_;
  std::size_t next_ = 0;
};

}  // namespace network
