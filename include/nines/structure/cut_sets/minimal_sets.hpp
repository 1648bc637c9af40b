// SPDX-License-Identifier: BSL-1.0
// minimal_cut_sets(compiled), minimal_path_sets(compiled): all of them, without a list.
//
// A cut set is a set of parts that brings the system down when they are down and all others are up;
// a minimal one contains no other. A path set is the same of parts that are up. (Without coherence
// these are the minimal solutions.) Rauzy's recursion makes the family of all minimal sets from the
// decisions, with s the part or module that a decision asks for:
//
//   minimal(f)  =  minimal(f without s)  and  s + [minimal(f with s) not above the former]
//
// Modules stay modules, so a family of 1e10 sets is counted in milliseconds, and exactly.
// Source: Rauzy 1993.
// Index: minimal cut set, minimal path set.
#pragma once

#include <cstdint>
#include <nines/error.hpp>
#include <nines/inline.hpp>
#include <nines/structure/decision_graph.hpp>
#include <string>
#include <utility>
#include <vector>

namespace nines {

/// A family of minimal sets of parts. An element of a node is a part, or a module, which stands for
/// each set of a family of its own.
class minimal_sets {
 public:
  /// The sets of `with`, each joined to each set of the element, and the sets of `without`. All
  /// refer to nodes: 0 is the family without sets, 1 that of the empty set, 2 + i that of part i.
  struct node {
    std::uint32_t element, with, without;  ///< families
  };

  /// Made by minimal_cut_sets() and minimal_path_sets().
  minimal_sets(std::vector<std::string> names, std::vector<node> nodes, std::uint32_t root,
               bool of_failures)
      : names_(std::move(names)),
        nodes_(std::move(nodes)),
        root_(root),
        of_failures_(of_failures) {}

  /// The parts.
  [[nodiscard]] const std::vector<std::string>& part_names() const { return names_; }
  /// Nodes that use smaller ones alone; node j is the family 2 + number of parts + j.
  [[nodiscard]] const std::vector<node>& nodes() const { return nodes_; }
  /// The first family that is a node.
  [[nodiscard]] std::uint32_t first_node() const {
    return static_cast<std::uint32_t>(names_.size() + 2);
  }
  /// The family of all sets.
  [[nodiscard]] std::uint32_t root() const { return root_; }
  /// Whether they are cut sets, of parts that are down, and not path sets.
  [[nodiscard]] bool of_failures() const { return of_failures_; }

 private:
  std::vector<std::string> names_;
  std::vector<node> nodes_;
  std::uint32_t root_;
  bool of_failures_;
};

/// All minimal cut sets. *Throws* convergence_error where the family takes more than `memory_limit`
/// bytes.
[[nodiscard]] minimal_sets minimal_cut_sets(const compiled_structure& of,
                                            double memory_limit = default_memory_limit);

/// All minimal path sets, likewise.
[[nodiscard]] minimal_sets minimal_path_sets(const compiled_structure& of,
                                             double memory_limit = default_memory_limit);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/minimal_sets.hpp>
#endif
