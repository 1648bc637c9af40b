// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <sstream>

#include "ladder.hpp"

namespace ladder {

namespace {

/// A curve's points as gnuplot reads them.
struct curve {
  std::string title;
  std::string points;
};

/// Between single quotes, which gnuplot takes as it is; a quote within is doubled.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

using point = std::function<std::optional<std::pair<double, double>>(const rung&)>;

std::vector<curve> curves(const std::vector<result>& results, const point& f) {
  std::vector<curve> list;
  for (const auto& r : results) {
    std::ostringstream points;
    int count = 0;
    for (const auto& rung : r.rungs)
      if (const auto p = f(rung)) {
        points << p->first << " " << p->second << "\n";
        ++count;
      }
    if (count > 1) list.push_back({r.what.title, points.str()});
  }
  return list;
}

std::string script(const std::string& file, const std::string& x, const std::string& y,
                   const std::vector<curve>& list) {
  std::ostringstream s;
  s << "set terminal svg size 1000,700 noenhanced background 'white'\nset output " << quoted(file)
    << "\nset grid\nset logscale xy\nset key below\nset xlabel " << quoted(x) << "\nset ylabel "
    << quoted(y) << "\nset format '%g'\nplot ";
  for (std::size_t i = 0; i < list.size(); ++i)
    s << (i > 0 ? ", " : "") << "'-' with linespoints linewidth 2 title " << quoted(list[i].title);
  s << "\n";
  for (const auto& c : list) s << c.points << "e\n";
  return s.str();
}

bool plot(const std::string& commands) {
  std::FILE* gnuplot = ::popen("gnuplot 2> /dev/null", "w");
  if (gnuplot == nullptr) return false;
  const bool all = std::fwrite(commands.data(), 1, commands.size(), gnuplot) == commands.size();
  return ::pclose(gnuplot) == 0 && all;
}

double size_of(const rung& r) { return std::strtod(r.size.c_str(), nullptr); }

}  // namespace

std::string draw(const std::vector<result>& results, const std::string& folder) {
  const point time = [](const rung& r) -> std::optional<std::pair<double, double>> {
    if (!r.ours) return {};
    return std::pair(size_of(r), r.ours->seconds);
  };
  const point memory = [](const rung& r) -> std::optional<std::pair<double, double>> {
    if (!r.ours) return {};
    return std::pair(size_of(r), r.ours->bytes / 1e6);
  };
  const point accuracy = [](const rung& r) -> std::optional<std::pair<double, double>> {
    if (!r.ours || !(r.ours->counters.count("width") > 0)) return {};
    return std::pair(r.ours->seconds, r.ours->counters.at("width"));
  };
  bool all = plot(script(folder + "/time.svg", "size", "CPU seconds", curves(results, time)));
  all &= plot(script(folder + "/memory.svg", "size", "MB", curves(results, memory)));
  all &= plot(script(folder + "/accuracy.svg", "CPU seconds",
                     "width, relative to the smaller bound", curves(results, accuracy)));
  return all ? "" : "no pictures: gnuplot is not installed, or cannot write them";
}

}  // namespace ladder
