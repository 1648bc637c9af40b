// SPDX-License-Identifier: BSL-1.0
// Runs the program on damaged samples: each ends with a report, or with a complaint in the words
// of those who write files; within its budgets of time and memory.
//
//   fuzz --program <file> --question <word> --samples <folder> --ending .yaml --known <file>
//        [--with <word>] [--without <word>] [--codes <n>] [--seconds <n>] [--runs <n>]
//        -- [its arguments]
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <iostream>
#include <map>

#include "../support/damaged_files.hpp"
#include "../support/plain_messages.hpp"

namespace {

struct settings {
  std::map<std::string, std::string> named = {{"--codes", "2"}, {"--seconds", "20"}};
  std::vector<std::string> arguments;  ///< of the program

  [[nodiscard]] const std::string& at(const std::string& name) const { return named.at(name); }
  [[nodiscard]] std::string or_nothing(const std::string& name) const {
    const auto found = named.find(name);
    return found == named.end() ? "" : found->second;
  }
};

settings read_settings(int argc, char** argv) {
  settings s;
  int i = 1;
  for (; i + 1 < argc && std::strcmp(argv[i], "--") != 0; i += 2) s.named[argv[i]] = argv[i + 1];
  for (++i; i < argc; ++i) s.arguments.emplace_back(argv[i]);
  return s;
}

std::string text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

struct outcome {
  int status = 0;
  double seconds = 0, mebibytes = 0;
  std::string output, errors;
};

void redirect(const char* file, int to) {
  const int opened = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (opened < 0 || dup2(opened, to) < 0) _exit(126);
}

outcome run(const settings& s, const std::string& file) {
  std::vector<std::string> words{s.at("--program"), s.at("--question"), file};
  words.insert(words.end(), s.arguments.begin(), s.arguments.end());
  std::vector<char*> list;
  for (auto& w : words) list.push_back(w.data());
  list.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const rlim_t most = std::stoul(s.at("--seconds"));
    const rlimit time{most, most};
    setrlimit(RLIMIT_CPU, &time);
    redirect("fuzz.out", STDOUT_FILENO);
    redirect("fuzz.err", STDERR_FILENO);
    execv(list[0], list.data());
    _exit(127);
  }
  outcome o;
  rusage used{};
  if (child < 0 || wait4(child, &o.status, 0, &used) < 0) throw std::runtime_error("cannot run");
  o.seconds =
      static_cast<double>(used.ru_utime.tv_sec) + 1e-6 * static_cast<double>(used.ru_utime.tv_usec);
  o.mebibytes = static_cast<double>(used.ru_maxrss) / 1024;
  o.output = text_of("fuzz.out");
  o.errors = text_of("fuzz.err");
  return o;
}

/// What is wrong with an outcome; nothing of a good one.
std::string fault(const settings& s, const outcome& o, const std::string& known) {
  if (WIFSIGNALED(o.status))
    return "ended by signal " + std::to_string(WTERMSIG(o.status)) +
           (WTERMSIG(o.status) == SIGKILL || WTERMSIG(o.status) == SIGXCPU ? ": too long" : "");
  const int code = WEXITSTATUS(o.status);
  if (code > std::stoi(s.at("--codes"))) return "exit code " + std::to_string(code);
  if (o.mebibytes > 1500 && s.or_nothing("--sanitized") != "yes") return "more than 1.5 GB";
  if (code != 2) {
    if (!o.errors.empty()) return "an answer, and a complaint";
    return o.output.empty() ? "no answer" : "";
  }
  if (o.errors.empty()) return "refused without a word";
  if (o.errors.find("fault of this program") != std::string::npos) return "a fault of the program";
  for (const auto& name : nines_test::names_of_code(o.errors, known)) return "names " + name;
  return "";
}

}  // namespace

int main(int argc, char** argv) {
  const settings s = read_settings(argc, argv);
  auto texts = sample_texts(s.at("--samples"), {s.at("--ending")});
  const std::string with = s.or_nothing("--with"), without = s.or_nothing("--without");
  std::erase_if(texts, [&](const std::string& t) {
    return t.find(with) == std::string::npos ||
           (!without.empty() && t.find(without) != std::string::npos);
  });
  if (texts.empty()) return std::cerr << "no samples\n", 1;
  std::string known = text_of(s.at("--known"));
  for (const auto& t : texts) known += t;
  const bool is_asked = std::getenv("NINES_FUZZ_RUNS") != nullptr;
  const int runs =
      is_asked || s.or_nothing("--runs").empty() ? fuzz_runs() : std::stoi(s.at("--runs"));
  const char* seeded = std::getenv("NINES_FUZZ_SEED");
  mutator mutate(seeded != nullptr ? static_cast<unsigned>(std::atoi(seeded)) : 4731);
  std::map<int, int> codes;  // how many runs ended with each
  int faults = 0;
  double longest = 0, largest = 0;
  for (int i = 0; i < runs; ++i) {
    const std::string text = mutate.damaged(texts[mutate.below(texts.size())]);
    const std::string file = "damaged" + s.at("--ending");
    std::ofstream(file, std::ios::binary) << text;
    const outcome o = run(s, file);
    longest = std::max(longest, o.seconds);
    largest = std::max(largest, o.mebibytes);
    if (const auto what = fault(s, o, known + text); !what.empty()) {
      std::cerr << "run " << i << ": " << what << " after " << o.seconds << " s\n"
                << o.errors << "--- the file:\n"
                << text << "\n---\n";
      ++faults;
    } else {
      ++codes[WEXITSTATUS(o.status)];
    }
  }
  std::cout << runs << " runs, " << faults << " faults; at most " << longest << " s, " << largest
            << " MiB;";
  for (const auto& [code, n] : codes) std::cout << " exit " << code << ": " << n;
  std::cout << "\n";
  return faults == 0 ? 0 : 1;
}
