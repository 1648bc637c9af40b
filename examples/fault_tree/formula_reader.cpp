// SPDX-License-Identifier: BSL-1.0
#include "formula_reader.hpp"

#include <algorithm>

namespace fault_tree {

namespace {

struct connective_name {
  const char* name;
  connective how;
  std::size_t least, most;  ///< numbers of operands
};
constexpr std::size_t no_limit = none;
constexpr connective_name connectives[] = {
    {"and", connective::all, 1, no_limit},
    {"or", connective::any, 1, no_limit},
    {"not", connective::negation, 1, 1},
    {"xor", connective::odd, 2, 2},
    {"nand", connective::not_all, 1, no_limit},
    {"nor", connective::not_any, 1, no_limit},
    {"atleast", connective::at_least, 1, no_limit},
    {"cardinality", connective::cardinality, 1, no_limit},
    {"iff", connective::equal, 2, 2},
    {"imply", connective::implies, 2, 2},
};

struct kind_name {
  const char* name;
  event_kind kind;
};
constexpr kind_name kinds[] = {{"gate", event_kind::gate},
                               {"basic-event", event_kind::basic_event},
                               {"house-event", event_kind::house_event}};

const char* name_of(event_kind kind) {
  return std::find_if(std::begin(kinds), std::end(kinds),
                      [&](const auto& each) { return each.kind == kind; })
      ->name;
}
bool is_event(const std::string& name) {
  return name == "event" || std::any_of(std::begin(kinds), std::end(kinds),
                                        [&](const auto& each) { return name == each.name; });
}
std::vector<std::string> known_elements() {
  std::vector<std::string> names = {"event", "constant"};
  for (const auto& each : kinds) names.emplace_back(each.name);
  for (const auto& each : connectives) names.emplace_back(each.name);
  return names;
}

class reader {
 public:
  reader(const scope& in, const definitions& known, model& to) : in_(in), known_(known), to_(to) {}

  std::size_t read(const element& e) {
    if (e.name() == "constant" || is_event(e.name())) return add({.operands = {read_operand(e)}});
    const auto* found = std::find_if(std::begin(connectives), std::end(connectives),
                                     [&](const auto& each) { return e.name() == each.name; });
    if (found == std::end(connectives))
      e.fail("is no formula" + suggestion(e.name(), known_elements()));
    formula made{.how = found->how};
    read_limits(e, made);
    for (const auto& each : e.children()) made.operands.push_back(read_operand(each));
    check_operands(e, *found, made);
    return add(std::move(made));
  }

 private:
  std::size_t add(formula made) {
    to_.formulas.push_back(std::move(made));
    return to_.formulas.size() - 1;
  }
  operand read_operand(const element& e) {
    operand made;
    if (e.name() == "constant") {
      e.allow({"value"});
      e.no_children();
      made.truth = e.truth("value");
    } else if (is_event(e.name())) {
      made.what = operand::kind::event;
      made.event = read_event(e);
    } else {
      made.what = operand::kind::formula;
      made.formula = read(e);
    }
    return made;
  }
  /// <gate name=>, <basic-event name=>, <house-event name=>, or <event name= type=>.
  event_ref read_event(const element& e) {
    e.allow(e.name() == "event" ? std::vector<std::string>{"name", "type"}
                                : std::vector<std::string>{"name"});
    e.no_children();
    const std::string type = e.name() == "event" ? e.find("type").value_or("event") : e.name();
    if (!is_event(type)) e.fail("there are no events of the type " + quoted(type));
    const std::string name = referred_name(e);
    const event_ref found = known_.events.at(e, name, in_);
    if (type != "event" && type != name_of(found.kind))
      e.fail("'" + name + "' is a " + name_of(found.kind) + ", not a " + type);
    return found;
  }
  static void read_limits(const element& e, formula& to) {
    if (to.how == connective::at_least) {
      e.allow({"min"});
      (void)e.attribute("min");
      to.min = *e.find_count("min");
    } else if (to.how == connective::cardinality) {
      e.allow({"min", "max"});
      (void)e.attribute("min");
      (void)e.attribute("max");
      to.min = *e.find_count("min");
      to.max = *e.find_count("max");
    } else {
      e.allow({});
    }
  }
  static void check_operands(const element& e, const connective_name& kind, const formula& f) {
    const std::size_t count = f.operands.size();
    if (count < kind.least || count > kind.most)
      e.fail("must have " + std::to_string(kind.least) + (kind.most == no_limit ? " or more" : "") +
             " in it, but has " + std::to_string(count));
    if (f.how == connective::at_least && (f.min < 1 || f.min > count))
      e.fail("min is " + std::to_string(f.min) + ", but must be from 1 to the number of inputs, " +
             std::to_string(count));
    if (f.how == connective::cardinality && (f.min > f.max || f.max > count))
      e.fail("must have min <= max <= the number of inputs, " + std::to_string(count));
    const bool may_repeat = f.how == connective::all || f.how == connective::any ||
                            f.how == connective::not_all || f.how == connective::not_any;
    if (may_repeat) return;
    std::vector<std::pair<event_kind, std::size_t>> seen;
    for (const auto& each : f.operands)
      if (each.what == operand::kind::event) seen.emplace_back(each.event.kind, each.event.index);
    std::sort(seen.begin(), seen.end());
    if (std::adjacent_find(seen.begin(), seen.end()) != seen.end())
      e.fail("the same event stands in it twice");
  }

  const scope& in_;
  const definitions& known_;
  model& to_;
};

}  // namespace

std::size_t read_formula(const element& e, const scope& in, const definitions& known, model& to) {
  return reader(in, known, to).read(e);
}

}  // namespace fault_tree
