// SPDX-License-Identifier: BSL-1.0
#include "inner_model.hpp"

#include "failover/analysis.hpp"
#include "markov/analysis.hpp"
#include "markov/product.hpp"

namespace availability {

namespace {

::failover::pair find_pair(const cursor& c, const ::failover::pairs& known) {
  if (!c.is_scalar()) return ::failover::read_pair(c);
  if (const auto* pair = find_named(known, c.text())) return *pair;
  c.fail("there is no pair " + quoted(c.text()) + suggestion(c.text(), names_of(known)));
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

inner_model read_inner_model(const cursor& c, const known_models& known) {
  const fields f(c, {"failover", "markov"});
  const auto* pair = f.find("failover");
  const auto* chain = f.find("markov");
  if ((pair != nullptr) == (chain != nullptr)) c.fail("is either failover or markov");
  if (pair != nullptr) return checked({find_pair(*pair, known.pairs)}, *pair);
  return checked({markov::find_chain(*chain, known.chains)}, *chain);
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
