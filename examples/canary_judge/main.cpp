// SPDX-License-Identifier: BSL-1.0
// Counts in, verdict out: is this release to be rolled back?
//
//   canary_judge ../rollouts/counts.txt --good 0.05% --bad 0.2%
//   tail -f counts | canary_judge --share 5%
#include <filesystem>
#include <fstream>
#include <iostream>

#include "common/program.hpp"
#include "judge.hpp"

namespace {

using namespace canary_judge;

struct options {
  std::string file;
  std::string format = "text";
  std::string good, bad, prior_bad, false_rollback, missed, share;
};

template <class Chance>
void set(const char* option, const std::string& text, Chance& value) {
  if (!text.empty()) value = from_option(option, [&] { return parse_probability(text); });
}

settings settings_of(const options& o) {
  settings s;
  set("--good", o.good, s.good);
  set("--bad", o.bad, s.bad);
  set("--prior_bad", o.prior_bad, s.prior_bad);
  set("--false_rollback", o.false_rollback, s.errors.false_rollback);
  set("--missed", o.missed, s.errors.missed);
  set("--share", o.share, s.share);
  if (s.good.has_value() != s.bad.has_value())
    throw input_error("--good and --bad: either both or none");
  if (!(s.prior_bad.value() > 0)) throw input_error("--prior_bad: must be more than 0");
  if (!(s.share.value() > 0 && s.share.complement() > 0))
    throw input_error("--share: must be more than 0, and less than 100%");
  if (!s.is_beside()) try {
      (void)nines::sprt(*s.good, *s.bad, s.errors);
    } catch (const nines::domain_error& e) {
      throw input_error(std::string("--good, --bad, --false_rollback, --missed: ") + e.what());
    }
  return s;
}

/// A row of text as it comes: whoever looks at a pipe wants it at once.
void print_row(const std::vector<std::string>& row) {
  std::string line;
  for (std::size_t i = 0; i + 1 < row.size(); ++i) {
    const std::size_t width = i == 0 ? 6 : 12;
    line += std::string(std::max(width, row[i].size() + 1) - row[i].size(), ' ') + row[i];
  }
  std::cout << line << (row.back().empty() ? "" : "  ") << row.back() << std::endl;
}
void print_row(const std::vector<cell>& row) {
  std::vector<std::string> texts;
  for (const auto& c : row) texts.push_back(c.text);
  print_row(texts);
}

bool run(const options& o) {
  const settings s = settings_of(o);
  std::ifstream file;
  if (!o.file.empty() && o.file != "-") {
    file.open(o.file);
    if (!file || std::filesystem::is_directory(o.file))
      throw input_error(o.file + ": cannot be read");
  }
  counts_reader in(file.is_open() ? file : std::cin, file.is_open() ? o.file : "standard input",
                   s.is_beside() ? 4 : 2);
  section rows = evidence_section(s);
  const bool is_live = o.format == "text";
  if (is_live) std::cout << rows.title << "\n";
  if (is_live) print_row(rows.header);
  const auto result = judge(in, s, [&](std::vector<cell> row) {
    if (is_live)
      print_row(row);
    else
      rows.rows.push_back(std::move(row));
  });
  if (is_live)
    std::cout << "\n" << text_table(as_table(result.summary));
  else
    write_report(std::cout, {"A release, judged", {rows, result.summary}, ""}, o.format);
  return result.verdict != nines::verdict::roll_back;
}

void describe(CLI::App& app, options& o) {
  app.add_option("file", o.file, "lines of counts; standard input if left out");
  add_format(app, o.format, "text (as it goes)");
  app.add_option("--good", o.good, "the share of requests of a good release that fails");
  app.add_option("--bad", o.bad, "that of a bad one");
  app.add_option("--prior_bad", o.prior_bad, "how likely a release is bad; 5% if left out");
  app.add_option("--false_rollback", o.false_rollback,
                 "how often a good release may be rolled back; 1% if left out");
  app.add_option("--missed", o.missed, "how often a bad one may pass; 5% if left out");
  app.add_option("--share", o.share,
                 "without known rates: the release's share of the requests of both; 50%");
  app.footer(
      "Each line has the errors and the requests since the line before, and without --good and\n"
      "--bad those of a baseline beside it. Exit codes: 0 promote, or go on; 1 roll back; 2 bad\n"
      "input, with the reason on standard error.");
}

}  // namespace

int main(int argc, char** argv) {
  return run_program<options>(argc, argv, "canary_judge",
                              "Counts in, verdict out: is this release to be rolled back?",
                              describe, run);
}
