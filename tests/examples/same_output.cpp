// SPDX-License-Identifier: BSL-1.0
// same_output A B: succeeds if two texts are the same but for the last digits of their numbers,
// which differ from compiler to compiler (contraction to fused multiplications, above all).
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace {

std::string read(const char* file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::cerr << "same_output: cannot read " << file << "\n";
    std::exit(2);
  }
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number at `place`, which then stands behind it.
double take_number(const std::string& text, std::size_t& place) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str() + place, &end);
  place = static_cast<std::size_t>(end - text.c_str());
  return number;
}

/// Numbers are compared from their first digit on: a sign is text.
bool is_same(const std::string& a, const std::string& b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const double x = take_number(a, i);
      const double y = take_number(b, j);
      if (!(std::abs(x - y) <= 1e-10 * std::abs(y))) return false;
    } else if (a[i++] != b[j++]) {
      return false;
    }
  }
  return i == a.size() && j == b.size();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: same_output A B\n";
    return 2;
  }
  return is_same(read(arguments[1]), read(arguments[2])) ? 0 : 1;
}
