// SPDX-License-Identifier: BSL-1.0
#include "what_is_left.hpp"

#include <yaml-cpp/yaml.h>

#include "document_edit.hpp"
#include "service_file.hpp"

namespace calculator {

namespace {

const std::vector<std::string> sections = {"agreements", "budgets", "recovery", "rollouts",
                                           "demands"};

/// Null at a place: merged() takes out what stands there.
YAML::Node nothing_at(const std::vector<std::string>& keys) {
  YAML::Node patch;
  for (std::size_t i = keys.size(); i-- > 0;) {
    YAML::Node above(YAML::NodeType::Map);
    above.force_insert(keys[i], patch);
    patch.reset(above);
  }
  return patch;
}
YAML::Node without(const YAML::Node& root, const std::vector<std::string>& keys) {
  return merged(root, nothing_at(keys));
}

/// Why a document cannot be read, without the place, which is that in an edited text; or nothing.
std::string complaint(const YAML::Node& root, const std::string& name) {
  try {
    (void)read_service_document(YAML::Clone(root), name);
    return "";
  } catch (const input_error& e) {
    const std::string all = e.what();
    const std::size_t after = all.find(": ");
    return after == std::string::npos ? all : all.substr(after + 2);
  }
}

/// The entries of the sections above, and the section that is an entry by itself.
std::vector<std::vector<std::string>> entries_of(const YAML::Node& root) {
  std::vector<std::vector<std::string>> all;
  for (const auto& section : sections)
    if (const YAML::Node list = root[section]; list.IsDefined() && list.IsMap())
      for (const auto& item : list) all.push_back({section, item.first.Scalar()});
  if (root["disaster"].IsDefined()) all.push_back({"disaster"});
  return all;
}

YAML::Node without_empty_sections(const YAML::Node& root) {
  YAML::Node left = root;
  for (const auto& section : sections)
    if (const YAML::Node list = root[section]; list.IsDefined() && list.IsMap() && list.size() == 0)
      left.reset(without(left, {section}));
  return left;
}

/// A document with one of its entries alone; or with none of them.
YAML::Node alone(const YAML::Node& root, const std::vector<std::string>& entry) {
  YAML::Node left = without(root, {"choices"});
  for (const auto& other : entries_of(root))
    if (other != entry) left.reset(without(left, other));
  return without_empty_sections(left);
}

}  // namespace

what_is_left askable(const std::string& text, const std::string& name) {
  const YAML::Node whole = YAML::Load(text);
  if (complaint(whole, name).empty()) return {text, {}};
  YAML::Node left = whole;
  what_is_left found;
  if (complaint(alone(whole, {}), name).empty())
    for (const auto& entry : entries_of(whole))
      if (const auto why = complaint(alone(whole, entry), name); !why.empty()) {
        found.left_out.push_back(why);
        left.reset(without(left, entry));
      }
  left.reset(without_empty_sections(left));
  if (const auto why = complaint(left, name); !why.empty() && left["choices"].IsDefined()) {
    found.left_out.push_back(why);
    left.reset(without(left, {"choices"}));
  }
  YAML::Emitter out;
  out << left;
  found.text = out.c_str();
  (void)read_service_text(found.text, name);
  return found;
}

}  // namespace calculator
