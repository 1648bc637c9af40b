// SPDX-License-Identifier: BSL-1.0
#include "dot.hpp"

#include <algorithm>
#include <ostream>

#include "common/format.hpp"

namespace fault_tree {

namespace {

std::string words_of(const formula& f) {
  switch (f.how) {
    case connective::same:
      return "is";
    case connective::negation:
      return "not";
    case connective::all:
      return "all of";
    case connective::any:
      return "any of";
    case connective::odd:
      return "exactly one of";
    case connective::not_all:
      return "not all of";
    case connective::not_any:
      return "none of";
    case connective::at_least:
      return "at least " + std::to_string(f.min) + " of " + std::to_string(f.operands.size());
    case connective::cardinality:
      return std::to_string(f.min) + " to " + std::to_string(f.max) + " of " +
             std::to_string(f.operands.size());
    case connective::equal:
      return "both or neither";
    case connective::implies:
      break;
  }
  return "if the first, the second";
}

/// Writes each node once, those that are met first first.
class drawing {
 public:
  drawing(std::ostream& out, const model& m) : out_(out), m_(m) {}

  void run(std::size_t top) {
    out_ << "digraph fault_tree {\n  graph [fontname=\"Helvetica\", labelloc=t, label=\""
         << dot_escaped(m_.title) << "\"];\n"
         << "  node [fontname=\"Helvetica\", fontsize=11, style=\"rounded,filled\"];\n"
         << "  edge [fontname=\"Helvetica\", fontsize=9, dir=back];\n";
    (void)met({event_kind::gate, top});
    for (std::size_t i = 0; i < seen_.size(); ++i) draw(i);
    out_ << "}\n";
  }

 private:
  /// The name of an event's node.
  std::string met(const event_ref& event) {
    const auto found = std::find(seen_.begin(), seen_.end(), event);
    const auto i = static_cast<std::size_t>(found - seen_.begin());
    if (found == seen_.end()) seen_.push_back(event);
    if (seen_.size() > most_nodes_drawn)
      throw input_error("--dot: a picture of so large a tree says nothing; the most are " +
                        std::to_string(most_nodes_drawn) + " gates and events");
    return "n" + std::to_string(i);
  }
  void node(const std::string& name, const definition& what, const std::string& more,
            const char* shape, const char* colour) {
    out_ << "  " << name << " [shape=" << shape << ", fillcolor=\"" << colour << "\", label=\""
         << dot_escaped(what.label.empty() ? what.id : what.label) << "\\n"
         << dot_escaped(more) << "\"];\n";
  }
  void draw(std::size_t i) {
    const event_ref event = seen_[i];
    const std::string name = "n" + std::to_string(i);
    if (event.kind == event_kind::basic_event) {
      const auto& e = m_.basic_events[event.index];
      const bool is_known = e.probability != none;
      node(name, e,
           is_known          ? significant(m_.values.value(e.probability).value, 3)
           : e.group != none ? "of " + m_.groups[e.group].id
                             : "",
           "ellipse", "#ffd9a8");
    } else if (event.kind == event_kind::house_event) {
      const auto& e = m_.house_events[event.index];
      node(name, e, e.state ? "true" : "false", "house", "#d7e4f0");
    } else {
      const auto& g = m_.gates[event.index];
      node(name, g, words_of(m_.formulas[g.formula]), "box", "#fff3d6");
      draw_inputs(name, g.formula);
    }
  }
  void draw_inputs(const std::string& to, std::size_t number) {
    for (const auto& each : m_.formulas[number].operands) {
      if (each.what == operand::kind::event) {
        const std::string from = met(each.event);
        out_ << "  " << to << " -> " << from << ";\n";
        continue;
      }
      const std::string inner = to + "_" + std::to_string(inner_++);
      const bool is_constant = each.what == operand::kind::constant;
      out_ << "  " << inner << " [shape=box, fillcolor=\"#ffffff\", label=\""
           << (is_constant ? (each.truth ? "true" : "false") : words_of(m_.formulas[each.formula]))
           << "\"];\n  " << to << " -> " << inner << ";\n";
      if (!is_constant) draw_inputs(inner, each.formula);
    }
  }

  std::ostream& out_;
  const model& m_;
  std::vector<event_ref> seen_;
  std::size_t inner_ = 0;
};

}  // namespace

void write_dot(std::ostream& out, const model& m, std::size_t top) { drawing(out, m).run(top); }

}  // namespace fault_tree
