// SPDX-License-Identifier: BSL-1.0
#include "counts.hpp"

#include <algorithm>
#include <istream>
#include <utility>
#include <vector>

#include "common/cursor.hpp"

namespace judge {

namespace {

/// A line may be so long, and a count so large: sums of them stay exact.
constexpr std::size_t longest_line = 1000;
constexpr std::size_t largest_count = 1'000'000'000'000;

std::vector<std::string> words_of(const std::string& line) {
  static const char* const blanks = " \t\r,";
  const std::string text = line.substr(0, line.find('#'));
  std::vector<std::string> words;
  for (std::size_t from = text.find_first_not_of(blanks); from != std::string::npos;) {
    const std::size_t to = std::min(text.find_first_of(blanks, from), text.size());
    words.push_back(text.substr(from, to - from));
    from = text.find_first_not_of(blanks, to);
  }
  return words;
}

/// Names of columns, as a spreadsheet writes them above its numbers.
bool is_heading(const std::vector<std::string>& words) {
  return std::none_of(words.begin(), words.end(), [](const std::string& word) {
    return word.find_first_of("0123456789") != std::string::npos;
  });
}

}  // namespace

std::optional<counts> counts_reader::next() {
  for (std::string line; std::getline(in_, line);) {
    ++where_.line;
    if (line.size() > longest_line)
      where_.fail("is longer than " + std::to_string(longest_line) + " characters");
    const auto words = words_of(line);
    if (words.empty()) continue;
    if (std::exchange(is_first_, false) && words.size() == numbers_ && is_heading(words)) continue;
    if (words.size() != numbers_)
      where_.fail(numbers_ == 2 ? "must be two numbers, errors and requests, as in \"3 1000\""
                                : "must be four numbers, errors and requests of the release and of "
                                  "the baseline; or two, with --good and --bad");
    std::array<double, 4> read{};
    try {
      for (std::size_t i = 0; i < words.size(); ++i)
        read[i] = static_cast<double>(parse_count(words[i], 0, largest_count));
    } catch (const std::invalid_argument& e) {
      where_.fail(e.what());
    }
    if (read[0] > read[1] || read[2] > read[3])
      where_.fail(
          "has more errors than requests; a line is errors, then requests, as in \"3 1000\"");
    return counts{read[0], read[1], read[2], read[3]};
  }
  if (in_.bad()) throw input_error(where_.file + ": cannot be read");
  return std::nullopt;
}

}  // namespace judge
