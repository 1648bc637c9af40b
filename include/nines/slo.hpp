// SPDX-License-Identifier: BSL-1.0
// Promises: what an objective allows, how it is spent and watched, and the chance to break it.
//
//   what may fail: time, requests           error_budget                       slo/budget/error_budget.hpp
//   how fast it is spent                    error_budget::burn_rate, spent_by  slo/budget/error_budget.hpp
//   when an alert fires, and stops          burn_rate_alert, alert_on_spending slo/budget/burn_rate_alerts.hpp
//   how often it fires by chance            chance_to_fire, chance_of_page     slo/budget/false_alerts.hpp
//   ... of low traffic, an estimate         estimate_of_page                   slo/budget/false_alert_estimate.hpp
//   how long a unit is down in a window     unit_downtime                      slo/downtime/unit_downtime.hpp
//   the same with outages of any law        renewal_downtime                   slo/downtime/renewal_downtime.hpp
//   ... bounds that are certain             compound_downtime                  slo/downtime/compound_downtime.hpp
//   the chance to break a promise           chance_of_breach                   slo/breach/breach.hpp
//   ... in at least one of several windows  chance_of_any_breach               slo/breach/any_breach.hpp
//   the whole curve; credits                exceedance_curve, expected_credit  slo/breach/breach.hpp
//   the repair time that a promise needs    required_mttr, required_mttf       slo/breach/required.hpp
//   ... with outages of any law             required_mttr, required_mttf       slo/breach/required_of_law.hpp
//   availability as measured                by_occurrences, by_timeslices ...  slo/budget/objectives.hpp
//   several objectives as one               composite_timeslices ...           slo/budget/objectives.hpp
#pragma once

#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/slo/breach/any_breach.hpp>
#include <nines/slo/breach/breach.hpp>
#include <nines/slo/breach/required.hpp>
#include <nines/slo/breach/required_of_law.hpp>
#include <nines/slo/budget/burn_rate_alerts.hpp>
#include <nines/slo/budget/error_budget.hpp>
#include <nines/slo/budget/false_alert_estimate.hpp>
#include <nines/slo/budget/false_alerts.hpp>
#include <nines/slo/budget/objectives.hpp>
#include <nines/slo/downtime/compound_downtime.hpp>
#include <nines/slo/downtime/renewal_downtime.hpp>
#include <nines/slo/downtime/unit_downtime.hpp>
