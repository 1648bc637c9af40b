// SPDX-License-Identifier: BSL-1.0
#include "inner_model.hpp"

#include <filesystem>

#include "failover/analysis.hpp"
#include "markov/analysis.hpp"
#include "markov/product.hpp"
#include "markov/reader.hpp"

namespace availability {

namespace {

markov::model read_markov(const cursor& c) {
  namespace fs = std::filesystem;
  const fs::path beside = fs::path(c.where().file).parent_path() / c.text();
  try {
    return markov::read_file(beside.string());
  } catch (const input_error& e) {
    c.fail(e.what());
  }
}

nines::repairable<double> long_run(const inner_model& m) {
  if (const auto* pair = std::get_if<::failover::pair>(&m.what)) return ::failover::long_run(*pair);
  const auto s = markov::as_subject(std::get<markov::model>(m.what));
  return nines::as_repairable_from<double>(s.chain, s.initial, s.up);
}

/// Checks the model where it is read, so that it cannot fail later.
inner_model checked(inner_model m, const cursor& c) {
  try {
    (void)as_part(m);
  } catch (const nines::domain_error& e) {
    c.fail(e.what());
  }
  return m;
}

}  // namespace

inner_model read_inner_model(const cursor& c) {
  const fields f(c, {"failover", "markov"});
  const auto* pair = f.find("failover");
  const auto* file = f.find("markov");
  if ((pair != nullptr) == (file != nullptr)) c.fail("is either failover or markov");
  if (pair != nullptr) return checked({::failover::read_pair(*pair)}, *pair);
  return checked({read_markov(*file)}, *file);
}

part as_part(const inner_model& m) {
  const auto r = long_run(m);
  const bool fails = r.failures_per_hour() > 0;
  return {r.availability(), fails ? std::optional(r.mean_down_time()) : std::nullopt};
}

std::vector<section> inside(const inner_model& m, const std::string& service) {
  const auto* pair = std::get_if<::failover::pair>(&m.what);
  calculator::report r = pair != nullptr
                             ? ::failover::analyse(*pair)
                             : markov::analyse(markov::as_subject(std::get<markov::model>(m.what)));
  std::vector<section> shown;
  for (auto& s : r.sections)
    if (s.key == "figures" || s.key == "steps" || s.key == "causes" || s.key == "bottlenecks") {
      s.title = "Inside " + service + ": " + s.title;
      shown.push_back(std::move(s));
    }
  return shown;
}

void change_figure(inner_model& m, const std::string& key, const std::string& value) {
  if (auto* model = std::get_if<markov::model>(&m.what))
    return markov::set_parameter(*model, key, value);
  std::vector<std::string> known;
  for (const auto& f : ::failover::figures()) {
    if (f.key == key) return f.set(std::get<::failover::pair>(m.what), value);
    known.emplace_back(f.key);
  }
  throw std::invalid_argument("the failover has no " + key + suggestion(key, known));
}

}  // namespace availability
