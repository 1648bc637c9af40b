// SPDX-License-Identifier: BSL-1.0
#include "reader.hpp"

#include <algorithm>

#include "architecture.hpp"
#include "common/cursor.hpp"
#include "parts.hpp"
#include "service_reader.hpp"

namespace availability {

namespace {

const std::vector<std::string> path_keys = {"needs", "objective", "traffic", "outage_cost"};

/// A weight; or requests an hour, of a rate.
double traffic_of(const cursor& c) {
  const std::string text = c.text();
  if (text.find('/') == std::string::npos) return c.amount();
  try {
    return parse_request_rate(text);
  } catch (const std::invalid_argument& e) {
    c.fail(e.what());
  }
}

class reader {
 public:
  reader(const fields& top, const known_models& known, architecture& a)
      : top_(top), known_(known), a_(a), names_(a) {}

  void run() {
    if (const auto* c = top_.find("title")) a_.title = c->line();
    if (const auto* c = top_.find("currency")) a_.currency = c->name();
    if (const auto* c = top_.find("regions"))
      for (const auto& [name, region] : c->entries()) read_region(region.where(), name, region);
    read_services(top_.at("services"), a_, names_, known_);
    if (const auto* c = top_.find("paths"))
      for (const auto& [name, path] : c->entries()) read_path(name, path);
    if (a_.paths.size() > most_paths)
      top_.at("paths").fail("are more than " + std::to_string(most_paths));
  }

 private:
  static constexpr std::size_t most_paths = 50;

  void read_region(const location& where, const std::string& name, const cursor& c) {
    names_.declare(name, where, "region");
    const fields f(c, {"availability", "mttf", "mttr", "cost", "common_cause", "zones"});
    region r{.name = name, .where = where, .self = read_part(c, f)};
    add_doubt_of(a_, name, f, "availability");
    if (const auto* share = f.find("common_cause")) r.common_cause = share->probability();
    for (const auto& [zone_name, zone] : f.at("zones").entries()) {
      names_.declare(zone_name, zone.where(), "zone");
      const fields keys(zone, part_keys());
      r.zones.push_back(a_.zones.size());
      add_doubt_of(a_, zone_name, keys, "availability");
      a_.zones.push_back({zone_name, zone.where(), a_.regions.size(), read_part(zone, keys)});
    }
    a_.regions.push_back(std::move(r));
  }

  void read_path(const std::string& name, const cursor& c) {
    names_.check_name(name, c.where());
    const fields f(c, path_keys);
    path p{.name = name, .where = c.where(), .needs = read_dependencies(f.at("needs"), a_)};
    if (const auto* o = f.find("objective")) p.objective = o->probability();
    add_doubt_of(a_, name, f, "objective");
    if (const auto* o = f.find("outage_cost")) p.outage_cost = o->amount();
    if (const auto* t = f.find("traffic")) p.traffic = traffic_of(*t);
    if (!(p.traffic > 0)) f.at("traffic").fail("must be more than 0");
    a_.paths.push_back(std::move(p));
  }

  const fields& top_;
  const known_models& known_;
  architecture& a_;
  name_table names_;
};

}  // namespace

std::optional<architecture> read_architecture(const fields& top, const known_models& known) {
  const cursor* first = nullptr;
  for (const char* key : {"regions", "services", "paths"})
    if (first == nullptr) first = top.find(key);
  if (first == nullptr) return std::nullopt;
  architecture a;
  a.file = first->where().file;
  reader(top, known, a).run();
  return a;
}

std::vector<std::optional<double>> read_request_rates(const fields& top) {
  std::vector<std::optional<double>> rates;
  const auto* paths = top.find("paths");
  if (paths == nullptr) return rates;
  for (const auto& [name, path] : paths->entries()) {
    const fields given(path, path_keys);
    const auto* traffic = given.find("traffic");
    const bool is_rate = traffic != nullptr && traffic->text().find('/') != std::string::npos;
    rates.push_back(is_rate ? std::optional(traffic_of(*traffic)) : std::nullopt);
    if (rates.back().has_value() != rates.front().has_value())
      (traffic != nullptr ? *traffic : path)
          .fail("the traffic of paths is a rate of each, or a weight of each");
  }
  return rates;
}

}  // namespace availability
