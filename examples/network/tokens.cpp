// SPDX-License-Identifier: BSL-1.0
#include "tokens.hpp"

#include "common/scalars.hpp"

namespace network {

namespace {

/// Reads tokens from the beginning to the end.
class scanner {
 public:
  scanner(const std::string& text, const std::string& file, const token_rules& rules)
      : text_(text), file_(file), rules_(rules) {}

  std::vector<token> run() {
    while (skip_blanks()) {
      tokens_.push_back({"", false, line_, column()});
      read_one(tokens_.back());
    }
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] int column() const { return static_cast<int>(at_ - line_start_) + 1; }
  [[nodiscard]] bool starts(const std::string& with) const {
    return text_.compare(at_, with.size(), with) == 0;
  }
  [[nodiscard]] bool is_sign(char c) const { return rules_.signs.find(c) != std::string::npos; }
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  void step() {
    if (text_[at_++] != '\n') return;
    ++line_;
    line_start_ = at_;
  }
  /// Passes over blanks and comments; whether something follows.
  bool skip_blanks() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_]))
        step();
      else if (!skip_comment())
        return true;
    }
    return false;
  }
  bool skip_comment() {
    for (const auto& mark : rules_.line_comments)
      if (starts(mark)) {
        while (at_ < text_.size() && text_[at_] != '\n') step();
        return true;
      }
    if (!rules_.has_block_comments || !starts("/*")) return false;
    const calculator::location begin{file_, line_, column(), ""};
    const std::size_t end = text_.find("*/", at_ + 2);
    if (end == std::string::npos) begin.fail("a comment is not closed");
    while (at_ < end + 2) step();
    return true;
  }
  void read_one(token& t) {
    for (const auto& sign : rules_.long_signs)
      if (starts(sign)) {
        t.text = sign;
        at_ += sign.size();
        return;
      }
    if (text_[at_] == '"') return read_quoted(t);
    if (is_sign(text_[at_])) {
      t.text = text_[at_++];
      return;
    }
    while (at_ < text_.size() && !ends_word()) t.text += text_[at_++];
  }
  [[nodiscard]] bool ends_word() const {
    if (is_blank(text_[at_]) || is_sign(text_[at_]) || text_[at_] == '"') return true;
    for (const auto& sign : rules_.long_signs)
      if (starts(sign)) return true;
    return false;
  }
  void read_quoted(token& t) {
    t.is_quoted = true;
    for (step(); at_ < text_.size(); step()) {
      if (text_[at_] == '"') {
        step();
        return;
      }
      if (text_[at_] == '\\' && at_ + 1 < text_.size() &&
          (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\'))
        step();
      t.text += text_[at_];
    }
    calculator::location{file_, t.line, t.column, ""}.fail("a quote is not closed");
  }

  const std::string& text_;
  const std::string& file_;
  const token_rules& rules_;
  std::size_t at_ = 0, line_start_ = 0;
  int line_ = 1;
  std::vector<token> tokens_;
};

}  // namespace

token_list::token_list(const std::string& text, const std::string& file, const token_rules& rules)
    : file_(file), tokens_(scanner(text, file, rules).run()) {}

const token& token_list::take() {
  if (is_at_end()) place().fail("the file ends too early");
  return tokens_[next_++];
}

bool token_list::take_if(const std::string& text) {
  if (!is(text)) return false;
  ++next_;
  return true;
}

void token_list::expect(const std::string& text) {
  if (take_if(text)) return;
  place().fail(
      "there must be \"" + text + "\"" +
      (is_at_end() ? ", but the file ends" : ", not " + calculator::quoted(tokens_[next_].text)));
}

calculator::location token_list::place() const {
  if (tokens_.empty()) return {file_, 1, 1, ""};
  const token& t = tokens_[std::min(next_, tokens_.size() - 1)];
  return {file_, t.line, t.column, ""};
}

}  // namespace network
