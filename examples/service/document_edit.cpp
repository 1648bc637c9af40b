// SPDX-License-Identifier: BSL-1.0
#include "document_edit.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "common/format.hpp"
#include "common/scalars.hpp"

namespace calculator {

namespace {

using path = std::vector<std::string>;

path split(const std::string& text, char separator) {
  path parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(separator, begin), text.size());
    parts.push_back(plain_blanks(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

std::vector<std::string> keys_of(const YAML::Node& map) {
  std::vector<std::string> keys;
  for (const auto& item : map)
    if (item.first.IsScalar()) keys.push_back(item.first.Scalar());
  return keys;
}

bool has(const YAML::Node& map, const std::string& key) {
  return map.IsMap() && map[key].IsDefined();
}

/// Where what has a name at the beginning stands: a section, a service, a region or a zone.
path place_of(const YAML::Node& root, path keys) {
  const auto within = [&](const path& above) {
    keys.insert(keys.begin(), above.begin(), above.end());
    return keys;
  };
  const std::string name = keys.front();
  if (has(root, name)) return keys;
  if (has(root, "services") && has(root["services"], name)) return within({"services"});
  if (!has(root, "regions")) return keys;
  if (has(root["regions"], name)) return within({"regions"});
  for (const auto& region : root["regions"])
    if (has(region.second, "zones") && has(region.second["zones"], name))
      return within({"regions", region.first.Scalar(), "zones"});
  return keys;
}

using edit = std::function<YAML::Node(const YAML::Node& before)>;

/// A copy of a map in which one place is edited: those that share it by an alias stay.
YAML::Node edited(const YAML::Node& map, const path& keys, std::size_t at, const edit& change) {
  const bool is_last = at + 1 == keys.size();
  if (!map.IsMap()) throw input_error(keys[at] + ": there is no map that it could stand in");
  if (!is_last && !has(map, keys[at]))
    throw input_error("there is no " + quoted(keys[at]) + suggestion(keys[at], keys_of(map)));
  YAML::Node copy(YAML::NodeType::Map);
  for (const auto& item : map) {
    if (!item.first.IsScalar() || item.first.Scalar() != keys[at])
      copy.force_insert(item.first, item.second);
    else
      copy.force_insert(item.first,
                        is_last ? change(item.second) : edited(item.second, keys, at + 1, change));
  }
  if (!has(map, keys[at])) copy.force_insert(keys[at], change(YAML::Node()));
  return copy;
}

/// A part that is down for ever.
YAML::Node down(const YAML::Node& part) {
  YAML::Node copy(YAML::NodeType::Map);
  for (const auto& item : part) {
    const std::string key = item.first.IsScalar() ? item.first.Scalar() : "";
    if (key != "availability" && key != "mttf" && key != "mttr" && key != "model")
      copy.force_insert(item.first, item.second);
  }
  copy.force_insert("availability", "0%");
  return copy;
}

/// A place of a document, and what is to stand there.
struct assignment {
  path keys;
  std::string value;
};
assignment assignment_of(const YAML::Node& root, const std::string& change) {
  const auto equals = change.find('=');
  const std::string value =
      equals == std::string::npos ? "" : plain_blanks(change.substr(equals + 1));
  const path keys = split(change.substr(0, equals), '.');
  if (value.empty() || keys.size() < 2)
    throw input_error(quoted(change) + " is no change: write \"app.mttr=10 min\"");
  return {place_of(root, keys), value};
}

YAML::Node with_change(const YAML::Node& root, const std::string& change) {
  const auto [keys, value] = assignment_of(root, change);
  return edited(root, keys, 0, [&, &to = value](const YAML::Node&) { return YAML::Node(to); });
}

YAML::Node with_part_down(const YAML::Node& root, const std::string& given) {
  std::string name = plain_blanks(given);
  if (!name.ends_with(" down"))
    throw input_error(quoted(given) + " is not known: write \"zone a down\"");
  name.erase(name.size() - 5);
  for (const std::string kind : {"zone ", "region ", "service "})
    if (name.starts_with(kind)) name.erase(0, kind.size());
  const path place = place_of(root, {plain_blanks(name)});
  if (place.size() == 1)
    throw input_error("there is no region, zone or service " + quoted(place.front()));
  return edited(root, place, 0, down);
}

/// The document edited, as text.
template <class Edit>
std::string edited_text(const std::string& text, const Edit& change) {
  try {
    YAML::Emitter out;
    out << change(YAML::Load(text));
    return out.c_str();
  } catch (const YAML::Exception& e) {
    throw input_error(e.msg);
  }
}

}  // namespace

std::string changed_text(const std::string& text, const std::string& changes) {
  return edited_text(text, [&](YAML::Node root) {
    for (const auto& change : split(changes, ',')) root = with_change(root, change);
    return root;
  });
}

YAML::Node patch_of(const YAML::Node& root, const std::string& changes) {
  YAML::Node all(YAML::NodeType::Map);
  for (const auto& change : split(changes, ',')) {
    (void)with_change(root, change);  // all but the last key are there
    const auto [keys, value] = assignment_of(root, change);
    YAML::Node patch(value);
    for (std::size_t i = keys.size(); i-- > 0;) {
      YAML::Node above(YAML::NodeType::Map);
      above.force_insert(keys[i], patch);
      patch.reset(above);
    }
    all.reset(merged(all, patch));
  }
  return all;
}

YAML::Node merged(const YAML::Node& map, const YAML::Node& patch) {
  if (!patch.IsMap()) return patch;
  YAML::Node copy(YAML::NodeType::Map);
  if (map.IsMap())
    for (const auto& item : map) {
      const std::string key = item.first.IsScalar() ? item.first.Scalar() : "";
      const YAML::Node other = patch[key];
      if (!other.IsDefined())
        copy.force_insert(item.first, item.second);
      else if (!other.IsNull())
        copy.force_insert(item.first, merged(item.second, other));
    }
  for (const auto& item : patch)
    if (!item.second.IsNull() && !has(map, item.first.Scalar()))
      copy.force_insert(item.first, merged(YAML::Node(), item.second));
  return copy;
}

std::string text_given(const std::string& text, const std::string& given) {
  return edited_text(text, [&](const YAML::Node& root) { return with_part_down(root, given); });
}

std::vector<std::string> swept(const std::string& sweep) {
  const auto equals = sweep.find('='), dots = sweep.find("..");
  if (equals == std::string::npos || dots == std::string::npos || dots < equals)
    throw input_error(quoted(sweep) + " is no sweep: write \"app.mttr=5 min..60 min\"");
  const std::string ends[] = {sweep.substr(equals + 1, dots - equals - 1), sweep.substr(dots + 2)};
  const auto [from, unit_before] = number_and_rest(plain_blanks(ends[0]), ends[0]);
  const auto [to, unit] = number_and_rest(plain_blanks(ends[1]), ends[1]);
  if (!unit_before.empty() && unit_before != unit)
    throw input_error(quoted(sweep) + " must have the same unit at both ends");
  const bool is_whole = from == std::round(from) && to == std::round(to);
  const double width = std::abs(to - from);
  const int steps = is_whole && width < most_swept ? static_cast<int>(width) : most_swept - 1;
  std::vector<std::string> changes;
  for (int i = 0; i <= steps; ++i) {
    const double value = steps == 0 ? from : from + (to - from) * i / steps;  // input data
    changes.push_back(sweep.substr(0, equals + 1) + significant(value, 6) +
                      (unit.empty() || unit == "%" ? "" : " ") + unit);
  }
  return changes;
}

}  // namespace calculator
