// SPDX-License-Identifier: BSL-1.0
// What an entry of a file may take from the rest of it: a figure stands once. An agreement on a
// path takes its objective and its mean up and down time, a budget its traffic, a rollout of a
// service its fleet, a recovery the failures of what recovers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "architecture.hpp"
#include "common/boxed.hpp"
#include "common/cursor.hpp"

namespace availability {

struct figures;
struct known_models;

/// The figures of a path.
struct path_facts {
  std::string from;  ///< "path checkout"
  std::optional<chance> objective = {};
  std::optional<double> requests_per_hour = {};
};

/// How a path, or a part, is up and down in turn.
struct mean_times {
  hours mttf{0};
  hours mttr{0};
};

/// The instances of a service, in zones that are alike.
struct fleet_facts {
  std::string from;  ///< "service app"
  std::size_t replicas = 0;
  std::size_t zones = 1;
  std::size_t need = 1;
  chance replica = chance::always();
  chance zone = chance::always();
};

/// The failures of a service, zone or region by itself.
struct part_facts {
  std::string from;
  double failures_per_year = 0;
};

/// A region and its zones, which are alike.
struct region_facts {
  std::string from;
  std::size_t zones = 0;
  mean_times region = {};
  mean_times zone = {};
};

class surroundings {
 public:
  /// Reads the architecture, the chains and the pairs of a file.
  explicit surroundings(const fields& top);
  /// The same file with an architecture that says more.
  [[nodiscard]] surroundings with(architecture about) const;

  [[nodiscard]] const known_models& models() const { return *models_; }
  [[nodiscard]] const std::optional<architecture>& about() const { return about_; }
  [[nodiscard]] const std::string& title() const { return title_; }

  /// Each fails where the text names nothing, or where that has no such figures.
  [[nodiscard]] path_facts path(const cursor& name) const;
  [[nodiscard]] mean_times times_of(const cursor& path) const;
  [[nodiscard]] bool is_never_up(const cursor& path) const;
  [[nodiscard]] fleet_facts fleet(const cursor& service) const;
  [[nodiscard]] part_facts part(const cursor& name) const;
  [[nodiscard]] region_facts region(const cursor& name) const;

 private:
  [[nodiscard]] std::size_t path_index(const cursor& name) const;
  [[nodiscard]] const figures& now() const;

  std::string title_;
  boxed<known_models> models_;
  std::optional<architecture> about_;
  std::vector<std::optional<double>> requests_per_hour_;
  mutable boxed<figures> now_;
};

}  // namespace availability
