// SPDX-License-Identifier: BSL-1.0
#include "reader.hpp"

#include <algorithm>

#include "common/format.hpp"
#include "formula_reader.hpp"
#include "group_reader.hpp"

namespace fault_tree {

namespace {

constexpr std::size_t longest_model = std::size_t{1} << 29U;

void read_definitions(const definitions& found, double mission_time, model& to) {
  expression_reader read(to.values, found, mission_time);
  for (const auto& each : found.parameter_elements)
    to.values.define(each.index, read.read(each.from.only_child(), each.in));
  for (const auto& each : found.basic_events)
    if (!each.from.content().empty())
      to.basic_events[each.index].probability = read.read(each.from.only_child(), each.in);
  for (const auto& each : found.group_elements) read_group(each, read, to);
  for (const auto& each : found.gates)
    to.gates[each.index].formula = read_formula(each.from.only_child(), each.in, found, to);
}

void check_probabilities(const model& m) {
  for (const auto& each : m.basic_events) {
    if (each.probability == none) continue;
    const auto& p = m.values.value(each.probability);
    if (!p.is_probability())
      each.at.fail("the probability of '" + each.id + "' is " + significant(p.value, 6) +
                   ", but must be from 0 to 1");
  }
}

}  // namespace

model read_texts(const std::vector<file_text>& files, double mission_time) {
  model made;
  definitions found;
  for (const auto& each : files) {
    made.documents.push_back(std::make_unique<document>(each.text, each.file));
    collect(*made.documents.back(), made, found);
  }
  read_definitions(found, mission_time, made);
  made.values.evaluate();
  check_groups(made);
  check_probabilities(made);
  return made;
}

model read_files(const std::vector<std::string>& files, double mission_time) {
  std::vector<file_text> list;
  for (const auto& file : files) {
    if (std::count(files.begin(), files.end(), file) > 1)
      throw input_error(shown_name(file) + ": is given twice");
    list.push_back({file, read_file_text(file, longest_model)});
  }
  return read_texts(list, mission_time);
}

}  // namespace fault_tree
