// SPDX-License-Identifier: BSL-1.0
// The services of an architecture file, and the names by which they refer to one another.
#pragma once

#include <map>

#include "architecture.hpp"
#include "common/cursor.hpp"

namespace availability {

struct known_models;

/// Regions, zones and services share one set of names, so that a what-if can say "name.key=value".
class name_table {
 public:
  explicit name_table(const architecture& a) : a_(a) {}

  /// Fails if the name is malformed, reserved or taken.
  void declare(const std::string& name, const location& where, const std::string& what);
  static void check_name(const std::string& name, const location& where);

  [[nodiscard]] std::size_t zone(const cursor& c) const;
  /// Nothing if there is no region of that name.
  [[nodiscard]] std::optional<std::size_t> find_region(const std::string& name) const;
  [[nodiscard]] std::size_t region(const cursor& c) const;

 private:
  const architecture& a_;
  std::map<std::string, std::string> taken_;
};

/// Adds a warning if the availability under a key of a map, if any, reads like a mistake.
void add_doubt_of(architecture& a, const std::string& name, const fields& f, const char* key);

/// Reads all services; they may refer to those that follow, and to models. Fails at a cycle.
void read_services(const cursor& c, architecture& a, name_table& names, const known_models& known);

/// Reads a list of what is needed: names of services, or maps {service, needed | hit}.
std::vector<dependency> read_dependencies(const cursor& c, const architecture& a);

}  // namespace availability
