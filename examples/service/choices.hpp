// SPDX-License-Identifier: BSL-1.0
// What may be decided about a service: choices, each with options beside leaving it as it is. An
// option is a change of the file, and what it costs a year beside the costs that the file has.
#pragma once

#include <string>
#include <vector>

#include "common/boxed.hpp"
#include "common/sections.hpp"

namespace calculator {

struct design_option {
  std::string name;
  location where;
  boxed<YAML::Node> patch;  ///< for merged()
  double cost = 0;          ///< a year
};

using design_choice = named<std::vector<design_option>>;

/// The section "choices", of which changes are looked up in the document.
std::vector<design_choice> read_choices(const fields& top, const YAML::Node& document);

}  // namespace calculator
