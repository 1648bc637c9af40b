// SPDX-License-Identifier: BSL-1.0
#include "product.hpp"

#include <algorithm>
#include <stdexcept>

namespace markov {

namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string::npos ? ""
                                    : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool is_word(const std::string& text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !text.empty() && letter(text[0]) && std::all_of(text.begin(), text.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '_';
  });
}

/// "1e-4 / h", "1 / 30 d", "500 FIT" or "4 h", in figures. Throws std::invalid_argument.
double parse_rate(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return 1 / parse_mean_time(text).count();
  const double number = parse_amount(trimmed(text.substr(0, slash)));
  const std::string time = trimmed(text.substr(slash + 1));
  const bool is_unit = !time.empty() && (time[0] < '0' || time[0] > '9') && time[0] != '.';
  return number / parse_duration(is_unit ? "1 " + time : time).count();
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(separator, from), text.size());
    parts.push_back(trimmed(text.substr(from, to - from)));
    from = to + 1;
  }
  return parts;
}

std::size_t known(const model& m, const cursor& c, const std::string& name) {
  if (const auto found = find_parameter(m, name)) return *found;
  std::vector<std::string> names;
  for (const auto& p : m.parameters) names.push_back(p.name);
  c.fail("there is no rate or chance '" + name + "'" + suggestion(name, names));
}

/// Reads one factor and says whether it is a rate.
bool read_factor(const model& m, const cursor& c, const std::string& text, transition& t) {
  if (text.empty()) c.fail("a factor is missing beside *");
  const bool negated = text[0] == '!';
  const std::string name = trimmed(negated ? text.substr(1) : text);
  if (negated || is_word(name)) {
    const std::size_t p = known(m, c, name);
    const bool is_rate = m.parameters[p].per_hour.has_value();
    if (negated && is_rate) c.fail("'" + name + "' is a rate: only a chance has another side");
    (negated ? t.complements : t.factors).push_back(p);
    return is_rate;
  }
  const bool has_unit =
      text.find_first_of("/ ") != std::string::npos || (text.back() >= 'a' && text.back() <= 'z');
  t.number *= has_unit ? parse_rate(text) : parse_amount(text);
  return has_unit;
}

}  // namespace

double read_rate(const cursor& c) {
  try {
    return parse_rate(c.text());
  } catch (const std::invalid_argument& e) {
    c.fail(std::string(e.what()) + "; a rate is \"1e-4 / h\", or a mean time as \"4 h\"");
  }
}

void read_product(const model& m, const cursor& c, transition& t) {
  int rates = 0;
  try {
    for (const auto& factor : split(c.text(), '*')) rates += read_factor(m, c, factor, t);
  } catch (const std::invalid_argument& e) {
    c.fail(e.what());
  }
  if (rates != 1)
    c.fail(rates == 0 ? "needs a factor that is a rate: a name, \"0.01 / h\", or a mean time"
                      : "has more than one factor that is a rate");
}

void set_parameter(model& m, const std::string& name, const std::string& value) {
  const auto found = find_parameter(m, name);
  if (!found) {
    std::vector<std::string> names;
    for (const auto& p : m.parameters) names.push_back(p.name);
    throw std::invalid_argument("the model has no " + name + suggestion(name, names));
  }
  parameter& p = m.parameters[*found];
  if (p.per_hour)
    p.per_hour = parse_rate(value);
  else
    p.share = parse_probability(value);
}

void check_parameter_name(const std::string& name, const location& where) {
  if (!is_word(name) || name.size() > 64)
    where.fail("a name of a rate or chance is a letter, then letters, digits and '_'");
}

std::optional<std::size_t> find_parameter(const model& m, const std::string& name) {
  const auto found = std::find_if(m.parameters.begin(), m.parameters.end(),
                                  [&](const parameter& p) { return p.name == name; });
  if (found == m.parameters.end()) return std::nullopt;
  return static_cast<std::size_t>(found - m.parameters.begin());
}

}  // namespace markov
