// SPDX-License-Identifier: BSL-1.0
#include "output/answers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "availability/report.hpp"
#include "common/width.hpp"

using namespace calculator;

namespace {

report with_objectives(const std::vector<standing>& all) {
  report r{"Shop", {}, ""};
  for (const auto& s : all) r.objectives.push_back({"what", "wanted", "reached", s});
  return r;
}
answers answers_with(const std::vector<standing>& all) {
  return answers_of({"sla", "agreements", {{"gold", with_objectives(all)}}});
}
std::string written(const answers& a, const std::string& format) {
  std::ostringstream out;
  write(out, a, format);
  return out.str();
}
bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const auto undecided = standing::undecided();

}  // namespace

TEST_CASE("the exit code: met, missed, or not decided by bounds") {
  CHECK(answers_with({}).code() == fine);
  CHECK(answers_with({true, true}).code() == fine);
  CHECK(answers_with({true, undecided}).code() == no_verdict);
  CHECK(answers_with({undecided, false}).code() == missed);
  CHECK(standing::between(false, true) == undecided);
  CHECK(standing::between(true, true) == standing(true));
  CHECK(standing::between(false, false) == standing(false));
}

TEST_CASE("a path whose bounds straddle its objective is not decided") {
  availability::report r;
  availability::path_figures p{.name = "order", .up = chance::from_complement(1e-3)};
  p.up_at_most = chance::from_complement(1e-5);
  p.objective = chance::from_complement(1e-4);
  p.met = standing::between(reaches(p.up, *p.objective), reaches(*p.up_at_most, *p.objective));
  r.now.paths = {p};
  r.now.overall = p.up;
  const answers a =
      answers_of({"availability", "availability", {{"", availability::as_report(r)}}});
  CHECK(a.code() == no_verdict);
  CHECK(has(written(a, "text"), "99.99% not decided"));
  CHECK(has(written(a, "json"), "\"verdict\": \"undecided\""));
  CHECK(has(written(a, "junit"), "skipped=\"1\""));
}

TEST_CASE("the summary says how many objectives are met") {
  CHECK(summary_line(answers_with({})) == "Shop: no objective is stated");
  CHECK(summary_line(answers_with({true})) == "Shop: 1 of 1 objective met");
  CHECK(summary_line(answers_with({true, false, undecided})) ==
        "Shop: 1 of 3 objectives met, 1 not decided");
  for (const char* format : {"text", "markdown"})
    CHECK(has(written(answers_with({true, false}), format), "Shop: 1 of 2 objectives met\n"));
}

TEST_CASE("no line of the table of objectives has more than 100 columns, whatever the names") {
  const std::string names[] = {std::string(300, 'x'), "a b c d e f g " + std::string(90, 'y'),
                               "\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac"
                               "\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac"
                               "\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac",
                               "short"};
  answers a{"Shop", {}, {}};
  a.parts = {{"sla", "agreements", {{"gold", {}}, {"silver", {}}}}};
  for (const auto& name : names)
    for (const auto& other : names)
      a.findings.push_back(
          {"availability", name, {other, "at least " + other, other + " %", true}});
  std::istringstream lines(written(a, "text"));
  std::string line, all;
  while (std::getline(lines, line)) {
    CHECK(display_width(line) <= 100);
    all += line;
  }
  // nothing is lost
  CHECK(std::count(all.begin(), all.end(), 'x') >= 300 * 12);
}

TEST_CASE("a list is an object of figures under their names, with their units") {
  section s{"service", "", "<>", {"", ""}, {"quantity", "value"}, {}};
  s.rows = {{"mean up time", time_cell(hours(720))},
            {"p99.9, at most", cell("none", hours(0))},
            {"mean up time", "again"}};
  report r{"Shop", {s}, ""};
  const answers a = answers_of({"sla", "agreements", {{"gold", r}}});
  const std::string json = written(a, "json");
  CHECK(has(json, "\"mean_up_time_hours\": 720"));
  CHECK(has(json, "\"p99_9_at_most_hours\": 0"));
  CHECK(has(json, "\"mean_up_time\": \"again\""));
  CHECK(has(written(a, "csv"), "agreements,gold,service,,,mean_up_time_hours,720\n"));
}

TEST_CASE("sections of one key are one table, each row with what it is about") {
  section s{"parts", "", "<>-", {"part", "share", ""}, {"part", "share", "lasts"}, {}};
  s.rows = {{"app", share_cell(0.5), {"", hours(2)}}};
  s.about = {"path", "order"};
  report r{"Shop", {s, s}, ""};
  r.sections[1].about.second = "browse";
  section hidden = s;
  hidden.key = "hidden";
  hidden.readers = audience::people;
  r.sections.push_back(hidden);
  const answers a = answers_of({"availability", "availability", {{"", r}}});
  const std::string json = written(a, "json");
  CHECK(has(json, "\"path\": \"order\""));
  CHECK(has(json, "\"path\": \"browse\""));
  CHECK(json.find("\"parts\"") == json.rfind("\"parts\""));
  CHECK(has(json, "\"lasts_hours\": 2"));
  CHECK_FALSE(has(json, "hidden"));
  CHECK_FALSE(has(written(a, "text"), "2 h"));
  CHECK(has(written(a, "csv"), "availability,,parts,order,app,lasts_hours,2\n"));
}

TEST_CASE("names become keys") {
  CHECK(snake_case("P99.9, at most") == "p99_9_at_most");
  CHECK(snake_case("95% of") == "x_95_percent_of");
  CHECK(snake_case("  ") == "x_");
  CHECK(snake_case("\u00e9t\u00e9") == "t");
}

TEST_CASE("changes are compared by objectives, and by the figures of one question") {
  const auto at = [](double up, bool met) {
    report r = with_objectives({met});
    r.objectives[0].reached = significant(up, 3);
    r.sections = {{"s", "S", "<>", {"", "mean"}, {"item", "mean"}, {{"up", time_cell(hours(up))}}}};
    return answers_of({"sla", "agreements", {{"gold", r}}});
  };
  const answers a = compare(at(20, true), {{"x=1", at(30, false)}, {"x=2", at(20, true)}});
  CHECK(a.code() == fine);  // of the file as it is
  const std::string text = written(a, "text");
  CHECK(has(text, "x=1       0 of 1 objective met"));
  CHECK(has(text, "20, met"));
  CHECK(has(text, "30, MISSED"));
  CHECK(has(text, "up, mean"));
  CHECK(has(written(a, "json"), "\"unit\": \"hours\""));
}
