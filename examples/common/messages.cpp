// SPDX-License-Identifier: BSL-1.0
// From the words of the library, which are those of its functions and options, to those of someone
// who wrote a file: "nines::f: long_window (in hours) is 1440; raise max_products, or take fewer
// steps" is "long window is 60 d; take fewer steps".
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <vector>

#include "format.hpp"
#include "input.hpp"

namespace calculator {

namespace {

/// Where the ": " behind "nines::name::name" begins; npos where something else stands there.
std::size_t end_of_function(const std::string& message, std::size_t begin) {
  const auto end = message.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789:", begin + 7);
  const bool ends_well =
      end != std::string::npos && end > begin + 7 && message[end] == ' ' && message[end - 1] == ':';
  return ends_well ? end + 1 : std::string::npos;
}

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// The underscores between letters, but for those in quotes, where a user's names stand.
std::vector<std::size_t> underscores(const std::string& text) {
  std::vector<std::size_t> found;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || (c == '\'' && (i == 0 || !is_letter(text[i - 1])))) {
      quote = c;
    } else if (c == '_' && i > 0 && is_letter(text[i - 1]) && i + 1 < text.size() &&
               is_letter(text[i + 1])) {
      found.push_back(i);
    }
  }
  return found;
}

/// Whether a clause is for those who call the library: it names an option, or a type of numbers.
bool is_for_callers(const std::string& clause) {
  return !underscores(clause).empty() || clause.find("scalar") != std::string::npos ||
         clause == "raise work";
}

/// The ways out behind "; " that are for everyone.
std::string ways_out(std::string rest) {
  std::string kept;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(", "), rest.size());
    std::string clause = rest.substr(0, comma);
    rest.erase(0, comma + 2);
    if (is_for_callers(clause)) continue;
    if (kept.empty() && clause.starts_with("or ")) clause.erase(0, 3);
    kept += (kept.empty() ? "; " : ", ") + clause;
  }
  return kept;
}

/// "lag (in hours) is 1440" as "lag is 60 d".
void say_times(std::string& text) {
  struct spelling {
    const char* said;
    double hours;
  };
  constexpr std::array spellings{spelling{" (in hours) is ", 1},
                                 spelling{" (in seconds) is ", 1.0 / 3600},
                                 spelling{" (in s) is ", 1.0 / 3600}};
  for (const auto& u : spellings) {
    const std::string said = u.said;
    for (auto at = text.find(said); at != std::string::npos; at = text.find(said, at + 1)) {
      const char* const number = text.data() + at + said.size();
      double x = 0;
      const auto [end, error] = std::from_chars(number, text.data() + text.size(), x);
      if (error != std::errc()) continue;
      text.replace(at, static_cast<std::size_t>(end - text.data()) - at,
                   " is " + human_time(hours(x * u.hours)));
    }
  }
}

/// What a function of the library says, for someone who has not called it.
std::string for_users(std::string text) {
  say_times(text);
  const auto end = std::min(text.find("; "), text.size());
  std::string said = text.substr(0, end);
  for (const auto i : underscores(said)) said[i] = ' ';
  return said + ways_out(end < text.size() ? text.substr(end + 2) : "");
}

}  // namespace

std::string without_functions(std::string message) {
  std::size_t last = std::string::npos;
  for (auto at = message.find("nines::"); at != std::string::npos;
       at = message.find("nines::", at)) {
    const auto end = end_of_function(message, at);
    if (end == std::string::npos) {
      ++at;
    } else {
      message.erase(at, end - at);
      last = at;
    }
  }
  return last == std::string::npos ? message
                                   : message.substr(0, last) + for_users(message.substr(last));
}

}  // namespace calculator
