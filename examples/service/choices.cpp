// SPDX-License-Identifier: BSL-1.0
#include "choices.hpp"

#include <yaml-cpp/yaml.h>

#include "document_edit.hpp"

namespace calculator {

namespace {

YAML::Node patch_at(const cursor& c, const YAML::Node& document) {
  try {
    return patch_of(document, c.text());
  } catch (const input_error& e) {
    c.fail(e.what());
  }
}

/// "app.instances=3", or a map of what it changes or sets, its name and its cost.
design_option read_option(const cursor& c, const YAML::Node& node, const YAML::Node& document) {
  if (c.is_scalar()) return {c.line(), c.where(), patch_at(c, document)};
  const fields given(c, {"name", "change", "set", "cost"});
  const auto* change = given.find("change");
  const auto* set = given.find("set");
  if ((change == nullptr) == (set == nullptr)) c.fail("needs one of the keys change and set");
  design_option made{.name = "",
                     .where = c.where(),
                     .patch = change != nullptr ? patch_at(*change, document) : node["set"]};
  if (set != nullptr && !set->is_map()) set->fail("must be a map with keys of the file");
  const auto* name = given.find("name");
  if (name == nullptr && change == nullptr) c.fail("needs the key name");
  made.name = (name != nullptr ? *name : *change).line();
  if (const auto* cost = given.find("cost")) made.cost = cost->amount();
  return made;
}

}  // namespace

std::vector<design_choice> read_choices(const fields& top, const YAML::Node& document) {
  return read_section<std::vector<design_option>>(
      top, "choices", [&](const std::string& name, const cursor& c) {
        std::vector<design_option> options;
        for (const auto& item : c.items())
          options.push_back(read_option(item, document["choices"][name][options.size()], document));
        return options;
      });
}

}  // namespace calculator
