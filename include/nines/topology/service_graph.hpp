// SPDX-License-Identifier: BSL-1.0
// service_graph: a service model as independent parts and the gates that join them.
//
// Everything that can fail by itself is one part: a region, a zone, each instance, the cause that
// like instances share, the failover, the luck of a request that does without. A zone is one part
// however many services stand in it: that is how failure domains and shared services are exact.
// Gates stand after their inputs, so an index is a topological order. compile.hpp makes the graph;
// structure_of() makes a structure of a gate, whose parts are those of the graph, in their order.
// Index: failover.
#pragma once

#include <nines/duration/hours.hpp>
#include <nines/inline.hpp>
#include <nines/structure/model.hpp>
#include <nines/topology/model.hpp>

namespace nines {

/// What parts belong to: "app" is one unit, whatever its number of instances.
struct model_unit {
  /// What it is.
  enum class kind : std::uint8_t {
    region,
    zones_common_cause,      ///< of the zones of a region
    zone,                    ///< a zone
    service,                 ///< the own instances of a service
    instances_common_cause,  ///< of the instances of a service
    failover,                ///< that it works
    request                  ///< that a request does not need a service
  };
  kind what = kind::service;    ///< what the unit stands for
  std::string name;             ///< for people: "zone a"
  std::string element;          ///< the name of the region, zone or service
  std::string no_outages = {};  ///< why some of what it loses is no outage: retries
};

/// An independent part.
struct model_part {
  std::string name;                           ///< its own: "app 2 in a"
  probability<double> up;                     ///< that it is up, in the long run
  std::optional<hours_in<double>> mttr = {};  ///< where it is known
  std::size_t unit = 0;                       ///< to which it belongs
  std::size_t twin = 0;                       ///< the first part that is like it in all
  /// The share of its unavailability that is outages; the rest is the luck of single requests.
  probability<double> outages = probability<double>::always();
};

/// How a failover goes: that it works at all, and the share of the down time of the first
/// alternative that is left when it is done.
struct takeover {
  probability<double> success = probability<double>::always();  ///< that it works at all
  probability<double> in_time = probability<double>::always();  ///< that it is done
  std::optional<hours_in<double>> time = {};                    ///< none: it is done at once

  /// That it has worked, while the first alternative is down.
  [[nodiscard]] probability<double> done() const { return both(success, in_time); }
};

/// A gate of a graph.
struct service_gate {
  /// A failover has the inputs first, works, others: it is first or (works and others).
  enum class kind : std::uint8_t { leaf, every, any, threshold, failover };
  kind what = kind::leaf;                ///< how it combines its inputs
  std::size_t number = 0;                ///< of a part; of a threshold: how many
  std::vector<std::size_t> inputs = {};  ///< gates with smaller indices
  takeover switching = {};               ///< of a failover
};

/// Parts and gates.
struct service_graph {
  std::vector<model_unit> units;    ///< what parts belong to
  std::vector<model_part> parts;    ///< the independent parts
  std::vector<service_gate> gates;  ///< each after its inputs
  std::vector<std::size_t> paths;   ///< the gate of each path

  /// Which gates a gate depends on, itself included.
  [[nodiscard]] std::vector<bool> gates_below(std::size_t root) const;
  /// Which parts a gate depends on.
  [[nodiscard]] std::vector<bool> parts_below(std::size_t root) const;
  /// That each part is up, in a scalar T.
  template <class T = double>
  [[nodiscard]] std::vector<probability<T>> part_values() const;
};

template <class T>
std::vector<probability<T>> service_graph::part_values() const {
  std::vector<probability<T>> values;
  values.reserve(parts.size());
  for (const auto& each : parts) values.push_back(probability<T>(each.up));
  return values;
}

/// The structure of a gate: its parts are those of the graph, in their order. O(size). *Throws*
/// domain_error unless there is such a gate.
[[nodiscard]] structure structure_of(const service_graph& from, std::size_t gate);

/// That a gate is up just before a part fails, and down just after. A failover that takes time has
/// not begun then. O(size). *Throws* domain_error unless there are such a gate and part.
[[nodiscard]] structure failure_structure(const service_graph& from, std::size_t gate,
                                          std::size_t part);

/// Whether a part fails and is repaired in time: neither perfect, nor down for ever, nor the luck
/// of a request or of a failover.
[[nodiscard]] inline bool can_fail(const service_graph& of, const model_part& part) {
  const auto what = of.units[part.unit].what;
  return part.up.complement() > 0 && part.up.value() > 0 && part.outages.value() > 0 &&
         what != model_unit::kind::failover && what != model_unit::kind::request;
}

/// Which services below a gate are not only down in outages: "requests to dns are tried again";
/// empty if there is none.
[[nodiscard]] std::string not_only_outages(const service_graph& of, std::size_t gate);

/// Why it is not known how often a gate fails: "dns has no mttr"; empty if it is known.
[[nodiscard]] std::string unknown_rate(const service_graph& of, std::size_t gate);

}  // namespace nines

#ifdef NINES_COMPILED
extern template std::vector<nines::probability<double>> nines::service_graph::part_values<double>()
    const;
#else
#include <nines/topology/impl/service_graph.hpp>
#endif
