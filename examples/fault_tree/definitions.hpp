// SPDX-License-Identifier: BSL-1.0
// The first pass over the documents: every definition gets a number and a name, so that references
// may come before it. The elements wait for the second pass, which reads what is in them.
#pragma once

#include "model.hpp"
#include "names.hpp"

namespace fault_tree {

/// An element that defines the thing of a number, and the scope that it stands in.
struct pending {
  element from;
  scope in;
  std::size_t index;
};

/// A parameter: the expression that refers to it, and its unit.
struct parameter {
  std::size_t reference = none;
  std::string unit;
};

/// All names of a model, and what is still to be read.
struct definitions {
  name_table<event_ref> events;
  name_table<parameter> parameters;
  name_table<std::size_t> groups;
  std::vector<pending> gates, basic_events, parameter_elements, group_elements;
};

/// Collects the definitions of a document into a model. What is no part of a fault tree is noted in
/// passed_over (event trees), or refused where results depend on it.
void collect(const document& from, model& to, definitions& found);

}  // namespace fault_tree
