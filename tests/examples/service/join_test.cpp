// SPDX-License-Identifier: BSL-1.0
// A figure stands once: a change of it, in one place, changes every answer that depends on it, and
// no other.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "availability/analysis.hpp"
#include "common/sections.hpp"
#include "recovery/plan.hpp"
#include "report/overview.hpp"
#include "service/releases.hpp"
#include "service/service_file.hpp"
#include "sla/service.hpp"

namespace {

using calculator::read_service_text;

std::string sample() {
  std::ifstream in(NINES_SERVICES "/web_shop.yaml");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// All answers about a service, each as text for programs, by section and entry.
std::map<std::string, std::string> answers_to(const std::string& text) {
  const auto all = overview::answer_all(read_service_text(text, "sample.yaml"));
  std::map<std::string, std::string> texts;
  for (const auto& p : all.parts)
    for (const auto& [name, r] : p.reports) {
      std::ostringstream csv;
      calculator::write(csv, calculator::answers_of({p.question, p.section, {{name, r}}}), "csv");
      texts[p.section + (name.empty() ? "" : "/") + name] = csv.str();
    }
  return texts;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.find(from, at + 1) == std::string::npos);  // it stands once
  return text.replace(at, from.size(), to);
}

/// The answers that differ where one figure does, in a row.
std::string changed_by(const std::string& from, const std::string& to) {
  static const auto before = answers_to(sample());
  std::string changed;
  for (const auto& [name, text] : answers_to(replaced(sample(), from, to)))
    if (before.at(name) != text) changed += name + "; ";
  return changed;
}

}  // namespace

TEST_CASE("one change of one figure changes every answer that depends on it, and no other") {
  CHECK(changed_by("traffic: 20 / s", "traffic: 40 / s") ==
        "agreements/customers; "  // a bad release is found sooner
        "availability; "
        "budgets/ordering; "
        "rollouts/web; ");
  CHECK(changed_by("mttr: 2 h, zone: a", "mttr: 4 h, zone: a") ==
        "agreements/customers; "
        "availability; "
        "recovery/database failover; ");
  CHECK(changed_by("objective: 99.95%", "objective: 99.9%  # as promised") ==
        "availability; "
        "budgets/ordering; "
        "rollouts/web; ");
  CHECK(changed_by("instances: 2 ", "instances: 3 ") ==
        "agreements/customers; "
        "availability; "
        "rollouts/web; ");
  CHECK(changed_by("rto: 3 min in 95%", "rto: 4 min in 95%") == "recovery/zone failover; ");
}

TEST_CASE("an agreement takes its path's mean times, with what releases take down") {
  const auto f = read_service_text(sample(), "sample.yaml");
  const auto now = availability::analyse(with_releases(f)).paths.front();
  const auto& s = f.agreements.front().what;
  const double failures = now.failures_per_hour.value();
  CHECK(1 / (s.mttf + s.mttr).count() == doctest::Approx(failures).epsilon(1e-12));
  CHECK(s.mttr / (s.mttf + s.mttr) == doctest::Approx(now.up.complement()).epsilon(1e-12));
}

TEST_CASE("a recovery takes the failures of each instance of what it is of") {
  const auto f = read_service_text(
      "services:\n  app: {mttf: 99 h, mttr: 1 h, instances: 3, need: 1}\n"
      "recovery:\n  restart: {of: app, steps: [{start: 1 min}]}\n",
      "sample.yaml");
  CHECK(f.recovery.front().what.failures_per_year.value() == doctest::Approx(3 * 8760 / 100.0));
}

TEST_CASE("a service may have a model inside that stands elsewhere in the file") {
  const std::string pair = "mttf: 30 d, mttr: 1 h, coverage: 99%";
  const std::string paths = "paths:\n  order: {needs: [db]}\n";
  const auto inside = [&](const std::string& text) {
    const auto f = read_service_text(text + paths, "sample.yaml");
    return availability::summarise(f.architecture.value()).overall.complement();
  };
  CHECK(inside("services:\n  db: {model: {failover: main}}\npairs:\n  main: {" + pair + "}\n") ==
        inside("services:\n  db: {model: {failover: {" + pair + "}}}\n"));
  CHECK(inside("services:\n  db: {model: {markov: m}}\nchains:\n  m: {states: [u, d], up: [u], "
               "transitions: [{from: u, to: d, rate: 99 h}, {from: d, to: u, rate: 1 h}]}\n") ==
        doctest::Approx(0.01).epsilon(1e-14));
}
