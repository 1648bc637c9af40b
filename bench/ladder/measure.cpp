// SPDX-License-Identifier: BSL-1.0
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <sstream>

#include "ladder.hpp"

namespace ladder {

namespace {

struct process_result {
  std::string output;
  double bytes = 0;
  bool succeeded = false;
};

/// The child's side: standard output into the pipe, then the program.
[[noreturn]] void become(const std::vector<std::string>& arguments, int out) {
  ::dup2(out, STDOUT_FILENO);
  ::close(STDERR_FILENO);
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const auto& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
  argv.push_back(nullptr);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

process_result run(const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) become(arguments, ends[1]);
  ::close(ends[1]);
  process_result result;
  std::array<char, 1 << 12> part{};
  for (ssize_t n = 0; child > 0 && (n = ::read(ends[0], part.data(), part.size())) > 0;)
    result.output.append(part.data(), static_cast<std::size_t>(n));
  ::close(ends[0]);
  int status = 0;
  rusage usage{};
  if (child < 0 || ::wait4(child, &status, 0, &usage) != child) return {};
  result.bytes = 1024.0 * static_cast<double>(usage.ru_maxrss);
  result.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return result;
}

/// The cells of a line of comma separated values; quotes are taken away, and hold no commas here.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> list;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) {
    if (cell.size() >= 2 && cell.front() == '"') cell = cell.substr(1, cell.size() - 2);
    list.push_back(cell);
  }
  return list;
}

double seconds_of(double time, const std::string& unit) {
  return unit == "ns"   ? time * 1e-9
         : unit == "us" ? time * 1e-6
         : unit == "ms" ? time * 1e-3
                        : time;
}

/// The line of figures below the line of their names, which begins with name,iterations.
std::optional<measurement> parsed(const std::string& output) {
  std::istringstream in(output);
  std::string line;
  while (std::getline(in, line) && line.rfind("name,iterations", 0) != 0) continue;
  const auto names = cells(line);
  if (!std::getline(in, line)) return {};
  const auto values = cells(line);
  measurement m;
  std::string unit = "s";
  for (std::size_t i = 1; i < values.size() && i < names.size(); ++i) {
    if (values[i].empty()) continue;
    if (names[i] == "error_occurred" && values[i] == "true") return {};
    if (names[i] == "time_unit") unit = values[i];
    char* end = nullptr;
    const double figure = std::strtod(values[i].c_str(), &end);
    if (*end == '\0') m.counters[names[i]] = figure;
  }
  m.seconds = seconds_of(m.counters["cpu_time"], unit);
  for (const char* known : {"iterations", "real_time", "cpu_time"}) m.counters.erase(known);
  return m;
}

}  // namespace

std::optional<measurement> measure(const std::string& program, const std::string& benchmark,
                                   double min_seconds) {
  const auto result =
      run({program, "--benchmark_filter=^" + benchmark + "$", "--benchmark_format=csv",
           "--benchmark_min_time=" + std::to_string(min_seconds)});
  if (!result.succeeded) return {};
  auto m = parsed(result.output);
  if (m) m->bytes = result.bytes;
  return m;
}

}  // namespace ladder
