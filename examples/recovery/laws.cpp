// SPDX-License-Identifier: BSL-1.0
#include "laws.hpp"

#include <algorithm>

namespace recovery {

namespace {

using reader = law (*)(law_reader&, const cursor&);

std::vector<hours> read_times(const cursor& c, std::size_t count) {
  const auto items = c.items();
  if (items.size() != count) c.fail("must be a list of " + std::to_string(count) + " durations");
  std::vector<hours> times;
  for (const auto& item : items) times.push_back(read_time(item));
  return times;
}

law read_between(law_reader&, const cursor& c) {
  const auto t = read_times(c, 2);
  return nines::uniform_time(t[0], t[1]);
}
law read_triangular(law_reader&, const cursor& c) {
  const auto t = read_times(c, 3);
  return nines::triangular_time(t[0], t[1], t[2]);
}
law read_pert(law_reader&, const cursor& c) {
  const auto t = read_times(c, 3);
  return nines::pert_time(t[0], t[1], t[2]);
}
law read_exponential(law_reader&, const cursor& c) {
  const fields f(c, {"mean"});
  return nines::exponential_time(f.at("mean").duration());
}
law read_erlang(law_reader&, const cursor& c) {
  const fields f(c, {"phases", "mean"});
  return nines::erlang_time(f.at("phases").count(1, 1000), f.at("mean").duration());
}
law read_lognormal(law_reader&, const cursor& c) {
  const fields f(c, {"median", "chance", "by"});
  return nines::lognormal_time<double>::from_median(
      f.at("median").duration(), f.at("chance").probability(), f.at("by").duration());
}
law read_weibull(law_reader&, const cursor& c) {
  const fields f(c, {"shape", "scale"});
  return nines::weibull_time(f.at("shape").amount(), f.at("scale").duration());
}
law read_gamma(law_reader&, const cursor& c) {
  const fields f(c, {"shape", "scale"});
  return nines::gamma_time(f.at("shape").amount(), f.at("scale").duration());
}
law read_records(law_reader&, const cursor& c) {
  std::vector<hours> records;
  for (const auto& item : c.items()) records.push_back(read_time(item));
  return nines::empirical_time(records);
}

law read_sequence(law_reader& laws, const cursor& c) {
  std::vector<law> list;
  for (const auto& s : laws.read_steps(c)) list.push_back(s.law);
  return nines::sequence(list);
}
law read_all_of(law_reader& laws, const cursor& c) { return nines::all_of(laws.read_laws(c)); }
law read_first_of(law_reader& laws, const cursor& c) { return nines::first_of(laws.read_laws(c)); }
law read_one_of(law_reader& laws, const cursor& c) {
  std::vector<nines::weighted_law<double>> parts;
  for (const auto& item : c.items()) {
    const fields f(item, {"chance", "time"});
    parts.push_back({f.at("chance").probability().value(), laws.read(f.at("time"))});
  }
  return nines::choice(std::move(parts));
}
law read_retry(law_reader& laws, const cursor& c) {
  const fields f(c, {"attempt", "success", "pause", "attempts"});
  const law attempt = laws.read(f.at("attempt"));
  const chance success = f.at("success").probability();
  const auto* pause = f.find("pause");
  const law wait = pause != nullptr ? laws.read(*pause) : law(nines::fixed_time(hours(0)));
  if (const auto* attempts = f.find("attempts"))
    return nines::retry(attempt, success, wait, attempts->count(1, 1000));
  return nines::retry(attempt, success, wait);
}
law read_timeout(law_reader& laws, const cursor& c) {
  const fields f(c, {"time", "after", "then"});
  const law first = laws.read(f.at("time"));
  const hours after = f.at("after").duration();
  const auto* then = f.find("then");
  return then != nullptr ? nines::timeout(first, after, laws.read(*then))
                         : nines::timeout(first, after);
}

law read_health_check(law_reader&, const cursor& c) {
  const fields f(c, {"interval", "threshold", "timeout", "failing"});
  nines::health_check<> check{.interval = f.at("interval").duration()};
  if (const auto* threshold = f.find("threshold")) check.threshold = threshold->count(1, 1000);
  if (const auto* timeout = f.find("timeout")) check.timeout = read_time(*timeout);
  if (const auto* failing = f.find("failing"))
    return nines::grey_detection_time(check, failing->probability());
  return nines::detection_time(check);
}
law read_caches(law_reader&, const cursor& c) {
  std::vector<nines::cached_share<double>> caches;
  for (const auto& item : c.items()) {
    const fields f(item, {"share", "ttl"});
    caches.push_back({f.at("share").probability().value(), read_time(f.at("ttl"))});
  }
  return nines::cache_expiry(caches);
}
law read_backup(law_reader& laws, const cursor& c) {
  const fields f(c, {"interval", "takes", "success"});
  nines::backup_schedule<> schedule{.interval = f.at("interval").duration()};
  if (const auto* success = f.find("success")) schedule.success = success->probability();
  const auto* takes = f.find("takes");
  if (takes != nullptr && !takes->is_scalar())
    return nines::backup_loss(schedule.interval, laws.read(*takes), schedule.success);
  if (takes != nullptr) schedule.takes = read_time(*takes);
  return nines::backup_loss(schedule);
}
law read_lag(law_reader&, const cursor& c) {
  const fields f(c, {"chance", "within"});
  return nines::lag_from_promise(f.at("chance").probability(), f.at("within").duration());
}
law read_copies(law_reader& laws, const cursor& c) {
  std::vector<nines::data_copy<double>> copies;
  for (const auto& item : c.items()) {
    const fields f(item, {"usable", "loss"});
    copies.push_back({f.at("usable").probability(), laws.read(f.at("loss"))});
  }
  return nines::loss_of_copies(copies);
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

law law_reader::read(const cursor& c) {
  if (--left_ < 0) c.fail("is one of more than 200 times in this file");
  if (c.is_scalar() && c.text() == "never") return nines::never_time();
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

std::vector<step> law_reader::read_steps(const cursor& c) {
  std::vector<step> steps;
  for (const auto& item : c.items()) {
    const auto entries = item.entries();
    if (entries.size() != 1) item.fail("must have one key, the name of the step");
    steps.push_back({entries.front().first, read(entries.front().second)});
  }
  return steps;
}

std::vector<law> law_reader::read_laws(const cursor& c) {
  std::vector<law> laws;
  for (const auto& item : c.items()) laws.push_back(read(item));
  return laws;
}

}  // namespace recovery
