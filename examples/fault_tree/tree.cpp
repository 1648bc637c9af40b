// SPDX-License-Identifier: BSL-1.0
#include "tree.hpp"

#include <algorithm>
#include <nines/structure/common_cause.hpp>

#include "common/scalars.hpp"
#include "inputs_first.hpp"

namespace fault_tree {

namespace {

using nines::literal;

/// f(event) for each event that a formula uses, at any depth of formulas in it.
template <class F>
void for_each_event(const model& m, std::size_t formula, const F& f) {
  for (const auto& each : m.formulas[formula].operands) {
    if (each.what == operand::kind::event) f(each.event);
    if (each.what == operand::kind::formula) for_each_event(m, each.formula, f);
  }
}

/// The gates below a top, each behind its inputs.
std::vector<std::size_t> gates_in_order(const model& m, std::size_t top) {
  const auto for_each_gate = [&](std::size_t i, const auto& f) {
    for_each_event(m, m.gates[i].formula, [&](const event_ref& input) {
      if (input.kind == event_kind::gate) f(input.index);
    });
  };
  const auto fail = [&](const auto&, std::size_t i, std::size_t input) {
    m.gates[input].at.fail("the gate '" + m.gates[input].id +
                           "' is an input of itself (a cycle), by '" + m.gates[i].id + "'");
  };
  return inputs_first(m.gates.size(), {top}, for_each_gate, fail);
}

class builder {
 public:
  explicit builder(const model& m)
      : m_(m), gates_(m.gates.size()), events_(m.basic_events.size()) {}

  tree run(std::size_t top) {
    for (const std::size_t i : gates_in_order(m_, top)) gates_[i] = of_formula(m_.gates[i].formula);
    tree made{m_.gates[top].id, builder_.build(gates_[top], nines::logic::failure), {}, {}, {}};
    made.probability = std::move(probability_);
    made.labels = std::move(labels_);
    for (const std::size_t each : made.probability) {
      made.up.push_back(!m_.values.value(each).nearest_probability());
      made.is_uncertain = made.is_uncertain || m_.values.is_uncertain(each);
    }
    return made;
  }

 private:
  literal of_formula(std::size_t number) {
    const formula& f = m_.formulas[number];
    std::vector<literal> in;
    for (const auto& each : f.operands) in.push_back(of_operand(each));
    switch (f.how) {
      case connective::same:
        return in[0];
      case connective::negation:
        return !in[0];
      case connective::all:
        return builder_.all_of(std::move(in));
      case connective::any:
        return builder_.any_of(std::move(in));
      case connective::odd:
        return builder_.exclusive_or(std::move(in));
      case connective::not_all:
        return !builder_.all_of(std::move(in));
      case connective::not_any:
        return !builder_.any_of(std::move(in));
      case connective::at_least:
        return builder_.at_least(f.min, std::move(in));
      case connective::cardinality:
        return between(f.min, f.max, std::move(in));
      case connective::equal:
        return !builder_.exclusive_or(std::move(in));
      case connective::implies:
        break;
    }
    return builder_.any_of({!in[0], in[1]});
  }
  literal between(std::size_t min, std::size_t max, std::vector<literal> in) {
    const literal enough = builder_.at_least(min, in);
    if (max == in.size()) return enough;
    return builder_.all_of({enough, !builder_.at_least(max + 1, std::move(in))});
  }
  literal of_operand(const operand& o) {
    if (o.what == operand::kind::constant) return nines::always_true ^ !o.truth;
    if (o.what == operand::kind::formula) return of_formula(o.formula);
    if (o.event.kind == event_kind::gate) return gates_[o.event.index];
    if (o.event.kind == event_kind::house_event)
      return nines::always_true ^ !m_.house_events[o.event.index].state;
    return of_basic_event(o.event.index);
  }
  literal of_basic_event(std::size_t i) {
    if (events_[i]) return *events_[i];
    const basic_event& e = m_.basic_events[i];
    if (e.group != none) {
      expand(m_.groups[e.group]);
    } else {
      if (e.probability == none) e.at.fail("the basic event '" + e.id + "' has no probability");
      events_[i] = builder_.part(e.id);
      probability_.push_back(e.probability);
      labels_.push_back(e.label);
    }
    return *events_[i];
  }
  /// The parts of a group, and its members as they are made of them.
  void expand(const common_cause_group& group) {
    std::vector<std::string> names;
    for (const std::size_t each : group.members) names.push_back(m_.basic_events[each].id);
    std::vector<double> is_there;
    for (const std::size_t each : group.by_size) is_there.push_back(each == none ? 0 : 1);
    const auto made = [&] {
      try {
        return nines::add_common_cause_group(builder_, names, is_there, nines::logic::failure);
      } catch (const nines::domain_error& e) {
        group.at.fail(reason_of(e));
      }
    }();
    for (const auto& entry : made.values) {  // "a + b": no name has a + in it
      const auto size = std::count(entry.first.begin(), entry.first.end(), '+');
      probability_.push_back(group.by_size[static_cast<std::size_t>(size)]);
      labels_.push_back(group.label);
    }
    for (std::size_t k = 0; k < group.members.size(); ++k)
      events_[group.members[k]] = made.members[k];
  }

  const model& m_;
  nines::structure_builder builder_;
  std::vector<literal> gates_;
  std::vector<std::optional<literal>> events_;
  std::vector<std::size_t> probability_;
  std::vector<std::string> labels_;
};

}  // namespace

std::size_t find_top(const model& m, const std::string& name) {
  std::vector<std::string> ids, tops;
  std::vector<std::uint8_t> is_input(m.gates.size());
  for (const auto& each : m.gates)
    for_each_event(m, each.formula, [&](const event_ref& input) {
      if (input.kind == event_kind::gate) is_input[input.index] = 1;
    });
  std::size_t top = none;
  for (std::size_t i = 0; i < m.gates.size(); ++i) {
    ids.push_back(m.gates[i].id);
    if (name.empty() ? is_input[i] == 0 : m.gates[i].id == name) top = i;
    if (is_input[i] == 0) tops.push_back(m.gates[i].id);
  }
  if (!name.empty() && top == none)
    throw input_error("--top: there is no gate " + quoted(name) + suggestion(name, ids));
  if (!name.empty()) return top;
  const std::string file = shown_name(m.documents[0]->where(0).file);
  if (m.gates.empty()) throw input_error(file + ": has no gate");
  if (tops.empty()) (void)gates_in_order(m, 0);  // says where the cycle is
  if (tops.size() > 1)
    throw input_error(file + ": " + std::to_string(tops.size()) +
                      " gates are no inputs of others (" + tops[0] + ", " + tops[1] +
                      (tops.size() > 2 ? " ..." : "") + "): choose a top event by --top");
  return top;
}

tree make_tree(const model& m, std::size_t top) { return builder(m).run(top); }

}  // namespace fault_tree
