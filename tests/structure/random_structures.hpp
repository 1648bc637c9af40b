// SPDX-License-Identifier: BSL-1.0
// Random structures of few parts, with all kinds of gates, and their value in each state of the
// parts by plain evaluation of the gates as they were drawn.
#pragma once

#include <nines/structure/model.hpp>
#include <string>
#include <vector>

#include "support/enumerate.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"

namespace nines_test {

/// Gates as they were drawn: each is of parts (below the number of parts) and earlier gates.
struct random_structure {
  enum class kind { all, any, threshold, odd, mixture };
  struct input {
    std::size_t node;
    bool negated;
  };
  struct gate {
    kind how;
    std::size_t k;
    std::vector<input> inputs;
  };
  std::size_t parts = 0;
  std::vector<gate> gates = {};
  nines::logic meaning = nines::logic::success;

  /// Whether the gates, as they were written, are true in the state of what they call true.
  [[nodiscard]] bool holds(state s) const {
    std::vector<bool> value;
    for (std::size_t i = 0; i < parts; ++i) value.push_back(is_up(s, i));
    for (const gate& each : gates) {
      std::vector<bool> in;
      for (const input& i : each.inputs) in.push_back(value[i.node] != i.negated);
      value.push_back(result(each, in));
    }
    return value.back();
  }
  /// Whether the system is up where the parts of the state are.
  [[nodiscard]] bool is_system_up(state s) const {
    const state all = (state{1} << parts) - 1;
    return meaning == nines::logic::success ? holds(s) : !holds(all & ~s);
  }
  static bool result(const gate& g, const std::vector<bool>& in) {
    std::size_t count = 0;
    for (const bool each : in) count += each ? 1 : 0;
    switch (g.how) {
      case kind::all:
        return count == in.size();
      case kind::any:
        return count > 0;
      case kind::threshold:
        return count >= g.k;
      case kind::odd:
        return count % 2 == 1;
      default:
        return in[0] ? in[1] : in[2];
    }
  }

  [[nodiscard]] nines::structure build() const {
    nines::structure_builder builder;
    std::vector<nines::literal> nodes;
    for (std::size_t i = 0; i < parts; ++i) nodes.push_back(builder.part("p" + std::to_string(i)));
    for (const gate& g : gates) {
      std::vector<nines::literal> in;
      for (const input& i : g.inputs) in.push_back(nodes[i.node] ^ i.negated);
      switch (g.how) {
        case kind::all:
          nodes.push_back(builder.all_of(in));
          break;
        case kind::any:
          nodes.push_back(builder.any_of(in));
          break;
        case kind::threshold:
          nodes.push_back(builder.at_least(g.k, in));
          break;
        case kind::odd:
          nodes.push_back(builder.exclusive_or(in));
          break;
        default:
          nodes.push_back(builder.if_then_else(in[0], in[1], in[2]));
      }
    }
    return builder.build(nodes.back(), meaning);
  }
};

/// Draws a structure; a coherent one has no negation, no exclusive or, and no if-then-else.
inline random_structure draw_structure(random_source& random, std::size_t most_parts,
                                       bool coherent) {
  using kind = random_structure::kind;
  random_structure drawn{.parts = random.between(1, most_parts)};
  if (random.one_in(2)) drawn.meaning = nines::logic::failure;
  const std::size_t gates = random.between(1, 2 + drawn.parts);
  for (std::size_t g = 0; g < gates; ++g) {
    random_structure::gate gate{kind::all, 0, {}};
    gate.how = static_cast<kind>(random.below(coherent ? 3 : 5));
    const std::size_t count = gate.how == kind::mixture ? 3 : random.between(1, 5);
    const std::size_t nodes = drawn.parts + g;
    for (std::size_t i = 0; i < count; ++i) {
      const bool recent = g > 0 && random.one_in(2);
      const std::size_t node =
          recent ? nodes - 1 - random.below(g < 4 ? g : 4) : random.below(nodes);
      gate.inputs.push_back({node, !coherent && random.one_in(4)});
    }
    gate.k = random.between(0, count);
    drawn.gates.push_back(gate);
  }
  return drawn;
}

/// Parts from 1e-12 to 0.5 on their smaller side.
inline std::vector<nines::probability<double>> draw_parts(random_source& random, std::size_t n) {
  std::vector<nines::probability<double>> parts;
  for (std::size_t i = 0; i < n; ++i) parts.push_back(random_part(random, 1e-12, 0.5));
  return parts;
}

}  // namespace nines_test
