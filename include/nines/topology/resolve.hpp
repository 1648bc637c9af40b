// SPDX-License-Identifier: BSL-1.0
// resolved_model: a service model whose names are found and whose mistakes are refused.
//
// Every mistake is a model_error that names the element ("services.db.failover") and says what is
// wrong with it: a name that is unknown or taken, services that need each other in a cycle, more
// instances needed than there are. Nothing recurs: a chain of 1e5 services is no deeper than one of
// ten. O(size log size).
// Index: dependency cycle.
#pragma once

#include <map>
#include <nines/inline.hpp>
#include <nines/topology/model.hpp>

namespace nines {

/// A mistake in a service model.
class model_error : public domain_error {
 public:
  /// About an element, as "services.db.needs[0]".
  model_error(std::string element, std::string reason);
  /// What it is about: the path of its name through the model.
  [[nodiscard]] const std::string& element() const { return element_; }
  /// What is wrong.
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  std::string element_, reason_;
};

/// Raises the model_error.
[[noreturn]] void fail_element(std::string element, std::string reason);

/// A model with its names resolved. It refers to the model, which must outlive it.
class resolved_model {
 public:
  /// What a name is of.
  enum class kind : std::uint8_t { region, zone, service };
  /// What a name is of, and its number: of zones, counted through all regions.
  struct named {
    kind what;           ///< what has the name
    std::size_t number;  ///< from 0, among those of its kind
  };

  /// Finds all names. *Throws* model_error for whatever is wrong.
  explicit resolved_model(const service_model& of);

  /// The model itself.
  [[nodiscard]] const service_model& model() const { return model_; }
  /// The zones of all regions, one after the other.
  [[nodiscard]] const std::vector<const availability_zone*>& zones() const { return zones_; }
  /// What has that name, if anything.
  [[nodiscard]] const named* find(const std::string& name) const;
  /// The number of the service, zone or region of that name, which exists.
  [[nodiscard]] std::size_t number(const std::string& name) const { return names_.at(name).number; }
  /// The services that paths need: each before those that it needs.
  [[nodiscard]] const std::vector<std::size_t>& users_first() const { return users_first_; }
  /// The same services in an order in which each comes after those that it needs.
  [[nodiscard]] const std::vector<std::size_t>& needed_first() const { return needed_first_; }

 private:
  struct visit {
    std::size_t service;
    std::size_t next = 0;  // which of its needs is followed next
  };

  void declare(const std::string& where, const std::string& name, named what);
  void declare_all();

  static void check_component(const std::string& where, const component& of);
  void require_name(const std::string& where, kind what, const std::string& name) const;
  void check_dependencies(const std::string& where,
                          const std::vector<service_dependency>& list) const;
  static void require_need(const std::string& where, std::size_t need, std::size_t count,
                           const char* of);
  void check_instances(const std::string& where, const service& each) const;
  void check_service(const service& each) const;
  static void check_failover(const std::string& where, const service_alternatives& any);
  void check_path(const request_path& each);

  /// The i-th service that a service needs, alternatives first; none beyond the last.
  [[nodiscard]] const service_dependency* need_of(std::size_t s, std::size_t i) const;
  /// A stack of services takes the place of recursion.
  void sort_services();
  void enter(std::size_t from);
  void open(std::size_t s);
  [[noreturn]] void fail_cycle(std::size_t s) const;

  enum class state : std::uint8_t { unseen, open, done };
  const service_model& model_;
  std::map<std::string, named> names_;
  std::map<std::string, int> path_names_;
  std::vector<const availability_zone*> zones_;
  std::vector<std::size_t> users_first_, needed_first_;
  std::vector<state> state_;
  std::vector<visit> stack_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/resolve.hpp>
#endif
