// SPDX-License-Identifier: BSL-1.0
#include "service_reader.hpp"

#include <algorithm>

#include "inner_model.hpp"
#include "parts.hpp"

namespace availability {

namespace {

const std::vector<std::string> service_keys = {
    "availability", "mttf",      "mttr",     "cost",         "zone",    "zones",
    "region",       "instances", "need",     "common_cause", "retries", "persistent",
    "any_of",       "at_least",  "failover", "needs",        "model"};

/// Reads one service whose name is known.
class service_reader {
 public:
  service_reader(const cursor& c, architecture& a, const name_table& names,
                 const known_models& known, service& s)
      : c_(c), f_(c, service_keys), a_(a), names_(names), known_(known), s_(s) {}

  void run() {
    const bool placed =
        f_.find("zone") || f_.find("zones") || f_.find("region") || f_.find("instances");
    if (has_part(f_) || f_.find("model") || placed) read_own();
    for (const char* key : {"cost", "need", "common_cause", "retries", "persistent"})
      if (!s_.own && f_.find(key))
        f_.at(key).fail("is said of a part, but the service has none of its own");
    read_alternatives();
    if (const auto* needs = f_.find("needs")) s_.needs = read_dependencies(*needs, a_);
    if (!s_.own && !s_.any && s_.needs.empty())
      c_.fail("needs an availability, any_of, at_least or needs");
  }

 private:
  void read_own() {
    if (const auto* model = f_.find("model")) {
      if (has_part(f_)) model->fail("gives the availability, so nothing else may");
      s_.model = std::make_shared<inner_model>(read_inner_model(*model, known_));
    }
    if (!has_part(f_) && !s_.model)
      c_.fail("needs an availability, or mttf and mttr, of one instance");
    s_.own = read_part(c_, f_);
    add_doubt_of(a_, s_.name, f_, "availability");
    if (s_.model) s_.own = part{as_part(*s_.model).up, as_part(*s_.model).mttr, s_.own->cost};
    read_zones();
    const std::size_t count = s_.instance_count();
    if (const auto* need = f_.find("need")) s_.need = need->count(1, most_instances);
    if (s_.need > count)
      f_.at("need").fail("is " + std::to_string(s_.need) + ", but there are only " +
                         std::to_string(count) + " instances");
    if (count > 1 && !f_.find("need"))
      c_.fail("needs the key need: how many of the " + std::to_string(count) +
              " instances must be up");
    if (const auto* beta = f_.find("common_cause")) s_.common_cause = beta->probability();
    if (const auto* retries = f_.find("retries")) {
      s_.retries = retries->count(0, 100);
      s_.persistent = f_.at("persistent").probability();
    } else if (const auto* persistent = f_.find("persistent")) {
      persistent->fail("means nothing without retries");
    }
  }

  void read_zones() {
    const auto* zone = f_.find("zone");
    const auto* zones = f_.find("zones");
    const auto* region = f_.find("region");
    if ((zone != nullptr) + (zones != nullptr) + (region != nullptr) > 1)
      c_.fail("has more than one of the keys zone, zones and region");
    if (region != nullptr) s_.region = names_.region(*region);
    s_.pinned = zone != nullptr;
    if (zone != nullptr) s_.instances.push_back({names_.zone(*zone), 1});
    if (zones != nullptr) read_zone_list(*zones);
    if (const auto* instances = f_.find("instances"))
      read_instances(*instances, zone != nullptr || zones != nullptr);
    if (s_.instance_count() > most_instances)
      f_.at("instances").fail("are more than " + std::to_string(most_instances) + " altogether");
  }

  /// "all", the name of a region, or a list of zones.
  void read_zone_list(const cursor& c) {
    if (c.is_scalar()) {
      const bool all = c.text() == "all";
      const auto region = all ? std::nullopt : names_.find_region(c.text());
      if (!all && !region) c.fail("must be all, the name of a region or a list of zones");
      for (std::size_t r = 0; r < a_.regions.size(); ++r)
        if (all || r == *region)
          for (const auto z : a_.regions[r].zones) s_.instances.push_back({z, 1});
      if (s_.instances.empty()) c.fail("there are no zones in the file");
      return;
    }
    for (const auto& item : c.items()) place(names_.zone(item), 1, item);
  }

