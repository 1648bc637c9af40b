// SPDX-License-Identifier: BSL-1.0
// Names in a model. What is defined in a fault tree or component has a path, "tree.part.pump". A
// public name is unique in the model and stands for itself; a private one is found in its own
// component, or by its path. A reference is looked for in the component that it stands in, then
// among all public names, or, if it has a point in it, among all paths.
#pragma once

#include <algorithm>
#include <unordered_map>

#include "common/scalars.hpp"
#include "xml.hpp"

namespace fault_tree {

/// Where something is defined or referred to: in a component, or, with an empty path, nowhere.
struct scope {
  std::string path;
  bool is_private = false;

  [[nodiscard]] std::string path_of(const std::string& name) const {
    return path.empty() ? name : path + "." + name;
  }
  /// The scope of a component in it.
  [[nodiscard]] scope inside(const std::string& name, bool is_private_there) const {
    return {path_of(name), is_private_there};
  }
};

/// The name of what an element defines. Fails unless it is made of letters, digits, _ and -.
std::string defined_name(const element& e);
/// The name that an element refers to, which may be a path.
std::string referred_name(const element& e);
/// Whether an element is private: by its attribute "role", or as what it is in.
bool is_private(const element& e, const scope& in);

/// What names stand for.
template <class Target>
class name_table {
 public:
  /// Adds what an element defines, and returns its id. Fails where the name is taken.
  std::string add(const element& e, const std::string& name, const scope& in, bool is_private,
                  const Target& target) {
    const std::string path = in.path_of(name);
    const std::string id = is_private ? path : name;
    if (!by_path_.try_emplace(path, target).second) e.fail("'" + path + "' is defined twice");
    if (!is_private && !public_.try_emplace(name, target).second)
      e.fail("there is already a public '" + name + "'");
    return id;
  }
  /// What a reference stands for; fails where it is nothing, and suggests the nearest name.
  [[nodiscard]] const Target& at(const element& e, const std::string& name, const scope& in) const {
    if (const auto found = by_path_.find(in.path_of(name));
        !in.path.empty() && found != by_path_.end())
      return found->second;
    const auto& known = name.find('.') == std::string::npos ? public_ : by_path_;
    const auto found = known.find(name);
    if (found == known.end()) e.fail("'" + name + "' is not defined" + nearest(name, known));
    return found->second;
  }

 private:
  using table = std::unordered_map<std::string, Target>;

  static std::string nearest(const std::string& name, const table& known) {
    std::vector<std::string> names;
    for (const auto& entry : known) names.push_back(entry.first);
    std::sort(names.begin(), names.end());
    return suggestion(name, names);
  }

  table by_path_, public_;
};

}  // namespace fault_tree
