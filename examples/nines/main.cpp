// SPDX-License-Identifier: BSL-1.0
// One program for all questions about a service: nines <question> FILE.
//
//   nines --help
//   nines availability examples/architectures/multi_zone.yaml
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <nines/version.hpp>
#include <string_view>
#include <vector>

#include "availability/command.hpp"
#include "budget/command.hpp"
#include "capacity/command.hpp"
#include "common/program.hpp"
#include "design/command.hpp"
#include "dr/command.hpp"
#include "fabric/command.hpp"
#include "failover/command.hpp"
#include "fault_tree/command.hpp"
#include "game_day/command.hpp"
#include "judge/command.hpp"
#include "markov/command.hpp"
#include "network/command.hpp"
#include "recovery/command.hpp"
#include "report/command.hpp"
#include "rollout/command.hpp"
#include "sla/command.hpp"
#include "strategies/command.hpp"

namespace {

struct question {
  const char* name;
  const char* asks;
  int (*answer)(int argc, char** argv);
};

constexpr question questions[] = {
    {"report", overview::asks, overview::command},
    {"availability", availability::asks, availability::command},
    {"game-day", game_day::asks, game_day::command},
    {"capacity", capacity::asks, capacity::command},
    {"sla", sla::asks, sla::command},
    {"budget", budget::asks, budget::command},
    {"recovery", recovery::asks, recovery::command},
    {"dr", dr::asks, dr::command},
    {"design", design::asks, design::command},
    {"failover", failover::asks, failover::command},
    {"rollout", rollout::asks, rollout::command},
    {"strategies", strategies::asks, strategies::command},
    {"judge", judge::asks, judge::command},
    {"markov", markov::asks, markov::command},
    {"fault-tree", fault_tree::asks, fault_tree::command},
    {"network", network::asks, network::command},
    {"fabric", fabric::asks, fabric::command},
};

std::string help() {
  std::string text =
      "What a file that describes a service says of its reliability.\n\n"
      "Usage: nines FILE [OPTIONS]              as nines report FILE\n"
      "       nines QUESTION [FILE] [OPTIONS]\n"
      "       nines QUESTION --help\n"
      "       nines --help | --version\n\n"
      "Questions:\n";
  for (const auto& q : questions) {
    std::string name = q.name;
    name.resize(14, ' ');
    text += "  " + name + q.asks + "\n";
  }
  return text +
         "\nExit codes: 0 all that is promised is met; 1 something is missed; 2 bad input, with "
         "the\n"
         "reason on standard error; 3 no verdict yet.\n";
}

/// Whether a first word is no question, but a file.
bool is_file(const std::string& word) {
  std::error_code ignored;
  return word == "-" || word.find_first_of("./") != std::string::npos ||
         std::filesystem::exists(word, ignored);
}

int refuse(const std::string& word) {
  std::vector<std::string> known;
  for (const auto& q : questions) known.emplace_back(q.name);
  std::cerr << "nines: there is no question " << calculator::quoted(word)
            << calculator::suggestion(word, known) << "\n";
  return calculator::bad_input;
}

int say(const std::string& text) {
  std::cout << text;
  return calculator::all_written() ? calculator::fine : calculator::bad_input;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string word = argc > 1 ? argv[1] : "";
  if (word == "--help" || word == "-h") return say(help());
  if (word == "--version") return say("nines " NINES_VERSION_STRING "\n");
  if (word.empty()) {
    std::cerr << help();
    return calculator::bad_input;
  }
  const auto* q = std::find_if(std::begin(questions), std::end(questions),
                               [&](const question& each) { return word == each.name; });
  if (q != std::end(questions)) return q->answer(argc - 1, argv + 1);
  return is_file(word) ? overview::command(argc, argv) : refuse(word);
}
