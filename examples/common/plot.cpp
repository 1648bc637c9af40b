// SPDX-License-Identifier: BSL-1.0
#include "plot.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "format.hpp"
#include "input.hpp"

namespace calculator {

namespace {

/// Text between single quotes, which gnuplot takes as it is; a quote within is doubled.
std::string in_quotes(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string script(const plot& p) {
  std::string s = "set terminal svg size 800,500 noenhanced background 'white'\n";
  s += "set grid\nset key outside top center horizontal\n";
  s += "set title " + in_quotes(p.title) + "\nset xlabel " + in_quotes(p.x_label) +
       "\nset ylabel " + in_quotes(p.y_label) + "\n";
  if (p.log_x) s += "set logscale x\n";
  if (p.log_y) s += "set logscale y\n";
  s += "set format y '%g'\nplot ";
  for (std::size_t i = 0; i < p.curves.size(); ++i)
    s += std::string(i > 0 ? ", " : "") + "'-' with lines linewidth 2 title " +
         in_quotes(p.curves[i].title);
  s += "\n";
  for (const auto& c : p.curves) {
    for (const auto& [x, y] : c.points)
      if (std::isfinite(x) && std::isfinite(y) && !(p.log_x && x <= 0) && !(p.log_y && y <= 0))
        s += round_trip(x) + " " + round_trip(y) + "\n";
    s += "e\n";
  }
  return s;
}

/// A file that is gone when it is no longer needed.
class temporary_file {
 public:
  explicit temporary_file(const std::string& text)
      : path_((std::filesystem::temp_directory_path() / "nines_plot_XXXXXX").string()) {
    const int file = ::mkstemp(path_.data());
    if (file < 0) throw input_error("--plot: no temporary file can be made");
    const bool all = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (::close(file) == 0 && all) return;
    std::remove(path_.c_str());
    throw input_error("--plot: a temporary file cannot be written");
  }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;
  ~temporary_file() { std::remove(path_.c_str()); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// What gnuplot draws. It does not say whether it could write all of a file: so it writes to us.
std::string drawn(const std::string& commands) {
  const temporary_file file(commands);
  std::FILE* gnuplot = ::popen(("gnuplot '" + file.path() + "' 2> /dev/null").c_str(), "r");
  if (gnuplot == nullptr) throw input_error("--plot: gnuplot cannot be started");
  std::string picture;
  std::array<char, 1 << 14> part;
  while (const std::size_t n = std::fread(part.data(), 1, part.size(), gnuplot))
    picture.append(part.data(), n);
  if (::pclose(gnuplot) != 0 || picture.find("</svg>") == std::string::npos)
    throw input_error("--plot: gnuplot is not installed, or fails");
  return picture;
}

}  // namespace

void write_svg(const plot& p, const std::string& path) {
  const std::string picture = drawn(script(p));
  std::ofstream out(path, std::ios::binary);
  if (!out) throw input_error("--plot: " + path + " cannot be opened");
  out << picture;
  out.close();
  if (!out) throw input_error("--plot: " + path + " cannot be written whole");
}

}  // namespace calculator
