// SPDX-License-Identifier: BSL-1.0
// Random small architectures with everything that the calculator knows.
#pragma once

#include "availability/architecture.hpp"
#include "support/drawn_figures.hpp"

namespace availability {

using nines_test::numbered;

/// Small architectures with everything that the calculator knows.
class generator : private nines_test::drawn_figures {
 public:
  using drawn_figures::drawn_figures;

  architecture run() {
    architecture a;
    for (std::size_t r = 0; r < 1 + below(2); ++r) add_region(a);
    const std::size_t services = 2 + below(4);
    for (std::size_t s = 0; s < services; ++s) a.services.push_back(make_service(a));
    a.paths.push_back({.name = "path", .where = {}, .needs = pick(a, true)});
    return a;
  }

 private:
  void add_region(architecture& a) {
    const std::string name = numbered('r', a.regions.size());
    region r{.name = name, .where = {}, .self = {some(), hours(1)}};
    const part like{some(), hours(2)};
    if (below(2) == 0) r.common_cause = share();
    for (std::size_t z = 0; z < 1 + below(2); ++z) {
      r.zones.push_back(a.zones.size());
      a.zones.push_back({name + numbered('z', z), {}, a.regions.size(), like});
    }
    a.regions.push_back(r);
  }

  std::vector<dependency> pick(const architecture& a, bool last) {
    std::vector<dependency> list;
    for (std::size_t s = 0; s < a.services.size(); ++s)
      if (below(3) == 0 || (last && s + 1 == a.services.size()))
        list.push_back({s, {}, below(4) == 0 ? share() : chance::always()});
    return list;
  }

  service make_service(const architecture& a) {
    service s{.name = numbered('s', a.services.size()), .where = {}};
    auto of = pick(a, false);
    if (of.size() > 1 && below(2) == 0) {
      s.any = alternatives{1 + below(of.size()), of};
      if (s.any->need == 1 && below(2) == 0)
        s.any->switching = failover{.success = some(), .time = {}, .where = {}};
      return s;
    }
    s.own = part{some(), hours(0.5)};
    s.needs = of;
    if (below(3) > 0)
      for (std::size_t z = 0; z < a.zones.size() && z < 2; ++z)
        s.instances.push_back({z, 1 + below(2)});
    else if (below(2) == 0)
      s.region = 0;
    s.need = 1 + below(s.instance_count());
    if (below(3) == 0) s.common_cause = share();
    if (s.instance_count() == 1 && below(3) == 0) {
      s.retries = 1 + below(2);
      s.persistent = share();
    }
    return s;
  }
};

}  // namespace availability
