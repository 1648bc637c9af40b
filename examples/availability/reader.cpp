// SPDX-License-Identifier: BSL-1.0
#include "reader.hpp"

#include <algorithm>

#include "architecture.hpp"
#include "common/cursor.hpp"
#include "parts.hpp"
#include "service_reader.hpp"

namespace availability {

namespace {

class reader {
 public:
  reader(const cursor& root, architecture& a) : root_(root), a_(a), names_(a) {}

  void run() {
    const fields top(root_, {"title", "currency", "regions", "services", "paths"});
    if (const auto* c = top.find("title")) a_.title = c->line();
    if (const auto* c = top.find("currency")) a_.currency = c->name();
    if (const auto* c = top.find("regions"))
      for (const auto& [name, region] : c->entries()) read_region(region.where(), name, region);
    read_services(top.at("services"), a_, names_);
    for (const auto& [name, path] : top.at("paths").entries()) read_path(name, path);
    if (a_.paths.size() > most_paths)
      top.at("paths").fail("are more than " + std::to_string(most_paths));
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
    const fields f(c, {"needs", "objective", "traffic", "outage_cost"});
    path p{.name = name, .where = c.where(), .needs = read_dependencies(f.at("needs"), a_)};
    if (const auto* o = f.find("objective")) p.objective = o->probability();
    add_doubt_of(a_, name, f, "objective");
    if (const auto* o = f.find("outage_cost")) p.outage_cost = o->amount();
    if (const auto* t = f.find("traffic")) p.traffic = t->amount();
    if (!(p.traffic > 0)) f.at("traffic").fail("must be more than 0");
    a_.paths.push_back(std::move(p));
  }

  cursor root_;
  architecture& a_;
  name_table names_;
};

}  // namespace

architecture read_text(const std::string& text, const std::string& file) {
  architecture a;
  a.file = file;
  read_document(text, file, "the keys services and paths",
                [&](const cursor& root) { reader(root, a).run(); });
  return a;
}

architecture read_file(const std::string& path) { return read_text(read_file_text(path), path); }

}  // namespace availability
