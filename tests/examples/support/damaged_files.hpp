// SPDX-License-Identifier: BSL-1.0
// Damaged files for the readers of the calculators: whole samples with a few random changes.
// NINES_FUZZ_RUNS in the environment sets how many (fewer under sanitizers).
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

/// The texts of all files in a folder with one of the extensions, in the order of their names.
inline std::vector<std::string> sample_texts(const std::string& folder,
                                             const std::vector<std::string>& extensions) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (std::find(extensions.begin(), extensions.end(), entry.path().extension()) !=
        extensions.end())
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> texts;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    texts.push_back(text.str());
  }
  return texts;
}

class mutator {
 public:
  explicit mutator(unsigned seed) : random_(seed) {}

  std::string damaged(std::string text) {
    for (std::size_t n = 1 + below(4); n > 0 && !text.empty(); --n) damage(text);
    return text;
  }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  void damage(std::string& text) {
    switch (below(7)) {
      case 0:
        text[below(text.size())] = static_cast<char>(below(256));
        break;
      case 1:
        text.resize(below(text.size()));
        break;
      case 2:
        move_line(text, false);
        break;
      case 3:
        move_line(text, true);
        break;
      case 4:
        swap_tokens(text);
        break;
      case 5:
        text.insert(below(text.size()), odd());
        break;
      default:
        replace_token(text);
        break;
    }
  }
  std::string odd() {
    static const std::vector<std::string> list = {"nan",
                                                  "-1",
                                                  "1e999",
                                                  "200%",
                                                  "[",
                                                  "{",
                                                  "}",
                                                  "]",
                                                  ": ",
                                                  "&a ",
                                                  "*a",
                                                  "!!int ",
                                                  "|",
                                                  "'",
                                                  "\"",
                                                  "- ",
                                                  "?",
                                                  "\t",
                                                  "#",
                                                  "~",
                                                  "null",
                                                  "99999999999999999999",
                                                  "0x10",
                                                  "\xff\xfe",
                                                  std::string(1, '\0'),
                                                  "<<: ",
                                                  "---\n",
                                                  "...\n",
                                                  "%",
                                                  "1e-400",
                                                  "0%",
                                                  "100%",
                                                  "all",
                                                  "zones",
                                                  "999 nines",
                                                  "0 s",
                                                  "5 parsec",
                                                  "{a: {a: {a: }}}"};
    return list[below(list.size())];
  }
  static std::size_t line_start(const std::string& text, std::size_t at) {
    const auto before = text.rfind('\n', at);
    return before == std::string::npos ? 0 : before + 1;
  }
  void move_line(std::string& text, bool again) {
    const std::size_t from = line_start(text, below(text.size()));
    const std::size_t to = std::min(text.find('\n', from), text.size() - 1) + 1;
    const std::string line = text.substr(from, to - from);
    if (again)
      text.insert(line_start(text, below(text.size())), line);
    else
      text.erase(from, to - from);
  }
  std::pair<std::size_t, std::size_t> token(const std::string& text) {
    static const char* const blanks = " \n,:{}[]\"";
    const auto from = text.find_first_not_of(blanks, below(text.size()));
    if (from == std::string::npos) return {0, 0};
    return {from, std::min(text.find_first_of(blanks, from), text.size()) - from};
  }
  void swap_tokens(std::string& text) {
    auto a = token(text);
    auto b = token(text);
    if (a > b) std::swap(a, b);
    if (a.first + a.second > b.first) return;
    const std::string left = text.substr(a.first, a.second);
    const std::string right = text.substr(b.first, b.second);
    text.replace(b.first, b.second, left).replace(a.first, a.second, right);
  }
  void replace_token(std::string& text) {
    const auto [from, size] = token(text);
    text.replace(from, size, odd());
  }

  std::mt19937 random_;
};

inline int fuzz_runs() {
  const char* asked = std::getenv("NINES_FUZZ_RUNS");
  return asked != nullptr ? std::atoi(asked) : NINES_FUZZ_RUNS;
}
