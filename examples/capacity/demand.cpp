// SPDX-License-Identifier: BSL-1.0
#include "demand.hpp"

#include <algorithm>
#include <nines/topology/retry_amplification.hpp>

#include "availability/service_model.hpp"
#include "availability/surroundings.hpp"
#include "common/sections.hpp"

namespace capacity {

namespace {

double read_rate(const cursor& c) {
  try {
    return parse_request_rate(c.text());
  } catch (const std::invalid_argument& e) {
    c.fail(e.what());
  }
}

const availability::service& service_at(const cursor& c, const availability::architecture& a) {
  std::vector<std::string> names;
  for (const auto& each : a.services) {
    if (each.name == c.text()) return each;
    names.push_back(each.name);
  }
  c.fail("there is no service " + quoted(c.text()) + suggestion(c.text(), names));
}

/// What all paths ask of a service in an hour, as long as all goes well.
double usual_of(const cursor& c, const availability::surroundings& around,
                const std::string& service) {
  const auto& a = *around.about();
  const auto model = availability::model_of(a);
  double sum = 0;
  for (const auto& path : a.paths) {
    const auto rate = around.path(cursor::of_text(path.name, c.where())).requests_per_hour;
    if (!rate) c.fail("needs the key requests, as the traffic of the paths is no rate");
    for (const auto& load : nines::retry_amplification(model, path.name))
      if (load.service == service) sum += *rate * load.ordinary;
  }
  if (!(sum > 0)) c.fail("needs the key requests, as no path asks the service");
  return sum;
}

/// The levels, with the rest of the time at the usual demand.
std::vector<nines::surge_level> read_levels(const fields& given, double usual) {
  std::vector<nines::surge_level> levels{{chance::always(), usual}};
  const auto* list = given.find("levels");
  if (list == nullptr) return levels;
  double other = 0;
  for (const auto& item : list->items()) {
    const fields f(item, {"times", "share", "lasts"});
    nines::surge_level level{f.at("share").probability(), usual * f.at("times").amount()};
    if (const auto* lasts = f.find("lasts")) level.lasts = lasts->duration();
    other += level.share_of_time.value();
    levels.push_back(level);
  }
  if (!(other <= 1)) list->fail("the shares of the time add up to more than 100%");
  levels.front().share_of_time = chance::from_complement(other);
  return levels;
}

call read_call(const cursor& c, const availability::surroundings& around,
               const availability::service& from) {
  const fields f(c, {"service", "timeout", "at_once", "breaker"});
  const auto& a = *around.about();
  call made{.to = service_at(f.at("service"), a).name,
            .where = c.where(),
            .timeout = f.at("timeout").duration(),
            .at_once = f.at("at_once").amount()};
  const auto found = std::find_if(from.needs.begin(), from.needs.end(), [&](const auto& need) {
    return a.services[need.service].name == made.to;
  });
  if (found == from.needs.end()) f.at("service").fail("is no service that " + from.name + " needs");
  made.needed = found->needed;
  if (const auto* breaker = f.find("breaker")) {
    const fields b(*breaker, {"trips_after", "tries_again"});
    made.breaker = {b.at("trips_after").duration_or_zero(), b.at("tries_again").duration()};
  }
  return made;
}

nines::scaling_policy read_scaling(const cursor& c, std::size_t standing) {
  const fields f(c, {"instances", "takes"});
  return {f.at("instances").count(standing, availability::most_instances),
          f.at("takes").duration_or_zero()};
}
nines::update_policy read_update(const cursor& c, std::size_t standing) {
  const fields f(c, {"missing", "share"});
  return {f.at("missing").count(1, standing > 1 ? standing - 1 : 1), f.at("share").probability()};
}

}  // namespace

double demand::peak() const {
  double most = 0;
  for (const auto& each : levels)
    if (each.share_of_time.value() > 0) most = std::max(most, each.demand);
  return most;
}

demand read_demand(const std::string& name, const cursor& c,
                   const availability::surroundings& around) {
  const fields given(c, {"title", "service", "capacity", "requests", "levels", "scaling", "update",
                         "retries", "failed_work", "calls", "limit"});
  if (!around.about()) c.fail("the file has no services");
  const auto& of = service_at(given.at("service"), *around.about());
  if (!of.own) given.at("service").fail("has no instances of its own");
  const std::size_t standing = of.instance_count();
  demand d{.title = title_of(given, name, around.title(), "A demand"),
           .where = c.where(),
           .service = of.name,
           .capacity = read_rate(given.at("capacity"))};
  const auto* requests = given.find("requests");
  d.usual = requests != nullptr ? read_rate(*requests) : usual_of(c, around, of.name);
  if (requests == nullptr)
    d.taken.push_back({"requests", significant(d.usual / 3600, 6) + " / s", "all paths"});
  d.levels = read_levels(given, d.usual);
  if (const auto* scaling = given.find("scaling")) d.scaling = read_scaling(*scaling, standing);
  if (const auto* update = given.find("update")) {
    if (standing < 2) update->fail("needs two instances of the service, or more");
    d.update = read_update(*update, standing);
  }
  if (const auto* retries = given.find("retries"))
    d.retries = static_cast<double>(retries->count(0, 100));
  if (const auto* work = given.find("failed_work")) d.failed_work = work->probability().value();
  if (const auto* calls = given.find("calls"))
    for (const auto& item : calls->items()) d.calls.push_back(read_call(item, around, of));
  if (const auto* limit = given.find("limit")) d.limit = limit->probability();
  return d;
}

}  // namespace capacity