  /// A number for each zone, or of all where there is none, or a map from zones to numbers.
  void read_instances(const cursor& c, bool has_zones) {
    if (c.is_map()) {
      if (has_zones) c.fail("names zones, so there must be no key zone or zones");
      for (const auto& [name, count] : c.entries())
        place(names_.zone(cursor::of_text(name, count.where())), count.count(1, most_instances),
              count);
      return;
    }
    const std::size_t each = c.count(1, most_instances);
    if (!has_zones) s_.unplaced = each;
    for (auto& p : s_.instances) p.count = each;
  }

  void place(std::size_t zone, std::size_t count, const cursor& c) {
    for (const auto& p : s_.instances)
      if (p.zone == zone) c.fail("names " + a_.zones[zone].name + " twice");
    s_.instances.push_back({zone, count});
  }

  void read_alternatives() {
    const auto* any = f_.find("any_of");
    const auto* counted = f_.find("at_least");
    if (any && counted) c_.fail("has both any_of and at_least");
    if (any) s_.any = alternatives{1, read_dependencies(*any, a_)};
    if (counted) {
      const fields f(*counted, {"need", "of"});
      auto of = read_dependencies(f.at("of"), a_);
      const std::size_t need = f.at("need").count(1, most_instances);
      if (need > of.size())
        f.at("need").fail("is " + std::to_string(need) + ", but there are only " +
                          std::to_string(of.size()));
      s_.any = alternatives{need, std::move(of)};
    }
    if (const auto* failover = f_.find("failover")) read_failover(*failover);
  }

  static std::optional<hours> read_switching_time(const cursor& c) {
    try {
      return parse_switching_time(c.text());
    } catch (const std::invalid_argument& e) {
      c.fail(e.what());
    }
  }

  void read_failover(const cursor& c) {
    if (!f_.find("any_of") || s_.any->of.size() < 2)
      c.fail("needs any_of with a first service and others to go to");
    const fields f(c, {"success", "time"});
    failover switching{.where = c.where()};
    if (const auto* success = f.find("success")) switching.success = success->probability();
    if (const auto* time = f.find("time")) switching.time = read_switching_time(*time);
    s_.any->switching = switching;
  }

  cursor c_;
  fields f_;
  architecture& a_;
  const name_table& names_;
  const known_models& known_;
  service& s_;
};

/// Depth-first search; `open` is the chain of services that need one another.
class cycle_search {
 public:
  explicit cycle_search(const architecture& a)
      : a_(a), state_(a.services.size(), untouched), depth_(a.services.size(), 1) {}

  /// How deep the services below this one are.
  std::size_t visit(std::size_t s) {
    if (state_[s] == done) return depth_[s];
    state_[s] = open;
    chain_.push_back(s);
    if (chain_.size() > deepest) refuse(s);
    for (const auto& d : a_.services[s].needs) enter(s, d);
    if (a_.services[s].any)
      for (const auto& d : a_.services[s].any->of) enter(s, d);
    chain_.pop_back();
    state_[s] = done;
    return depth_[s];
  }

 private:
  static constexpr std::size_t deepest = 2000;

  [[noreturn]] void refuse(std::size_t s) const {
    a_.services[s].where.fail("services need one another more than " + std::to_string(deepest) +
                              " deep");
  }

  void enter(std::size_t user, const dependency& d) {
    if (state_[d.service] == open) {
      std::string cycle;
      for (auto i = std::find(chain_.begin(), chain_.end(), d.service); i != chain_.end(); ++i)
        cycle += a_.services[*i].name + " -> ";
      d.where.fail("services need each other in a cycle: " + cycle + a_.services[d.service].name);
    }
    depth_[user] = std::max(depth_[user], visit(d.service) + 1);
    if (depth_[user] > deepest) refuse(user);
  }

  enum mark { untouched, open, done };
  const architecture& a_;
  std::vector<mark> state_;
  std::vector<std::size_t> depth_;
  std::vector<std::size_t> chain_;
};

}  // namespace

void read_services(const cursor& c, architecture& a, name_table& names, const known_models& known) {
  const auto entries = c.entries();
  for (const auto& [name, value] : entries) {
    names.declare(name, value.where(), "service");
    a.services.push_back({.name = name, .where = value.where()});
  }
  for (std::size_t i = 0; i < entries.size(); ++i)
    service_reader(entries[i].second, a, names, known, a.services[i]).run();
  cycle_search search(a);
  for (std::size_t i = 0; i < a.services.size(); ++i) search.visit(i);
}

}  // namespace availability
