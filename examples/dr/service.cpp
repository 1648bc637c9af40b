// SPDX-License-Identifier: BSL-1.0
#include "service.hpp"

#include <stdexcept>

namespace dr {

namespace {

std::optional<objective> read_objective(const fields& given, const std::string& key,
                                        objective (*parse)(const std::string&)) {
  const auto* value = given.find(key);
  if (value == nullptr) return std::nullopt;
  try {
    return parse(value->text());
  } catch (const std::invalid_argument& e) {
    value->fail(e.what());
  }
}

/// Fails with all keys that are missing, not with the first of them alone.
void check_complete(const cursor& root, const fields& given) {
  std::vector<std::string> missing;
  for (const char* key :
       {"zone_mttf", "zone_repair", "region_mttf",   "region_repair",   "zone_failover",
        "detect",    "decide",      "start_servers", "scale_up",        "restore",
        "promote",   "route",       "backup_loss",   "replication_lag", "servers",
        "data",      "backups",     "pilot_share",   "warm_share",      "outage_hour",
        "lost_hour"})
    if (given.find(key) == nullptr) missing.emplace_back(key);
  if (missing.empty()) return;
  std::string list = missing.front();
  for (std::size_t i = 1; i < missing.size(); ++i)
    list += (i + 1 < missing.size() ? ", " : " and ") + missing[i];
  root.fail((missing.size() == 1 ? "needs the key " : "needs the keys ") + list);
}

nines::dr_parameters<> read_figures(const fields& given) {
  recovery::distribution_reader dists;
  const auto time = [&](const char* key) { return dists.read(given.at(key)); };
  const auto amount = [&](const char* key) { return given.at(key).amount(); };
  const auto share = [&](const char* key) { return given.at(key).probability().value(); };
  nines::dr_parameters<> f{.zone_mttf = given.at("zone_mttf").duration(),
                           .zone_repair = time("zone_repair"),
                           .region_mttf = given.at("region_mttf").duration(),
                           .region_repair = time("region_repair"),
                           .zone_failover = time("zone_failover"),
                           .detect = time("detect"),
                           .decide = time("decide"),
                           .start_servers = time("start_servers"),
                           .scale_up = time("scale_up"),
                           .restore = time("restore"),
                           .promote = time("promote"),
                           .route = time("route"),
                           .backup_loss = time("backup_loss"),
                           .replication_lag = time("replication_lag"),
                           .servers = amount("servers"),
                           .data = amount("data"),
                           .backups = amount("backups"),
                           .pilot_share = share("pilot_share"),
                           .warm_share = share("warm_share")};
  if (const auto* zones = given.find("zones")) f.zones = zones->count(2, 100);
  return f;
}

}  // namespace

service read_text(const std::string& text, const std::string& file) {
  std::optional<service> s;
  read_document(text, file, "keys as zone_mttf and outage_hour", [&](const cursor& root) {
    const fields given(root, {"title",       "zones",         "zone_mttf",       "zone_repair",
                              "region_mttf", "zone_failover", "region_repair",   "detect",
                              "decide",      "start_servers", "scale_up",        "restore",
                              "promote",     "route",         "backup_loss",     "servers",
                              "data",        "backups",       "replication_lag", "pilot_share",
                              "warm_share",  "outage_hour",   "lost_hour",       "rto",
                              "rpo"});
    check_complete(root, given);
    s = service{.figures = read_figures(given),
                .prices = {.outage_hour = given.at("outage_hour").amount(),
                           .lost_hour = given.at("lost_hour").amount()},
                .rto = read_objective(given, "rto", recovery::parse_objective),
                .rpo = read_objective(given, "rpo", recovery::parse_loss_objective)};
    if (const auto* title = given.find("title")) s->title = title->line();
  });
  return *s;
}

}  // namespace dr
