// SPDX-License-Identifier: BSL-1.0
// The changes that are always worth a look.
#include <algorithm>
#include <nines/combine.hpp>

#include "architecture.hpp"
#include "common/format.hpp"
#include "parts.hpp"
#include "service_model.hpp"
#include "what_if.hpp"

namespace availability {

namespace {

using source = origin::source;

class suggestions {
 public:
  suggestions(const architecture& a, const figures& now, work& w) : a_(a), now_(now), work_(w) {}

  std::vector<scenario> run() {
    for (std::size_t r = 0; r < a_.regions.size(); ++r) add_zones(r);
    const auto worst = worst_parts();
    for (std::size_t s = 0; s < a_.services.size(); ++s)
      if (a_.services.size() <= few_services || is_among(worst, s)) add_instance(s);
    for (const auto& part : worst) add_half(part);
    for (std::size_t r = 0; r < a_.regions.size(); ++r) add_common_cause(r);
    return std::move(list_);
  }

 private:
  static constexpr std::size_t few_services = 50;  ///< each of which is worth a look
  static bool is_among(const std::vector<origin>& parts, std::size_t service) {
    return std::any_of(parts.begin(), parts.end(), [service](const origin& o) {
      return o.what == source::service && o.index == service;
    });
  }

  /// Keeps a change unless the architecture does not allow it.
  template <class Change>
  void offer(std::string label, const Change& change) {
    scenario s{std::move(label), a_};
    if (work_.left() < 0) return;
    try {
      change(s.changed);
      check(s.changed);
    } catch (const std::exception&) {
      return;  // as where a failover is too slow for what is left
    }
    if (!lost_services(s.changed).empty()) return;  // as where the dropped zone holds the database
    list_.push_back(std::move(s));
  }

  [[nodiscard]] std::string of_region(std::size_t r) const {
    return a_.regions.size() == 1 ? "" : " in " + a_.regions[r].name;
  }

  void add_zones(std::size_t r) {
    const auto& zones = a_.regions[r].zones;
    const auto follows = [&](const service& s) { return spans(s, a_.regions[r]); };
    if (std::none_of(a_.services.begin(), a_.services.end(), follows)) return;
    offer("one more zone" + of_region(r),
          [&](architecture& a) { set_zone_count(a, r, zones.size() + 1); });
    if (a_.has_costs() && zones.size() > 1)
      offer("one zone fewer" + of_region(r),
            [&](architecture& a) { set_zone_count(a, r, zones.size() - 1); });
  }

  void add_instance(std::size_t s) {
    const service& now = a_.services[s];
    const bool helps = now.own && now.own->up.complement() > 0 && now.common_cause.complement() > 0;
    const bool alone = now.instance_count() == 1;  // by intent: a primary, a replica
    if (!helps || (alone && (now.pinned || now.instances.empty()))) return;
    offer("one more " + now.name + (now.instances.size() > 1 ? " in each zone" : ""),
          [s](architecture& a) {
            service& more = a.services[s];
            for (auto& p : more.instances) ++p.count;
            if (more.instances.empty()) ++more.unplaced;
          });
  }

  /// The parts with the largest shares over all paths; the zones of a region are one.
  [[nodiscard]] std::vector<origin> worst_parts() const {
    std::vector<std::pair<double, origin>> sums;
    for (const auto& path : now_.paths)
      for (const auto& c : path.parts) {
        if (c.saved == 0) continue;
        const auto known = std::find_if(sums.begin(), sums.end(),
                                        [&](const auto& s) { return alike(s.second, c.part); });
        if (known == sums.end())
          sums.emplace_back(c.share.value(), c.part);
        else
          known->first += c.share.value();
      }
    std::stable_sort(sums.begin(), sums.end(),
                     [](const auto& x, const auto& y) { return x.first > y.first; });
    std::vector<origin> worst;
    for (const auto& s : sums)
      if (worst.size() < 4) worst.push_back(s.second);
    return worst;
  }

  [[nodiscard]] bool alike(const origin& x, const origin& y) const {
    if (x.what != y.what) return false;
    if (x.what == source::zone) return a_.zones[x.index].region == a_.zones[y.index].region;
    return x.index == y.index;
  }

  static std::string halve(part& p) {
    if (p.mttr) {
      const hours before = *p.mttr;
      p = with_mttr(p, before / 2);
      return "half the MTTR of %, " + human_time(before / 2);
    }
    const double q = p.up.complement() / 2;
    p = with_availability(p, {nines::unchecked, p.up.value() + q, q});
    return "half the downtime of %, " + human_percent(p.up);
  }

  static std::string halve(chance& share) {
    share = nines::series(chance::from_value(0.5), share);
    return "half the %, " + human_percent(share);
  }

  std::string halve(architecture& a, const origin& o) const {
    switch (o.what) {
      case source::region:
        return halve(a.regions[o.index].self);
      case source::region_common:
        return halve(a.regions[o.index].common_cause);
      case source::service:
        return halve(*a.services[o.index].own);
      case source::service_common:
        return halve(a.services[o.index].common_cause);
      case source::zone: {
        const std::string label = halve(a.zones[o.index].self);
        bool alike = true;
        for (const auto z : a.regions[a.zones[o.index].region].zones)
          if (z != o.index) alike = halve(a.zones[z].self) == label && alike;
        return alike ? label : label.substr(0, label.find(','));
      }
      default:
        return "";
    }
  }

  void add_half(const origin& o) {
    if (o.what == source::failover) return add_half_failover(o);
    architecture copy = a_;
    std::string label = halve(copy, o);
    const bool zones =
        o.what == source::zone && a_.regions[a_.zones[o.index].region].zones.size() > 1;
    label.replace(label.find('%'), 1,
                  zones ? "each zone" + of_region(a_.zones[o.index].region) : o.name);
    offer(label, [&](architecture& a) { a = copy; });
  }

  void add_half_failover(const origin& o) {
    const auto& now = *a_.services[o.index].any->switching;
    if (!now.time)
      return offer("half the failures of " + o.name, [&](architecture& a) {
        auto& success = a.services[o.index].any->switching->success;
        success = nines::parallel(success, chance::from_value(0.5));
      });
    offer("half the time of " + o.name + ", " + human_time(*now.time / 2),
          [&](architecture& a) { a.services[o.index].any->switching->time = *now.time / 2; });
  }

  void add_common_cause(std::size_t r) {
    if (a_.regions[r].zones.size() < 2) return;
    const bool has = a_.regions[r].common_cause.value() > 0;
    offer(
        (has ? "no common cause between zones" : "1.5% common cause between zones") + of_region(r),
        [&](architecture& a) {
          a.regions[r].common_cause = has ? chance::never() : nines::parse("1.5%");
        });
  }

  const architecture& a_;
  const figures& now_;
  work& work_;
  std::vector<scenario> list_;
};

}  // namespace

std::vector<scenario> usual_changes(const architecture& a, const figures& now, work& w) {
  return suggestions(a, now, w).run();
}

}  // namespace availability
