// SPDX-License-Identifier: BSL-1.0
#include "dot.hpp"

#include <array>
#include <ostream>

#include "common/format.hpp"
#include "common/input.hpp"

namespace markov {

namespace {

using calculator::dot_escaped;
using calculator::significant;

constexpr std::array<const char*, 4> heat = {"#fff3d6", "#ffd9a8", "#ffb088", "#f58370"};
constexpr const char* green = "#d7f0d0";

/// The colour of a down state with this share of the downtime.
const char* colour(double share) {
  return heat[share < 0.01 ? 0 : share < 0.1 ? 1 : share < 0.5 ? 2 : 3];
}

}  // namespace

void write_dot(std::ostream& out, const std::string& title, const nines::chain<double>& c,
               const nines::state_set& up, const std::vector<double>& long_run) {
  if (c.size() > most_states_drawn)
    throw calculator::input_error("--dot: a picture of " + std::to_string(c.size()) +
                                  " states says nothing; the most are " +
                                  std::to_string(most_states_drawn));
  double down = 0;
  for (const std::size_t s : (!up).states()) down += long_run[s];
  out << "digraph chain {\n  rankdir=LR;\n  graph [fontname=\"Helvetica\", labelloc=t, label=\""
      << dot_escaped(title)
      << "\"];\n  node [fontname=\"Helvetica\", fontsize=11, shape=box, "
         "style=\"rounded,filled\"];\n"
         "  edge [fontname=\"Helvetica\", fontsize=9];\n";
  for (std::size_t s = 0; s < c.size(); ++s)
    out << "  s" << s << " [label=\"" << dot_escaped(c.name(s)) << "\\n"
        << significant(long_run[s], 3) << "\", fillcolor=\""
        << (up.contains(s) ? green : colour(down > 0 ? long_run[s] / down : 0)) << "\"];\n";
  for (std::size_t s = 0; s < c.size(); ++s)
    for (const auto [to, rate] : c.row(s))
      out << "  s" << s << " -> s" << to << " [label=\"" << significant(rate, 3) << "\"];\n";
  out << "}\n";
}

}  // namespace markov
