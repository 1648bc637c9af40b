// SPDX-License-Identifier: BSL-1.0
#include "service.hpp"

#include "availability/surroundings.hpp"
#include "common/format.hpp"
#include "common/sections.hpp"
#include "recovery/distributions.hpp"
#include "recovery/plan.hpp"

namespace dr {

namespace {

/// What a region and its zones say, where the section names one.
const std::vector<std::string> keys_of_region = {"zones", "zone_mttf", "zone_repair", "region_mttf",
                                                 "region_repair"};

/// Fails with all keys that are missing, not with the first of them alone.
void check_complete(const cursor& section, const fields& given) {
  std::vector<std::string> needed = {
      "zone_failover", "detect",      "decide",      "start_servers",   "scale_up", "restore",
      "promote",       "route",       "backup_loss", "replication_lag", "servers",  "data",
      "backups",       "pilot_share", "warm_share",  "outage_hour",     "lost_hour"};
  if (given.find("region") == nullptr)
    needed.insert(needed.begin(), keys_of_region.begin() + 1, keys_of_region.end());
  std::erase_if(needed, [&](const std::string& key) { return given.find(key) != nullptr; });
  if (needed.empty()) return;
  std::string list = needed.front();
  for (std::size_t i = 1; i < needed.size(); ++i)
    list += (i + 1 < needed.size() ? ", " : " and ") + needed[i];
  section.fail((needed.size() == 1 ? "needs the key " : "needs the keys ") + list);
}

/// How often zones and the region fail, and how long they are down.
class failures_reader {
 public:
  failures_reader(const fields& given, const availability::surroundings& around,
                  recovery::distribution_reader& dists)
      : given_(given), dists_(dists) {
    if (const auto* region = given.find("region")) region_ = around.region(*region);
  }

  [[nodiscard]] std::size_t zones(std::size_t otherwise) {
    if (const auto* stated = given_.find("zones")) return stated->count(2, 100);
    if (!region_) return otherwise;
    if (region_->zones < 2) given_.at("region").fail("has one zone; state zones");
    take("zones", std::to_string(region_->zones));
    return region_->zones;
  }
  [[nodiscard]] hours mttf(const char* key,
                           const availability::mean_times availability::region_facts::* of) {
    if (const auto* stated = given_.find(key)) return stated->duration();
    const hours mean = ((*region_).*of).mttf;
    take(key, human_time(mean));
    return mean;
  }
  [[nodiscard]] dist repair(const char* key,
                            const availability::mean_times availability::region_facts::* of) {
    if (const auto* stated = given_.find(key)) return dists_.read(*stated);
    const hours mean = ((*region_).*of).mttr;
    take(key, human_time(mean) + " (exponential)");
    return nines::exponential_time(mean);
  }
  [[nodiscard]] std::vector<taken_figure>& taken() { return taken_; }

 private:
  void take(const char* key, const std::string& text) {
    taken_.push_back({key, text, region_->from});
  }

  const fields& given_;
  recovery::distribution_reader& dists_;
  std::optional<availability::region_facts> region_ = {};
  std::vector<taken_figure> taken_;
};

nines::dr_parameters<> read_figures(const fields& given, recovery::distribution_reader& dists,
                                    failures_reader& failures) {
  using availability::region_facts;
  const auto time = [&](const char* key) { return dists.read(given.at(key)); };
  const auto amount = [&](const char* key) { return given.at(key).amount(); };
  const auto share = [&](const char* key) { return given.at(key).probability().value(); };
  nines::dr_parameters<> f{.zone_mttf = failures.mttf("zone_mttf", &region_facts::zone),
                           .zone_repair = failures.repair("zone_repair", &region_facts::zone),
                           .region_mttf = failures.mttf("region_mttf", &region_facts::region),
                           .region_repair = failures.repair("region_repair", &region_facts::region),
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
  f.zones = failures.zones(f.zones);
  return f;
}

}  // namespace

std::optional<service> read_disaster(const fields& top, const availability::surroundings& around) {
  const auto* disaster = top.find("disaster");
  if (disaster == nullptr) return std::nullopt;
  const fields given(*disaster, {"title",       "region",      "zones",         "zone_mttf",
                                 "zone_repair", "region_mttf", "zone_failover", "region_repair",
                                 "detect",      "decide",      "start_servers", "scale_up",
                                 "restore",     "promote",     "route",         "backup_loss",
                                 "servers",     "data",        "backups",       "replication_lag",
                                 "pilot_share", "warm_share",  "outage_hour",   "lost_hour",
                                 "rto",         "rpo"});
  check_complete(*disaster, given);
  recovery::distribution_reader dists;
  failures_reader failures(given, around, dists);
  service s{.figures = read_figures(given, dists, failures),
            .prices = {.outage_hour = given.at("outage_hour").amount(),
                       .lost_hour = given.at("lost_hour").amount()},
            .rto = recovery::read_objective(given, "rto", recovery::parse_objective),
            .rpo = recovery::read_objective(given, "rpo", recovery::parse_loss_objective)};
  s.taken = std::move(failures.taken());
  if (const auto* title = top.find("title")) s.title = title->line();
  if (const auto* title = given.find("title")) s.title = title->line();
  return s;
}

}  // namespace dr
