// SPDX-License-Identifier: BSL-1.0
// A file that describes a service, read as a whole: whatever is asked, all of its sections are
// checked, and an entry takes from the architecture what it does not say itself.
#pragma once

#include "availability/architecture.hpp"
#include "budget/plan.hpp"
#include "capacity/demand.hpp"
#include "choices.hpp"
#include "dr/service.hpp"
#include "recovery/plan.hpp"
#include "rollout/price.hpp"
#include "rollout/study.hpp"
#include "sla/service.hpp"

namespace calculator {

struct service_file {
  std::string name;  ///< of the file
  std::string title;
  std::optional<availability::architecture> architecture = {};
  std::vector<named<sla::service>> agreements = {};
  std::vector<named<budget::plan>> budgets = {};
  std::vector<named<recovery::plan>> recovery = {};
  std::optional<dr::service> disaster = {};
  std::vector<named<rollout::study>> rollouts = {};
  markov::chains chains = {};
  failover::pairs pairs = {};
  std::vector<named<std::optional<rollout::strategy_prices>>> prices = {};  ///< of the rollouts
  std::vector<named<capacity::demand>> demands = {};
  std::vector<design_choice> choices = {};
  YAML::Node document = {};  ///< all of it, as it was parsed
};

/// All throw input_error, and nothing else, for any text.
service_file read_service(const std::string& path);
service_file read_service_text(const std::string& text, const std::string& name);
/// The same of a document that is parsed, as one that was edited.
service_file read_service_document(const YAML::Node& root, const std::string& name);
/// Its architecture alone; nothing where it has none.
std::optional<availability::architecture> read_architecture_of(const YAML::Node& root,
                                                               const std::string& name);

/// What a question needs; fails where the file lacks it.
availability::architecture architecture_of(const service_file& f);
dr::service disaster_of(const service_file& f);

}  // namespace calculator
