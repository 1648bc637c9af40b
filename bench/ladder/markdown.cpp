// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>

#include "ladder.hpp"

namespace ladder {

namespace {

std::string number(double x, const char* unit) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.3g", x);
  return std::string(text.data()) + " " + unit;
}
std::string time(double seconds) {
  if (seconds < 1e-6) return number(seconds * 1e9, "ns");
  if (seconds < 1e-3) return number(seconds * 1e6, "us");
  return seconds < 1 ? number(seconds * 1e3, "ms") : number(seconds, "s");
}
std::string memory(double bytes) { return number(bytes / 1e6, "MB"); }

/// "width 0.00213": what a benchmark says of its answer.
std::string counters(const measurement& m) {
  std::string list;
  for (const auto& [name, value] : m.counters)
    list += (list.empty() ? "" : ", ") + number(value, name.c_str());
  return list;
}

/// The first value of a line "name : value" in a file of the system.
std::string system_line(const char* path, const std::string& name) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);)
    if (line.rfind(name, 0) == 0)
      return line.substr(line.find_first_not_of(" \t", line.find(':') + 1));
  return "unknown";
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d", std::gmtime(&now));
  return text.data();
}

std::string row(const rung& r, bool has_peer) {
  if (!r.ours) return "| " + r.size + " | not run | | |" + (has_peer ? " | |\n" : "\n");
  std::string text = "| " + r.size + " | " + time(r.ours->seconds) + " | " + memory(r.ours->bytes);
  if (has_peer)
    text += r.peer ? " | " + time(r.peer->seconds) + " | " +
                         number(r.peer->seconds / r.ours->seconds, "times")
                   : " | not there | ";
  return text + " | " + counters(*r.ours) + " |\n";
}

std::string table(const result& r) {
  const bool has_peer = !r.what.peer.empty();
  std::string text = "\n## " + r.what.title + "\n\n`" + r.what.program + "`, `" + r.what.benchmark +
                     "`\n\n| " + r.what.size + " | CPU time | peak memory";
  text += has_peer ? " | peer | ratio | answer |\n|---|---|---|---|---|---|\n"
                   : " | answer |\n|---|---|---|---|\n";
  for (const auto& rung : r.rungs) text += row(rung, has_peer);
  return text;
}

}  // namespace

std::string as_markdown(const std::vector<result>& results, const std::string& commit) {
  std::string text = "# Ladders\n\nCommit " + commit + ", " + today() + "; " +
                     system_line("/proc/cpuinfo", "model name") + ", memory " +
                     system_line("/proc/meminfo", "MemTotal:") +
                     ". Each rung is a process of its own; times are of one repetition, on one "
                     "thread.\n";
  for (const auto& r : results) text += table(r);
  return text;
}

}  // namespace ladder
