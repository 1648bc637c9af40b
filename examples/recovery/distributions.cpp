// SPDX-License-Identifier: BSL-1.0
#include "distributions.hpp"

#include <algorithm>
#include <nines/recovery.hpp>
#include <nines/timing.hpp>

namespace recovery {

namespace {

using reader = dist (*)(distribution_reader&, const cursor&);

std::vector<hours> read_times(const cursor& c, std::size_t count) {
  const auto items = c.items();
  if (items.size() != count) c.fail("must be a list of " + std::to_string(count) + " durations");
  std::vector<hours> times;
  for (const auto& item : items) times.push_back(read_time(item));
  return times;
}

dist read_between(distribution_reader&, const cursor& c) {
  const auto t = read_times(c, 2);
  return nines::uniform_time(t[0], t[1]);
}
dist read_triangular(distribution_reader&, const cursor& c) {
  const auto t = read_times(c, 3);
  return nines::triangular_time(t[0], t[1], t[2]);
}
dist read_pert(distribution_reader&, const cursor& c) {
  const auto t = read_times(c, 3);
  return nines::pert_time(t[0], t[1], t[2]);
}
dist read_exponential(distribution_reader&, const cursor& c) {
  const fields f(c, {"mean"});
  return nines::exponential_time(f.at("mean").duration());
}
dist read_erlang(distribution_reader&, const cursor& c) {
  const fields f(c, {"phases", "mean"});
  return nines::erlang_time(f.at("phases").count(1, 1000), f.at("mean").duration());
}
dist read_lognormal(distribution_reader&, const cursor& c) {
  const fields f(c, {"median", "chance", "by"});
  return nines::lognormal_time<double>::from_median(
      f.at("median").duration(), f.at("chance").probability(), f.at("by").duration());
}
dist read_weibull(distribution_reader&, const cursor& c) {
  const fields f(c, {"shape", "scale"});
  return nines::weibull_time(f.at("shape").amount(), f.at("scale").duration());
}
dist read_gamma(distribution_reader&, const cursor& c) {
  const fields f(c, {"shape", "scale"});
  return nines::gamma_time(f.at("shape").amount(), f.at("scale").duration());
}
dist read_records(distribution_reader&, const cursor& c) {
  std::vector<hours> records;
  for (const auto& item : c.items()) records.push_back(read_time(item));
  return nines::empirical_time(records);
}

dist read_sequence(distribution_reader& dists, const cursor& c) {
  std::vector<dist> list;
  for (const auto& s : dists.read_steps(c)) list.push_back(s.dist);
  return nines::sequence(list);
}
dist read_all_of(distribution_reader& dists, const cursor& c) {
  return nines::all_of(dists.read_distributions(c));
}
dist read_first_of(distribution_reader& dists, const cursor& c) {
  return nines::first_of(dists.read_distributions(c));
}
dist read_one_of(distribution_reader& dists, const cursor& c) {
  std::vector<nines::weighted_time<double>> parts;
  for (const auto& item : c.items()) {
    const fields f(item, {"chance", "time"});
    parts.push_back({f.at("chance").probability().value(), dists.read(f.at("time"))});
  }
  return nines::mixture(std::move(parts));
}
dist read_retry(distribution_reader& dists, const cursor& c) {
  const fields f(c, {"attempt", "success", "pause", "attempts"});
  const dist attempt = dists.read(f.at("attempt"));
  const chance success = f.at("success").probability();
  const auto* pause = f.find("pause");
  const dist wait = pause != nullptr ? dists.read(*pause) : dist(nines::fixed_time(hours(0)));
  if (const auto* attempts = f.find("attempts"))
    return nines::retry(attempt, success, wait, attempts->count(1, 1000));
  return nines::retry(attempt, success, wait);
}
dist read_timeout(distribution_reader& dists, const cursor& c) {
  const fields f(c, {"time", "after", "then"});
  const dist first = dists.read(f.at("time"));
  const hours after = f.at("after").duration();
  const auto* then = f.find("then");
  return then != nullptr ? nines::timeout(first, after, dists.read(*then))
                         : nines::timeout(first, after);
}

dist read_health_check(distribution_reader&, const cursor& c) {
  const fields f(c, {"interval", "threshold", "timeout", "failing"});
  nines::health_check<> check{.interval = f.at("interval").duration()};
  if (const auto* threshold = f.find("threshold")) check.threshold = threshold->count(1, 1000);
  if (const auto* timeout = f.find("timeout")) check.timeout = read_time(*timeout);
  if (const auto* failing = f.find("failing"))
    return nines::grey_detection_time(check, failing->probability());
  return nines::detection_time(check);
}
dist read_caches(distribution_reader&, const cursor& c) {
  std::vector<nines::ttl_share<double>> caches;
  for (const auto& item : c.items()) {
    const fields f(item, {"share", "ttl"});
    caches.push_back({f.at("share").probability().value(), read_time(f.at("ttl"))});
  }
  return nines::dns_cutover(caches);
}
dist read_backup(distribution_reader& dists, const cursor& c) {
  const fields f(c, {"interval", "takes", "success"});
  nines::backup_schedule<> schedule{.interval = f.at("interval").duration()};
  if (const auto* success = f.find("success")) schedule.success = success->probability();
  const auto* takes = f.find("takes");
  if (takes != nullptr && !takes->is_scalar())
    return nines::backup_loss(schedule.interval, dists.read(*takes), schedule.success);
  if (takes != nullptr) schedule.takes = read_time(*takes);
  return nines::backup_loss(schedule);
}
dist read_lag(distribution_reader&, const cursor& c) {
  const fields f(c, {"chance", "within"});
  return nines::lag_from_objective(f.at("chance").probability(), f.at("within").duration());
}
dist read_copies(distribution_reader& dists, const cursor& c) {
  std::vector<nines::data_copy<double>> copies;
  for (const auto& item : c.items()) {
    const fields f(item, {"usable", "loss"});
    copies.push_back({f.at("usable").probability(), dists.read(f.at("loss"))});
  }
  return nines::replica_loss(copies);
}

const std::vector<std::pair<std::string, reader>>& kinds() {
  static const std::vector<std::pair<std::string, reader>> list = {
      {"between", read_between}, {"triangular", read_triangular},
      {"pert", read_pert},       {"exponential", read_exponential},
      {"erlang", read_erlang},   {"lognormal", read_lognormal},
      {"weibull", read_weibull}, {"gamma", read_gamma},
      {"records", read_records}, {"steps", read_sequence},
      {"all_of", read_all_of},   {"first_of", read_first_of},
      {"one_of", read_one_of},   {"retry", read_retry},
      {"timeout", read_timeout}, {"health_check", read_health_check},
      {"caches", read_caches},   {"backup", read_backup},
      {"lag", read_lag},         {"copies", read_copies}};
  return list;
}

std::string unknown_kind(const std::string& word) {
  std::vector<std::string> known{"never"};
  for (const auto& kind : kinds()) known.push_back(kind.first);
  return "no kind of time" + suggestion(word, known);
}

}  // namespace

hours read_time(const cursor& c) {
  const std::string text = c.text();
  return text == "0" || text == "0 s" ? hours(0) : c.duration();
}

dist distribution_reader::read(const cursor& c) {
  if (--left_ < 0) c.fail("is one of more than 200 times in this file");
  if (c.is_scalar() && c.text() == "never") return nines::never();
  if (c.is_scalar()) return nines::fixed_time(read_time(c));
  if (!c.is_map()) c.fail("must be a duration, as \"90 s\", or a map, as {between: [1 s, 2 s]}");
  const auto entries = c.entries();
  if (entries.size() != 1) c.fail("must have one key, which says what kind of time it is");
  const auto& [kind, value] = entries.front();
  const auto found = std::find_if(kinds().begin(), kinds().end(),
                                  [&name = kind](const auto& k) { return k.first == name; });
  if (found == kinds().end()) value.fail(unknown_kind(kind));
  try {
    return found->second(*this, value);
  } catch (const nines::domain_error& e) {
    value.fail(e.what());
  } catch (const nines::convergence_error& e) {
    value.fail(e.what());
  }
}

std::vector<step> distribution_reader::read_steps(const cursor& c) {
  std::vector<step> steps;
  for (const auto& item : c.items()) {
    const auto entries = item.entries();
    if (entries.size() != 1) item.fail("must have one key, the name of the step");
    steps.push_back({entries.front().first, read(entries.front().second)});
  }
  return steps;
}

std::vector<dist> distribution_reader::read_distributions(const cursor& c) {
  std::vector<dist> dists;
  for (const auto& item : c.items()) dists.push_back(read(item));
  return dists;
}

}  // namespace recovery
