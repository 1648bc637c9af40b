// SPDX-License-Identifier: BSL-1.0
#include "service_file.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "availability/inner_model.hpp"
#include "availability/surroundings.hpp"
#include "budget/plan.hpp"
#include "capacity/demand.hpp"
#include "choices.hpp"
#include "common/sections.hpp"
#include "dr/service.hpp"
#include "failover/pair.hpp"
#include "markov/reader.hpp"
#include "recovery/plan.hpp"
#include "releases.hpp"
#include "rollout/price.hpp"
#include "rollout/study.hpp"
#include "sla/service.hpp"

namespace calculator {

namespace {

[[noreturn]] void fail_without(const service_file& f, const std::string& key) {
  location{f.name, 1, 1, ""}.fail("needs the key " + key);
}

/// Whether an agreement may be on a path that releases take down.
bool counts_releases(const service_file& f) {
  const YAML::Node agreements = (*f.document)["agreements"];
  return agreements.IsDefined() && f.architecture && !f.architecture->paths.empty() &&
         std::any_of(f.rollouts.begin(), f.rollouts.end(),
                     [](const auto& each) { return each.what.year.has_value(); });
}

service_file read_all(const fields& top, const YAML::Node& document, const std::string& name) {
  availability::surroundings around(top);
  const auto read_with = [&](auto read) {
    return [&around, read](const std::string& entry, const cursor& c) {
      return read(entry, c, around);
    };
  };
  service_file f;
  f.name = name;
  f.title = around.title();
  f.architecture = around.about();
  f.budgets = read_section<budget::plan>(top, "budgets", read_with(budget::read_plan));
  f.recovery = read_section<recovery::plan>(top, "recovery", read_with(recovery::read_plan));
  if (auto disaster = dr::read_disaster(top, around)) f.disaster = std::move(*disaster);
  f.rollouts = read_section<rollout::study>(top, "rollouts", read_with(rollout::read_rollout));
  f.chains = around.models().chains;
  f.pairs = around.models().pairs;
  f.prices = read_section<std::optional<rollout::strategy_prices>>(
      top, "rollouts", [](const std::string&, const cursor& c) { return rollout::read_prices(c); });
  f.demands = read_section<capacity::demand>(top, "demands", read_with(capacity::read_demand));
  f.choices = read_choices(top, document);
  f.document = document;
  if (counts_releases(f)) around = around.with(with_releases(f));  // customers bear them, too
  f.agreements = read_section<sla::service>(top, "agreements", read_with(sla::read_agreement));
  return f;
}

/// Calls f with the sections of a document that is parsed. Throws input_error, and nothing else.
template <class F>
void with_sections(const YAML::Node& root, const std::string& name, const F& f) {
  const location where{name, 1, 1, ""};
  try {
    f(sections_of(cursor(root, where)));
  } catch (const YAML::Exception& e) {
    where.fail(e.msg);
  }
}

}  // namespace

service_file::service_file() : document(YAML::Node()) {}
service_file::service_file(const service_file& other) = default;
service_file::service_file(service_file&& other) noexcept = default;
service_file& service_file::operator=(const service_file& other) = default;
service_file& service_file::operator=(service_file&& other) noexcept = default;
service_file::~service_file() = default;

service_file read_service_text(const std::string& text, const std::string& name) {
  service_file f;
  read_sections(text, name, [&](const fields& top) { f = read_all(top, YAML::Load(text), name); });
  return f;
}

service_file read_service_document(const YAML::Node& root, const std::string& name) {
  service_file f;
  with_sections(root, name, [&](const fields& top) { f = read_all(top, root, name); });
  return f;
}

std::optional<availability::architecture> read_architecture_of(const YAML::Node& root,
                                                               const std::string& name) {
  std::optional<availability::architecture> a;
  with_sections(root, name,
                [&](const fields& top) { a = availability::surroundings(top).about(); });
  return a;
}

service_file read_service(const std::string& path) {
  return read_service_text(read_file_text(path), path);
}

availability::architecture architecture_of(const service_file& f) {
  if (!f.architecture) fail_without(f, "services");
  if (f.architecture->paths.empty()) fail_without(f, "paths");
  return *f.architecture;
}

const dr::service& disaster_of(const service_file& f) {
  if (!f.disaster) fail_without(f, "disaster");
  return *f.disaster;
}

}  // namespace calculator
