// SPDX-License-Identifier: BSL-1.0
#include "releases.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <nines/topology/change_failures.hpp>
#include <optional>

#include "common/program.hpp"
#include "rollout/analysis.hpp"
#include "rollout/losses.hpp"

namespace calculator {

namespace {

/// How often a release fails, for how long of full traffic, and for which share of its requests.
nines::release_policy failures_of(const rollout::assessed& a) {
  const auto& year = *a.whole.year;
  const auto [exposed, failing] = rollout::exposure_if_bad(a);
  return {.service = "released",
          .a_year = year.per_year,
          .failure_rate = a.risk.prior_bad(),
          .restore = exposed,
          .share = chance::from_value(std::min(failing / exposed, 1.0))};
}
/// The requests that find nobody to serve them while any release is deployed or taken back; nothing
/// where there are none.
std::optional<nines::release_policy> deployments_of(const rollout::assessed& a) {
  const double share = rollout::share_lost(a.whole, a.way.plan);
  if (!(share > 0)) return std::nullopt;
  const double lost = rollout::lost_by_any(a);
  return nines::release_policy{.service = "released",
                               .a_year = a.whole.year->per_year,
                               .failure_rate = chance::always(),
                               .restore = hours(lost / share / a.whole.traffic.per_hour()),
                               .share = chance::from_value(share)};
}

/// The outages of a policy, as a part.
nines::component part_of(const nines::release_policy& policy) {
  return *nines::with_releases({.services = {{.name = policy.service}}}, {policy})
              .services.back()
              .own;
}

/// A list of dependencies, and where it stands.
struct user {
  std::vector<availability::dependency>& needs;
  location where;
};

template <class List>
auto& called(List& list, const std::string& name) {
  return *std::find_if(list.begin(), list.end(),
                       [&](const auto& each) { return each.name == name; });
}

/// The service that a rollout names, or else its path; both are there. Nothing where it names none.
std::optional<user> released(availability::architecture& a, const YAML::Node& entry) {
  if (const YAML::Node service = entry["service"]; service.IsDefined()) {
    auto& found = called(a.services, service.Scalar());
    return user{found.needs, found.where};
  }
  if (const YAML::Node of = entry["path"]; of.IsDefined()) {
    auto& found = called(a.paths, of.Scalar());
    return user{found.needs, found.where};
  }
  return std::nullopt;
}

void add_to(availability::architecture& a, const std::string& entry, const rollout::study& study,
            const user& to) {
  const auto& way = study.strategies.front();
  const auto found = rollout::assess_strategy(study, way);
  std::vector<availability::service> added;
  const auto add = [&](const std::string& kind, const nines::release_policy& policy) {
    const auto part = part_of(policy);
    availability::service made{.name = kind + ": " + entry + " by " + way.name, .where = to.where};
    made.own = availability::part{part.availability, part.mttr, 0};
    to.needs.push_back({a.services.size() + added.size(), to.where, policy.share});
    added.push_back(std::move(made));
  };
  add("releases", failures_of(found));
  if (const auto policy = deployments_of(found)) add("deployments", *policy);
  a.services.insert(a.services.end(), added.begin(), added.end());  // ends the use of `to`
}

}  // namespace

availability::architecture with_releases(const service_file& f) {
  availability::architecture a = architecture_of(f);
  for (const auto& [name, study] : f.rollouts) {
    if (!study.year) continue;
    const auto to = released(a, (*f.document)["rollouts"][name]);
    if (!to) continue;
    try {
      add_to(a, name, study, *to);
    } catch (...) {
      rethrow_named(name);
    }
  }
  return a;
}

}  // namespace calculator
