// SPDX-License-Identifier: BSL-1.0
// Promises: what an objective allows, how it is spent and watched, and the chance to break it.
//
//   what may fail: time, requests           error_budget                       slo/error_budget.hpp
//   how fast it is spent                    error_budget::burn_rate, spent_by  slo/error_budget.hpp
//   when an alert fires, and stops          burn_rate_alert, alert_on_spending slo/burn_rate_alerts.hpp
//   how often it fires by chance            chance_to_fire, chance_of_page     slo/false_pages.hpp
//   ... of low traffic, an estimate         estimate_of_page                   slo/page_estimate.hpp
//   how long a unit is down in a window     unit_downtime                      slo/unit_downtime.hpp
//   the same with outages of any law        renewal_downtime                   slo/renewal_downtime.hpp
//   ... bounds that are certain             compound_downtime                  slo/compound_downtime.hpp
//   the chance to break a promise           chance_of_breach                   slo/breach.hpp
//   ... in at least one of several windows  chance_of_any_breach               slo/any_breach.hpp
//   the whole curve; credits                exceedance_curve, expected_credit  slo/breach.hpp
//   the repair time that a promise needs    required_mttr, required_mttf       slo/required.hpp
//   ... with outages of any law             required_mttr, required_mttf       slo/required_of_law.hpp
//   availability as measured                by_occurrences, by_timeslices ...  slo/objectives.hpp
//   several objectives as one               composite_timeslices ...           slo/objectives.hpp
#pragma once

#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/slo/any_breach.hpp>
#include <nines/slo/breach.hpp>
#include <nines/slo/burn_rate_alerts.hpp>
#include <nines/slo/compound_downtime.hpp>
#include <nines/slo/error_budget.hpp>
#include <nines/slo/false_pages.hpp>
#include <nines/slo/objectives.hpp>
#include <nines/slo/page_estimate.hpp>
#include <nines/slo/renewal_downtime.hpp>
#include <nines/slo/required.hpp>
#include <nines/slo/required_of_law.hpp>
#include <nines/slo/unit_downtime.hpp>
