// SPDX-License-Identifier: BSL-1.0
// Writes JSON, indented, in the order of the calls.
#pragma once

#include <cmath>
#include <ostream>
#include <string_view>

#include "format.hpp"

namespace calculator {

class json_writer {
 public:
  explicit json_writer(std::ostream& out) : out_(out) {}

  /// f writes the members of an object, or the items of an array.
  template <class F>
  void object(const F& f) {
    nest('{', '}', f);
  }
  template <class F>
  void array(const F& f) {
    nest('[', ']', f);
  }
  /// The key of the value that is written next.
  json_writer& key(std::string_view name) {
    value(name);
    out_ << ": ";
    after_key_ = true;
    return *this;
  }
  void value(std::string_view text) {
    separate();
    out_ << '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') out_ << '\\';
      out_ << (static_cast<unsigned char>(c) < ' ' ? ' ' : c);
    }
    out_ << '"';
  }
  void value(const char* text) { value(std::string_view(text)); }
  /// JSON has no infinity: null.
  void value(double x) {
    separate();
    out_ << (std::isfinite(x) ? round_trip(x) : "null");
  }
  void value(bool b) {
    separate();
    out_ << (b ? "true" : "false");
  }
  template <class V>
  void member(std::string_view name, const V& v) {
    key(name).value(v);
  }

 private:
  template <class F>
  void nest(char open, char close, const F& f) {
    separate();
    out_ << open;
    ++depth_;
    is_first_ = true;
    f();
    --depth_;
    if (!is_first_) new_line();
    out_ << close;
    is_first_ = false;
  }
  void separate() {
    if (!after_key_ && depth_ > 0) {
      if (!is_first_) out_ << ',';
      new_line();
    }
    after_key_ = false;
    is_first_ = false;
  }
  void new_line() { out_ << '\n' << std::string(2 * depth_, ' '); }

  std::ostream& out_;
  std::size_t depth_ = 0;
  bool is_first_ = true;
  bool after_key_ = false;
};

}  // namespace calculator
