// SPDX-License-Identifier: BSL-1.0
#include "plot.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>

#include "format.hpp"
#include "input.hpp"
#include "output/svg.hpp"

namespace calculator {

namespace {

/// Text between single quotes, which gnuplot takes as it is; a quote within is doubled.
std::string in_quotes(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string style_of(const curve& c) {
  if (c.drawn == curve::kind::limit) return "lines linewidth 2 dashtype 2 linecolor 'red'";
  return c.drawn == curve::kind::line ? "lines linewidth 2" : "points pointtype 7";
}

/// The points, a line each; those that cannot be drawn are gaps.
std::string data_of(const plot& p, const curve& c) {
  std::string s;
  for (const auto& point : c.points)
    s +=
        is_drawn(p, point) ? round_trip(point.first) + " " + round_trip(point.second) + "\n" : "\n";
  return s;
}

/// Names at points, and along the axis of rows.
std::string labels_of(const plot& p) {
  std::string s;
  for (const auto& c : p.curves)
    for (std::size_t i = 0; i < c.names.size(); ++i)
      if (is_drawn(p, c.points[i]))
        s += "set label " + in_quotes(c.names[i]) + " at " + round_trip(c.points[i].first) + "," +
             round_trip(c.points[i].second) + " offset 1,0.5\n";
  std::string rows;
  for (std::size_t i = 0; i < p.rows.size(); ++i)
    rows += (rows.empty() ? "" : ", ") + in_quotes(p.rows[i]) + " " + std::to_string(i);
  if (!rows.empty())
    s += "set ytics (" + rows + ")\nset yrange [" + std::to_string(p.rows.size()) + ":-1]\n";
  return s;
}

std::string script(const plot& p) {
  std::string s = "set terminal svg size 800,500 noenhanced background 'white'\n";
  s += "set grid\nset key outside top center horizontal\n";
  s += "set title " + in_quotes(p.title) + "\nset xlabel " + in_quotes(p.x_label) +
       "\nset ylabel " + in_quotes(p.y_label) + "\n";
  if (p.log_x) s += "set logscale x\n";
  if (p.log_y) s += "set logscale y\n";
  s += p.rows.empty() ? "set format y '%g'\n" : "";
  s += labels_of(p) + "plot ";
  for (std::size_t i = 0; i < p.curves.size(); ++i)
    s += std::string(i > 0 ? ", " : "") + "'-' with " + style_of(p.curves[i]) + " title " +
         in_quotes(p.curves[i].title);
  s += "\n";
  for (const auto& c : p.curves) s += data_of(p, c) + "e\n";
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

/// What gnuplot draws, or nothing where it is not there, or fails. It does not say whether it could
/// write all of a file: so it writes to us.
std::string drawn(const std::string& commands) {
  const temporary_file file(commands);
  std::FILE* gnuplot = ::popen(("gnuplot '" + file.path() + "' 2> /dev/null").c_str(), "r");
  if (gnuplot == nullptr) return "";
  std::string picture;
  std::array<char, 1 << 14> part;
  while (const std::size_t n = std::fread(part.data(), 1, part.size(), gnuplot))
    picture.append(part.data(), n);
  const bool is_whole = ::pclose(gnuplot) == 0 && picture.find("</svg>") != std::string::npos;
  return is_whole ? picture : "";
}

}  // namespace

bool is_drawn(const plot& p, const std::pair<double, double>& point) {
  const auto fits = [](double x, bool is_log) { return std::isfinite(x) && !(is_log && x <= 0); };
  return fits(point.first, p.log_x) && fits(point.second, p.log_y);
}

double or_gap(double value, double least) {
  return value < least ? std::numeric_limits<double>::quiet_NaN() : value;
}

std::vector<std::string> write_svg(const std::function<plot()>& picture, const std::string& path) {
  const plot p = picture();
  std::vector<std::string> remarks;
  std::string text = drawn(script(p));
  if (text.empty()) {
    remarks.push_back(
        "--plot: gnuplot is not installed, or fails; the picture is drawn without it");
    text = svg_file(p);
  }
  std::ofstream out(path, std::ios::binary);
  if (!out) throw input_error("--plot: " + path + " cannot be opened");
  out << text;
  out.close();
  if (!out) throw input_error("--plot: " + path + " cannot be written whole");
  return remarks;
}

}  // namespace calculator
