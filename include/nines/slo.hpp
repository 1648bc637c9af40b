// SPDX-License-Identifier: BSL-1.0
// Promises: what an objective allows, how it is spent and watched, and the chance to break it.
//
//   what may fail: time, requests        error_budget              budget/error_budget.hpp
//   how fast it is spent                 error_budget::burn_rate,  budget/error_budget.hpp
//                                        spent_by
//   when an alert fires, and stops       burn_rate_alert,          budget/burn_rate_alerts.hpp
//                                        alert_on_spending
//   how often it fires by chance         chance_to_fire,           budget/false_alerts.hpp
//                                        chance_of_page
//   ... of low traffic, an estimate      estimate_of_page          budget/false_alert_estimate.hpp
//   how long a unit is down in a window  unit_downtime             downtime/unit_downtime.hpp
//   the same with outages of any law     renewal_downtime          downtime/renewal_downtime.hpp
//   ... bounds that are certain          compound_downtime         downtime/compound_downtime.hpp
//   the chance to break a promise        chance_of_breach          breach/breach.hpp
//   ... in at least one of several       chance_of_any_breach      breach/any_breach.hpp
//   windows
//   the whole curve; credits             exceedance_curve,         breach/breach.hpp
//                                        expected_credit
//   the repair time that a promise       required_mttr,            breach/required.hpp
//   needs                                required_mttf
//   ... with outages of any law          required_mttr,            breach/required_of_law.hpp
//                                        required_mttf
//   availability as measured             by_occurrences,           budget/objectives.hpp
//                                        by_timeslices ...
//   several objectives as one            composite_timeslices ...  budget/objectives.hpp
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
