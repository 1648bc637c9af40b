// SPDX-License-Identifier: BSL-1.0
#include "plot.hpp"

#include <cmath>
#include <cstdio>

#include "format.hpp"
#include "input.hpp"

namespace calculator {

namespace {

/// Text between single quotes, which gnuplot takes as it is; a quote within is doubled.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string script(const plot& p, const std::string& path) {
  std::string s = "set terminal svg size 800,500 noenhanced background 'white'\n";
  s += "set output " + quoted(path) + "\nset grid\nset key outside top center horizontal\n";
  s += "set title " + quoted(p.title) + "\nset xlabel " + quoted(p.x_label) + "\nset ylabel " +
       quoted(p.y_label) + "\n";
  if (p.log_x) s += "set logscale x\n";
  if (p.log_y) s += "set logscale y\n";
  s += "set format y '%g'\nplot ";
  for (std::size_t i = 0; i < p.curves.size(); ++i)
    s += std::string(i > 0 ? ", " : "") + "'-' with lines linewidth 2 title " +
         quoted(p.curves[i].title);
  s += "\n";
  for (const auto& c : p.curves) {
    for (const auto& [x, y] : c.points)
      if (std::isfinite(x) && std::isfinite(y) && !(p.log_x && x <= 0) && !(p.log_y && y <= 0))
        s += round_trip(x) + " " + round_trip(y) + "\n";
    s += "e\n";
  }
  return s;
}

}  // namespace

void write_svg(const plot& p, const std::string& path) {
  if (path.find('\n') != std::string::npos) throw input_error("--plot: a path has one line");
  std::FILE* gnuplot = ::popen("gnuplot", "w");
  if (gnuplot == nullptr) throw input_error("--plot: gnuplot cannot be started");
  const std::string commands = script(p, path);
  std::fwrite(commands.data(), 1, commands.size(), gnuplot);
  if (::pclose(gnuplot) != 0)
    throw input_error("--plot: gnuplot is not installed, or cannot write " + path);
}

}  // namespace calculator
