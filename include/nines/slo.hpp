// SPDX-License-Identifier: BSL-1.0
// Service-level objectives and agreements: what an objective allows, how fast its budget is
// consumed, when alerts fire, and the probability of breaking an agreement.
//
//   what may fail: time, requests     error_budget             budget/error_budget.hpp
//   how fast it is consumed           error_budget::burn_rate, budget/error_budget.hpp
//                                     consumed_by
//   when an alert fires, and stops    burn_rate_alert,         budget/burn_rate_alerts.hpp
//                                     alert_on_consumption
//   how often it fires for nothing    alert_probability,       budget/false_alerts.hpp
//                                     false_alert_probability
//   ... of low traffic, by simulation estimate_false_alerts    budget/false_alert_estimate.hpp
//   down time of a unit in a window   unit_downtime            downtime/unit_downtime.hpp
//   the same with outages of any      renewal_downtime         downtime/renewal_downtime.hpp
//   distribution
//   ... bounds that are certain       compound_downtime        downtime/compound_downtime.hpp
//   how likely an SLA is broken       breach_probability       breach/breach.hpp
//   ... in at least one of several    any_breach_probability   breach/any_breach.hpp
//   windows
//   the whole curve; credits          exceedance_curve,        breach/breach.hpp
//                                     expected_credit
//   repair time that an SLA needs,    required_mttr,           breach/required.hpp
//   whatever outages last             required_mttf
//   availability as measured          by_occurrences,          budget/objectives.hpp
//                                     by_timeslices ...
//   several objectives as one         composite_timeslices ... budget/objectives.hpp
#pragma once

#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/slo/breach/any_breach.hpp>
#include <nines/slo/breach/breach.hpp>
#include <nines/slo/breach/required.hpp>
#include <nines/slo/budget/burn_rate_alerts.hpp>
#include <nines/slo/budget/error_budget.hpp>
#include <nines/slo/budget/false_alert_estimate.hpp>
#include <nines/slo/budget/false_alerts.hpp>
#include <nines/slo/budget/objectives.hpp>
#include <nines/slo/budget/window_failures.hpp>
#include <nines/slo/downtime/compound_downtime.hpp>
#include <nines/slo/downtime/renewal_downtime.hpp>
#include <nines/slo/downtime/unit_downtime.hpp>
