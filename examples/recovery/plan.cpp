// SPDX-License-Identifier: BSL-1.0
#include "plan.hpp"

#include <cctype>
#include <stdexcept>

#include "availability/surroundings.hpp"
#include "common/format.hpp"
#include "common/sections.hpp"
#include "distributions.hpp"

namespace recovery {

namespace {

std::optional<double> read_amount(const fields& given, const std::string& key) {
  const auto* value = given.find(key);
  return value == nullptr ? std::nullopt : std::optional(value->amount());
}

}  // namespace

objective parse_objective(const std::string& text) {
  const auto in = text.find(" in ");
  const chance part = in == std::string::npos ? chance::from_complement(0.05)
                                              : parse_probability(text.substr(in + 4));
  if (!(part.value() > 0)) throw std::invalid_argument("the chance must be more than 0");
  return {parse_duration(text.substr(0, in)), part};
}

objective parse_loss_objective(const std::string& text) {
  const auto unit = text.find_first_not_of("0.");  // of a loss of nothing, in any unit or none
  if (unit == 0 || text.empty() || (unit != std::string::npos && std::isdigit(text[unit]) != 0))
    return parse_objective(text);
  const std::string rest = unit == std::string::npos ? " s" : text.substr(unit);
  objective o = parse_objective("1" + (rest.rfind(" in ", 0) == 0 ? " s" + rest : rest));
  o.limit = nines::seconds_in<double>(0);
  return o;
}

std::optional<objective> read_objective(const fields& given, const std::string& key,
                                        objective (*parse)(const std::string&)) {
  const auto* value = given.find(key);
  if (value == nullptr) return std::nullopt;
  try {
    return parse(value->text());
  } catch (const std::invalid_argument& e) {
    value->fail(e.what());
  }
}

plan read_plan(const std::string& name, const cursor& c, const availability::surroundings& around) {
  plan p;
  const fields given(
      c, {"title", "of", "steps", "loss", "rto", "rpo", "failures_per_year", "writes_per_second"});
  distribution_reader dists;
  p.title = title_of(given, name, around.title(), p.title);
  p.steps = dists.read_steps(given.at("steps"));
  if (const auto* loss = given.find("loss")) p.loss = dists.read(*loss);
  p.rto = read_objective(given, "rto", parse_objective);
  p.rpo = read_objective(given, "rpo", parse_loss_objective);
  p.failures_per_year = read_amount(given, "failures_per_year");
  p.writes_per_second = read_amount(given, "writes_per_second");
  if (p.rpo && !p.loss) given.at("rpo").fail("needs the key loss");
  if (const auto* of = given.find("of"); of != nullptr && !p.failures_per_year) {
    const auto part = around.part(*of);
    p.failures_per_year = part.failures_per_year;
    p.taken.push_back({"failures_per_year", significant(part.failures_per_year, 4), part.from});
  }
  return p;
}

}  // namespace recovery
