// SPDX-License-Identifier: BSL-1.0
// Ladders: one benchmark at growing sizes, each rung in a process of its own, so that its time and
// its peak memory are known.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ladder {

/// What is climbed.
struct ladder {
  std::string title;
  std::string size;                      ///< what the rungs are numbered by: "n of an n x n grid"
  std::string program;                   ///< in the folder of the benchmarks
  std::string benchmark;                 ///< its rungs are benchmark/size
  std::vector<std::string> quick, full;  ///< sizes; full is climbed in addition where asked
  std::string peer_program = {}, peer = {};  ///< the same sizes of what it is compared with
};

/// What one rung took.
struct measurement {
  double seconds = 0;                           ///< CPU time of one repetition
  double bytes = 0;                             ///< the most memory that the process held
  std::map<std::string, double> counters = {};  ///< what the benchmark itself reports
};

struct rung {
  std::string size;
  std::optional<measurement> ours, peer;  ///< nothing: there is no such program or rung
};

struct result {
  ladder what;
  std::vector<rung> rungs;
};

/// The ladders of all rooms.
std::vector<ladder> all_ladders();

/// Runs one benchmark of a program by its full name. Nothing where the program is not there, has no
/// such benchmark, or fails.
std::optional<measurement> measure(const std::string& program, const std::string& benchmark,
                                   double min_seconds);

/// The table in Markdown, with the machine and the commit.
std::string as_markdown(const std::vector<result>& results, const std::string& commit);

/// The pictures, through gnuplot, into a folder: time.svg, memory.svg, accuracy.svg. What could
/// not be drawn, and why; empty if all is.
std::string draw(const std::vector<result>& results, const std::string& folder);

}  // namespace ladder
