// SPDX-License-Identifier: BSL-1.0
// Counts in, verdict out: is this release to be rolled back?
//
//   nines judge examples/rollouts/counts.txt --good 0.05% --bad 0.2%
//   tail -f counts | nines judge          beside a baseline
#include "command.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

#include "common/program.hpp"
#include "judge.hpp"

namespace judge {

namespace {

struct options : question_options {
  std::string good, bad, prior_bad, false_rollback, missed, share, prior;
};

/// An exit code for each verdict; 2 is bad input.
exit_code code_of(nines::verdict v) {
  if (v == nines::verdict::promote) return fine;
  return v == nines::verdict::roll_back ? missed : no_verdict;
}

template <class Chance>
void set(const char* option, const std::string& text, Chance& value) {
  if (!text.empty()) value = from_option(option, [&] { return parse_probability(text); });
}

/// Options that have no say with the others are not passed over.
void check_kind(const options& o) {
  if (o.good.empty() != o.bad.empty()) throw input_error("--good and --bad: either both or none");
  const bool is_beside = o.good.empty();
  if (!is_beside && !o.share.empty())
    throw input_error("--share: is of a release beside a baseline, without --good and --bad");
  if (is_beside && !o.missed.empty())
    throw input_error("--missed: only with --good and --bad; beside a baseline none is promoted");
  if (is_beside && !o.prior_bad.empty())
    throw input_error("--prior_bad: only with --good and --bad");
}
settings settings_of(const options& o) {
  check_kind(o);
  settings s;
  set("--good", o.good, s.good);
  set("--bad", o.bad, s.bad);
  set("--prior_bad", o.prior_bad, s.prior_bad);
  set("--false_rollback", o.false_rollback, s.errors.false_rollback);
  set("--missed", o.missed, s.errors.missed);
  set("--share", o.share, s.share);
  if (!o.prior.empty()) s.prior = from_option("--prior", [&] { return parse_amount(o.prior); });
  if (!(s.prior_bad.value() > 0)) throw input_error("--prior_bad: must be more than 0");
  if (s.share && !(s.share->value() > 0 && s.share->complement() > 0))
    throw input_error("--share: must be more than 0, and less than 100%");
  try {
    if (s.is_beside()) {
      (void)nines::split_e_process(s.of_split(), s.errors.false_rollback);
    } else {
      (void)nines::sprt(*s.good, *s.bad, s.errors);
      (void)nines::log_e_value(0, 0, *s.good, s.of_rate());
    }
  } catch (const nines::domain_error& e) {
    const char* const rates = s.is_beside() ? "" : "--good, --bad, --missed, ";
    throw input_error(std::string(rates) + "--false_rollback, --prior: " + reason_of(e));
  }
  return s;
}

/// Rates of failure without a sign that are large for one.
std::vector<std::string> doubts_of(const options& o) {
  std::vector<std::string> doubts;
  for (const auto& [name, text] :
       {std::pair("--good", o.good), std::pair("--bad", o.bad), std::pair("--share", o.share)}) {
    if (text.empty() || text.find('%') != std::string::npos) continue;
    const double value = parse_probability(text).value();
    if (value < 0.01) continue;
    doubts.push_back(std::string(name) + " " + text + " is read as " + share_cell(value).text +
                     "; if " + text + "% is meant, write the sign");
  }
  return doubts;
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

/// The release, as an objective: to be promoted.
objective_result objective_of(const outcome& o) {
  const bool is_open = o.verdict == nines::verdict::inconclusive;
  return {"the release", "promote", o.summary.rows.front()[1].text,
          is_open ? standing::undecided() : standing(o.verdict == nines::verdict::promote)};
}

exit_code run(const options& o) {
  const settings s = settings_of(o);
  std::ifstream file;
  if (!o.file.empty() && o.file != "-") {
    file.open(o.file);
    if (!file || std::filesystem::is_directory(o.file))
      throw input_error(o.file + ": cannot be read");
  }
  counts_reader in(file.is_open() ? file : std::cin, file.is_open() ? o.file : "standard input",
                   s.is_beside() ? 4 : 2);
  const auto doubts = doubts_of(o);
  section as_read = settings_section(s);
  section rows = evidence_section(s);
  const bool is_live = o.format == "text";
  if (is_live) std::cout << text_table(as_table(as_read)) << "\n";
  for (const auto& doubt : doubts) {
    if (is_live)
      std::cout << "Warning: " << doubt << ".\n\n";
    else
      as_read.rows.push_back({"warning", doubt});
  }
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
    publish(answers_of({"judge",
                        "judge",
                        {{"",
                          {.title = "A release, judged",
                           .sections = {as_read, rows, result.summary},
                           .notes = "",
                           .objectives = {objective_of(result)}}}}}),
            o);
  return code_of(result.verdict);
}

void describe(command_line& app, options& o) {
  app.add_option("file", o.file, "lines of counts; standard input if left out");
  app.add_format(o.format, "text (as it goes)");
  app.add_option("--good", o.good, "the share of requests of a good release that fails");
  app.add_option("--bad", o.bad, "that of a bad one");
  app.add_option("--prior_bad", o.prior_bad, "how likely a release is bad; 5% if left out");
  app.add_option("--false_rollback", o.false_rollback,
                 "how often a good release may be rolled back; 1% if left out");
  app.add_option("--missed", o.missed, "how often a bad one may pass; 5% if left out");
  app.add_option("--share", o.share,
                 "beside a baseline: what the release should have of the requests of both; lines\n"
                 "of another split are told of, and judged by their own as all are");
  app.add_option("--prior", o.prior,
                 "how many errors are as if seen before: at the good rate, or of release and\n"
                 "baseline each, at equal traffic; 1 if left out, which is weak");
  app.footer(
      "Each line has the errors and the requests since the line before, and without --good and\n"
      "--bad those of a baseline beside it.\n"
      "Exit codes: 0 promote; 1 roll back; 2 bad input, with the reason on standard error; 3 no\n"
      "verdict yet, as where there were no counts. Beside a baseline none is promoted.");
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines judge", asks, describe, run);
}

}  // namespace judge
