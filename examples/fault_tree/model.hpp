// SPDX-License-Identifier: BSL-1.0
// A model of the Open-PSA Model Exchange Format as its files give it: gates, events, parameters and
// groups of parts that fail together. Plain values that refer to each other by numbers.
#pragma once

#include "expressions.hpp"

namespace fault_tree {

inline constexpr std::size_t none = static_cast<std::size_t>(-1);

/// What a name of an event may stand for.
enum class event_kind { gate, basic_event, house_event };

/// An event by its kind and number.
struct event_ref {
  event_kind kind = event_kind::gate;
  std::size_t index = 0;

  friend bool operator==(const event_ref&, const event_ref&) = default;
};

/// How the operands of a formula are connected; `same` has one.
enum class connective {
  same,
  negation,
  all,
  any,
  odd,
  not_all,
  not_any,
  at_least,
  cardinality,
  equal,
  implies
};

/// One operand: an event, a constant, or a formula of its own.
struct operand {
  enum class kind { event, constant, formula } what = kind::constant;
  event_ref event = {};
  bool truth = false;       ///< of a constant
  std::size_t formula = 0;  ///< its number
};

struct formula {
  connective how = connective::same;
  std::size_t min = 0, max = 0;  ///< of at_least and cardinality
  std::vector<operand> operands = {};
};

/// What is said of anything that has a name.
struct definition {
  std::string id;  ///< its name, or, of a private one, its path
  std::string label;
  place at;
};

struct gate : definition {
  std::size_t formula = none;
};
struct basic_event : definition {
  std::size_t probability = none;  ///< an expression
  std::size_t group = none;        ///< of parts that fail together
};
struct house_event : definition {
  bool state = false;
};

/// Parts that fail together: `by_size[k - 1]` is the probability that exactly a given set of k
/// fails at once.
struct common_cause_group : definition {
  std::vector<std::size_t> members;  ///< basic events
  std::vector<std::size_t> by_size;  ///< expressions; none where no such set fails
  std::vector<std::size_t> checked;  ///< expressions: its factors, then its distribution
  bool adds_up_to_one = false;       ///< what is said of the factors
};

struct model {
  std::vector<std::unique_ptr<document>> documents;
  std::string title;
  std::vector<gate> gates;
  std::vector<formula> formulas;
  std::vector<basic_event> basic_events;
  std::vector<house_event> house_events;
  std::vector<common_cause_group> groups;
  expressions values;
  std::vector<std::string> passed_over;  ///< what was not read: "define-event-tree 'loss of power'"
};

}  // namespace fault_tree
