// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/change_failures.hpp: releases as services that fail.
#pragma once

#include <algorithm>
#include <nines/duration/windows.hpp>
#include <nines/topology/change_failures.hpp>

namespace nines {

namespace detail {

/// Outages that begin `a_year` times in 365 d of up and down time, each of that mean length.
inline component outages_a_year(const std::string& where, double a_year, hours_in<double> each) {
  const double between = count_in<double>(year_365) / a_year;
  if (!(each.count() < between))
    fail_element(where, "its outages of releases take more time than there is");
  return repaired(hours_in<double>(between - each.count()), each);  // input data
}
inline void check_releases(const std::string& where, const release_policy& of) {
  const auto is_time = [](hours_in<double> t) { return t.count() >= 0 && is_finite(t.count()); };
  if (!(of.a_year > 0 && is_finite(of.a_year))) fail_element(where, "a_year must be more than 0");
  if (!is_time(of.restore) || !is_time(of.planned_down))
    fail_element(where, "restore and planned_down must be 0 or more, and finite");
  if (of.share.value() == 0)
    fail_element(where, "a share of 0 meets no failed release: leave it out");
}

}  // namespace detail

NINES_INLINE service_model with_releases(service_model model,
                                         const std::vector<release_policy>& releases) {
  for (const auto& each : releases) {
    const std::string where = "releases." + each.service;
    detail::check_releases(where, each);
    const auto found = std::find_if(model.services.begin(), model.services.end(),
                                    [&](const auto& s) { return s.name == each.service; });
    if (found == model.services.end())
      fail_element(where, "no service is called \"" + each.service + "\"");
    std::vector<service> added;
    if (each.failure_rate.value() > 0 && each.restore.count() > 0) {
      const double failures = each.a_year * each.failure_rate.value();
      added.push_back({.name = each.service + " releases",
                       .own = detail::outages_a_year(where, failures, each.restore)});
      found->needs.push_back({added.back().name, each.share});
    }
    if (each.planned_down.count() > 0) {
      added.push_back({.name = each.service + " planned",
                       .own = detail::outages_a_year(where, each.a_year, each.planned_down)});
      found->needs.push_back({added.back().name});
    }
    model.services.insert(model.services.end(), added.begin(), added.end());
  }
  return model;
}

}  // namespace nines
