// SPDX-License-Identifier: BSL-1.0
// A file that describes a service, read as a whole: whatever is asked, all of its sections are
// checked, and an entry takes from the architecture what it does not say itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "availability/architecture.hpp"
#include "common/boxed.hpp"

namespace YAML {
class Node;
}  // namespace YAML
namespace budget {
struct plan;
}  // namespace budget
namespace capacity {
struct demand;
}  // namespace capacity
namespace dr {
struct service;
}  // namespace dr
namespace failover {
struct pair;
}  // namespace failover
namespace markov {
struct model;
}  // namespace markov
namespace recovery {
struct plan;
}  // namespace recovery
namespace rollout {
struct strategy_prices;
struct study;
}  // namespace rollout
namespace sla {
struct service;
}  // namespace sla

namespace calculator {

struct design_option;
template <class T>
struct named;

/// Whoever looks into a section includes the header of its entries.
struct service_file {
  service_file();
  service_file(const service_file& other);
  service_file(service_file&& other) noexcept;
  service_file& operator=(const service_file& other);
  service_file& operator=(service_file&& other) noexcept;
  ~service_file();

  std::string name;  ///< of the file
  std::string title;
  std::optional<availability::architecture> architecture;
  std::vector<named<sla::service>> agreements;
  std::vector<named<budget::plan>> budgets;
  std::vector<named<recovery::plan>> recovery;
  boxed<dr::service> disaster;
  std::vector<named<rollout::study>> rollouts;
  std::vector<named<markov::model>> chains;
  std::vector<named<failover::pair>> pairs;
  std::vector<named<std::optional<rollout::strategy_prices>>> prices;  ///< of the rollouts
  std::vector<named<capacity::demand>> demands;
  std::vector<named<std::vector<design_option>>> choices;
  boxed<YAML::Node> document;  ///< all of it, as it was parsed; never none
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
const dr::service& disaster_of(const service_file& f);

}  // namespace calculator
