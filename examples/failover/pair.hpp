// SPDX-License-Identifier: BSL-1.0
// A primary-standby pair as a file or the command line describes it.
#pragma once

#include <nines/markov/models/primary_standby.hpp>
#include <optional>

#include "common/cursor.hpp"

namespace failover {

using namespace calculator;

struct pair {
  std::string title = "A primary and its standby";
  nines::primary_standby_pair<double> nodes;
  std::optional<chance> objective = {};
};

/// The pair that the program computes when nothing else is said; all figures are assumptions.
pair usual_pair();

/// The figures of a pair, one of each: its key, what it means, how to set it from text. set throws
/// std::invalid_argument with the reason.
struct figure {
  const char* key;
  const char* meaning;
  void (*set)(pair&, const std::string& text);
};
const std::vector<figure>& figures();

/// Reads the keys of figures(), title and objective; what is left out is as in usual_pair().
pair read_pair(const cursor& c);
pair read_text(const std::string& text, const std::string& file);

/// Longer files are refused.
inline constexpr std::size_t longest_file = 1 << 20;

}  // namespace failover
