// SPDX-License-Identifier: BSL-1.0
#include "common/rates.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "common/scalars.hpp"
#include "output/answers.hpp"

using namespace calculator;

namespace {

std::string doubt(const char* name, const char* written, rate_of what) {
  std::vector<std::string> warnings;
  add_doubt(warnings, {name, parse_probability(written), written}, what);
  return warnings.empty() ? "" : warnings.at(0);
}

}  // namespace

TEST_CASE("rates that look like per cent without their sign, or with one too many") {
  using enum rate_of;
  CHECK(doubt("bad", "0.2", failures) ==
        "bad: \"0.2\" is read as 20%; if 0.2% is meant, write 0.2%");
  CHECK(doubt("good", "0.05", failures) ==
        "good: \"0.05\" is read as 5%; if 0.05% is meant, write 0.05%");
  CHECK(doubt("objective", "0.999%", successes) ==
        "objective: \"0.999%\" is read as 0.999%, hardly any; if 99.9% is meant, write 0.999");
  for (const char* fine : {"5%", "0.001", "1e-3", "0", "1", "3 nines"})
    CHECK(doubt("bad", fine, failures).empty());
  for (const char* fine : {"99.9%", "0.999", "10%", "0%", "1", "3 nines"})
    CHECK(doubt("objective", fine, successes).empty());
}

TEST_CASE("a report says first what was read") {
  const report r{
      "Title",
      {},
      "",
      {{"good", parse_probability("0.05"), "0.05"}, {"bad", parse_probability("1e-12"), ""}},
      {"look out"}};
  const auto written = [&r](const char* format) {
    std::ostringstream out;
    write(out, answers_of({"sla", "agreements", {{"gold", r}}}), format);
    return out.str();
  };
  CHECK(written("text") ==
        "Title: no objective is stated\n\nAs read: good 5%, bad 0.0000000001% (assumed).\nWarning: "
        "look out\n\n");
  const std::string csv = written("csv");
  for (const char* line :
       {"\nagreements,gold,as_read,,,good,0.05\n", "\nagreements,gold,as_read,,,bad,1e-12\n",
        "\nagreements,gold,warnings,,,text,look out\n"})
    CHECK(csv.find(line) != std::string::npos);
  CHECK(written("json").find("\"warnings\": [\n        \"look out\"") != std::string::npos);
}
