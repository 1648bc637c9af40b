// SPDX-License-Identifier: BSL-1.0
#include "definitions.hpp"

#include <algorithm>

namespace fault_tree {

namespace {

using name_list = std::vector<std::string>;

const name_list in_components = {"define-gate",      "define-basic-event", "define-house-event",
                                 "define-parameter", "define-component",   "define-CCF-group"};
const name_list in_model_data = {"define-basic-event", "define-house-event", "define-parameter"};
const name_list in_models = {"define-fault-tree", "model-data", "define-CCF-group"};
const name_list of_event_trees = {
    "define-initiating-event", "define-event-tree", "define-sequence",
    "define-functional-event", "define-rule",       "define-consequence",
    "define-consequence-group"};
const name_list units = {"bool",  "int",     "float", "hours",  "hours-1",
                         "years", "years-1", "fit",   "demands"};

bool is_among(const std::string& name, const name_list& list) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

class collector {
 public:
  collector(model& to, definitions& found) : to_(to), found_(found) {}

  void run(const element& root) {
    if (root.name() != "opsa-mef") root.fail("the root must be <opsa-mef>");
    root.allow({"name"});
    if (to_.title.empty()) to_.title = root.label();
    if (to_.title.empty()) to_.title = root.find("name").value_or("");
    for (const auto& each : root.content()) take(each);
  }

 private:
  void take(const element& e) {
    const std::string name = e.name();
    if (name == "define-fault-tree") {
      e.allow({"name"});
      const std::string tree = defined_name(e);
      (void)trees_.add(e, tree, {}, false, 0);
      if (to_.title.empty()) to_.title = e.label().empty() ? tree : e.label();
      fill(e, scope{}.inside(tree, false));
    } else if (name == "model-data") {
      e.allow({});
      for (const auto& each : e.content())
        is_among(each.name(), in_model_data) ? define(each, {}) : unknown(each, in_model_data);
    } else if (name == "define-CCF-group") {
      define(e, {});
    } else {
      take_other(e);
    }
  }
  void take_other(const element& e) {
    const std::string name = e.name();
    const auto called = e.find("name");
    if (is_among(name, of_event_trees))
      return to_.passed_over.push_back(name + (called ? " '" + *called + "'" : ""));
    if (name == "define-substitution" || name == "define-alignment" || name == "include")
      e.fail("changes what the fault trees say, and is not supported");
    if (name == "define-extern-library" || name == "define-extern-function")
      e.fail("code of other libraries is not called");
    unknown(e, in_models);
  }
  [[noreturn]] static void unknown(const element& e, const name_list& known) {
    e.fail("is no element that may stand here" + suggestion(e.name(), known));
  }

  void fill(const element& container, const scope& in) {
    for (const auto& each : container.content())
      is_among(each.name(), in_components) ? define(each, in) : unknown(each, in_components);
  }
  void define(const element& e, const scope& in) {
    const std::string name = e.name();
    if (name == "define-parameter") return define_parameter(e, in);
    if (name == "define-CCF-group") return define_group(e, in);
    e.allow({"name", "role"});
    if (name == "define-component") {
      const std::string part = defined_name(e);
      (void)trees_.add(e, part, in, true, 0);
      return fill(e, in.inside(part, is_private(e, in)));
    }
    if (name == "define-gate") {
      found_.gates.push_back({e, in, to_.gates.size()});
      to_.gates.push_back({define_event(e, in, {event_kind::gate, to_.gates.size()})});
    } else if (name == "define-house-event") {
      define_house_event(e, in);
    } else {
      found_.basic_events.push_back({e, in, to_.basic_events.size()});
      to_.basic_events.push_back(
          {define_event(e, in, {event_kind::basic_event, to_.basic_events.size()})});
    }
  }
  definition define_event(const element& e, const scope& in, const event_ref& what) {
    return {found_.events.add(e, defined_name(e), in, is_private(e, in), what), e.label(), e.at()};
  }
  void define_house_event(const element& e, const scope& in) {
    const auto said = define_event(e, in, {event_kind::house_event, to_.house_events.size()});
    bool state = false;
    if (!e.content().empty()) {
      const element value = e.only_child();
      if (value.name() != "constant") value.fail("must be <constant>");
      value.allow({"value"});
      value.no_children();
      state = value.truth("value");
    }
    to_.house_events.push_back({said, state});
  }
  void define_parameter(const element& e, const scope& in) {
    e.allow({"name", "role", "unit"});
    const std::string name = defined_name(e);
    const std::string unit = e.find("unit").value_or("");
    if (!unit.empty() && !is_among(unit, units))
      e.fail("there is no unit " + quoted(unit) + suggestion(unit, units));
    const std::size_t made = to_.values.reference(name, e.at());
    (void)found_.parameters.add(e, name, in, is_private(e, in), {made, unit});
    found_.parameter_elements.push_back({e, in, made});
  }
  /// The members of a group are basic events of the scope that it stands in.
  void define_group(const element& e, const scope& in) {
    e.allow({"name", "role", "model"});
    const bool hidden = is_private(e, in);
    common_cause_group group;
    group.at = e.at();
    group.label = e.label();
    group.id = found_.groups.add(e, defined_name(e), in, hidden, to_.groups.size());
    const auto content = e.content();
    if (content.empty() || content.front().name() != "members")
      e.fail("must begin with its <members>");
    content.front().allow({});
    for (const auto& each : content.front().children()) add_member(each, in, hidden, group);
    if (group.members.size() < 2) content.front().fail("a group has two members or more");
    found_.group_elements.push_back({e, in, to_.groups.size()});
    to_.groups.push_back(std::move(group));
  }
  void add_member(const element& e, const scope& in, bool hidden, common_cause_group& group) {
    if (e.name() != "basic-event") e.fail("a member is a <basic-event>");
    e.allow({"name"});
    e.no_children();
    const event_ref what{event_kind::basic_event, to_.basic_events.size()};
    group.members.push_back(what.index);
    basic_event made;
    made.id = found_.events.add(e, defined_name(e), in, hidden, what);
    made.at = e.at();
    made.group = to_.groups.size();
    to_.basic_events.push_back(std::move(made));
  }

  model& to_;
  definitions& found_;
  name_table<int> trees_;  // fault trees and components
};

}  // namespace

void collect(const document& from, model& to, definitions& found) {
  collector(to, found).run(from.root());
}

}  // namespace fault_tree
