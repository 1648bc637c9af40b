// SPDX-License-Identifier: BSL-1.0
#include "what_if.hpp"

#include <algorithm>

#include "architecture.hpp"
#include "common/cursor.hpp"
#include "inner_model.hpp"
#include "parts.hpp"
#include "service_model.hpp"

namespace availability {

namespace {

constexpr std::size_t most_zones = 50;

/// What a change can be said of: "app" of "app.instances=3", with its key and its value.
struct change {
  std::string name;
  std::string key;
  std::string value;
};

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string::npos ? ""
                                    : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

change parse_change(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos)
    throw std::invalid_argument("\"" + text + "\" is not of the form key=value");
  const std::string target = trimmed(text.substr(0, equals));
  const auto dot = target.find('.');
  if (dot == std::string::npos) return {"", target, trimmed(text.substr(equals + 1))};
  return {target.substr(0, dot), target.substr(dot + 1), trimmed(text.substr(equals + 1))};
}

/// Changes a key that every part has; false if it is none of them.
bool change_part(part& p, const change& c) {
  const bool keeps = c.key == "mttr" || c.key == "mttf";  // the other one of the two
  if (keeps && (p.up.value() == 0 || p.up.complement() == 0))
    throw std::invalid_argument(c.name + " is " +
                                (p.up.value() == 0 ? "down for ever" : "never down") +
                                ", which no " + c.key + " changes");
  if (keeps && !p.mttr)
    throw std::invalid_argument(
        c.name + " has no mttf and mttr in the file, only an availability to change");
  if (c.key == "availability")
    p = with_availability(p, parse_probability(c.value));
  else if (c.key == "mttr")
    p = with_mttr(p, parse_duration(c.value));
  else if (c.key == "mttf")
    p = with_mttf(p, parse_mean_time(c.value));
  else if (c.key == "cost")
    p.cost = parse_amount(c.value);
  else
    return false;
  return true;
}

[[noreturn]] void refuse_key(const change& c, std::vector<std::string> known) {
  throw std::invalid_argument((c.name.empty() ? "" : c.name + " has ") + std::string("no key ") +
                              c.key + " to change" + suggestion(c.key, known));
}

void change_region(architecture& a, std::size_t r, const change& c) {
  if (c.key == "zones")
    set_zone_count(a, r, parse_count(c.value, 1, most_zones));
  else if (c.key == "common_cause")
    a.regions[r].common_cause = parse_probability(c.value);
  else if (!change_part(a.regions[r].self, c))
    refuse_key(c, {"zones", "common_cause", "availability", "mttf", "mttr", "cost"});
}

void change_failover(service& s, const change& c) {
  if (!s.any || !s.any->switching) throw std::invalid_argument(s.name + " has no failover");
  if (c.key == "failover.time")
    s.any->switching->time = parse_switching_time(c.value);
  else
    s.any->switching->success = parse_probability(c.value);
}

void change_instances(service& s, const change& c) {
  if (c.key == "instances") {
    if (s.instances.empty() && s.unplaced == 0)
      throw std::invalid_argument("the zones of " + s.name +
                                  " are gone, and its instances with them");
    const std::size_t zones = std::max<std::size_t>(s.instances.size(), 1);
    const std::size_t count = parse_count(c.value, 1, most_instances / zones);
    for (auto& p : s.instances) p.count = count;
    if (s.instances.empty()) s.unplaced = count;
  } else {
    s.need = parse_count(c.value, 1, most_instances);
  }
  if (s.need > s.instance_count())
    throw std::invalid_argument(s.name + " needs " + std::to_string(s.need) +
                                " instances, but has only " + std::to_string(s.instance_count()));
}

/// A figure of the model inside: "database.model.promotion=10 s".
void change_model(service& s, const change& c) {
  if (!s.model) throw std::invalid_argument(s.name + " has no model inside");
  inner_model model = *s.model;
  change_figure(model, c.key.substr(std::string_view("model.").size()), c.value);
  s.own = part{as_part(model).up, as_part(model).mttr, s.own->cost};
  s.model = std::make_shared<inner_model>(std::move(model));
}

/// A service that others make up, taken as one part of a known availability.
void replace_whole(service& s, const chance& up) {
  s.own = part{.up = up};
  s.any.reset();
  s.needs.clear();
}

void change_service(service& s, const change& c) {
  if (c.key.starts_with("model.")) return change_model(s, c);
  static const std::vector<std::string> keys = {
      "instances", "need",         "common_cause",  "retries", "persistent",      "mttr",
      "mttf",      "availability", "failover.time", "cost",    "failover.success"};
  if (std::find(keys.begin(), keys.end(), c.key) == keys.end()) refuse_key(c, keys);
  if (c.key.starts_with("failover.")) return change_failover(s, c);
  if (!s.own && c.key == "availability") return replace_whole(s, parse_probability(c.value));
  if (!s.own)
    throw std::invalid_argument(s.name +
                                " has no part of its own to change, only its availability");
  if (c.key == "instances" || c.key == "need") return change_instances(s, c);
  if (c.key == "common_cause")
    s.common_cause = parse_probability(c.value);
  else if (c.key == "retries")
    s.retries = parse_count(c.value, 0, 100);
  else if (c.key == "persistent")
    s.persistent = parse_probability(c.value);
  else if (s.model && c.key != "cost")
    throw std::invalid_argument(s.name + " has a model inside: change a figure of it, as in " +
                                s.name + ".model.mttf");
  else
    change_part(*s.own, c);
}

/// "zones=3", "common_cause=1.5%": of every region.
void change_all(architecture& a, const change& c) {
  if (c.key != "zones" && c.key != "common_cause")
    throw std::invalid_argument("\"" + c.key + "\" is not zones, common_cause or name.key");
  if (a.regions.empty()) throw std::invalid_argument("there are no regions to change");
  for (std::size_t r = 0; r < a.regions.size(); ++r) change_region(a, r, c);
}

void apply(architecture& a, const change& c) {
  if (c.name.empty()) return change_all(a, c);
  std::vector<std::string> names;
  for (std::size_t r = 0; r < a.regions.size(); ++r) {
    if (a.regions[r].name == c.name) return change_region(a, r, c);
    names.push_back(a.regions[r].name);
  }
  for (auto& z : a.zones) {
    if (z.name == c.name && !change_part(z.self, c)) refuse_key(c, part_keys());
    if (z.name == c.name) return;
    names.push_back(z.name);
  }
  for (auto& s : a.services) {
    if (s.name == c.name) return change_service(s, c);
    names.push_back(s.name);
  }
  throw std::invalid_argument("nothing is called \"" + c.name + "\"" + suggestion(c.name, names));
}

}  // namespace

architecture changed(const architecture& a, const std::string& changes) {
  architecture result = a;
  try {
    for (std::size_t from = 0; from <= changes.size();) {
      const auto comma = std::min(changes.find(',', from), changes.size());
      apply(result, parse_change(changes.substr(from, comma - from)));
      from = comma + 1;
    }
    check(result);                     // what the change makes impossible is an error of the change
  } catch (const std::exception& e) {  // invalid_argument, input_error
    throw input_error("--what-if \"" + changes + "\": " + e.what());
  }
  return result;
}

}  // namespace availability
