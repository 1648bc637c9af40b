// SPDX-License-Identifier: BSL-1.0
#include "expression_reader.hpp"

#include <charconv>
#include <cmath>

namespace fault_tree {

namespace {

/// A whole text as a number that is finite.
template <class Number>
Number number_of(const element& e, const std::string& text) {
  Number found{};
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), found);
  if (error != std::errc() || end != text.data() + text.size() ||
      !std::isfinite(static_cast<double>(found)))
    e.fail(quoted(text) + " is no " + (std::is_integral_v<Number> ? "whole" : "finite") +
           " number");
  return found;
}

/// A number, and what it leaves of 1 by its decimal digits: 0.9999999999999999 leaves 1e-16.
two_sided_value from_text(const element& e, const std::string& text) {
  const auto value = number_of<double>(e, text);
  if (!(value >= 0 && value <= 1)) return two_sided_value::of(value);
  try {
    const chance p = parse_probability(text);
    return {p.value(), p.complement()};
  } catch (const std::invalid_argument&) {  // too many digits, say
    return two_sided_value::of(value);
  }
}

/// "takes 2 arguments, but has 3".
std::string too(const std::string& how, std::size_t wanted, std::size_t found) {
  const std::string limit = how == "few" ? "at least " : "at most ";
  return "takes " + limit + std::to_string(wanted) + (wanted == 1 ? " argument" : " arguments") +
         ", but has " + std::to_string(found);
}

void check_unit(const element& e, const std::string& unit) {
  const auto given = e.find("unit");
  if (given && *given != unit)
    e.fail("is in " + (unit.empty() ? std::string("no unit") : unit) + ", not in " + *given);
}

}  // namespace

std::size_t expression_reader::read(const element& e, const scope& in) {
  const std::string kind = e.name();
  if (kind == "int" || kind == "float" || kind == "bool") return read_constant(e, kind);
  if (kind == "parameter") return read_parameter(e, in);
  if (kind == "system-mission-time") {
    e.allow({"unit"});
    e.no_children();
    check_unit(e, "hours");
    return mission_time_;
  }
  return read_operation(e, in);
}

std::size_t expression_reader::read_constant(const element& e, const std::string& kind) {
  e.allow({"value"});
  e.no_children();
  if (kind == "bool")
    return to_.constant(e.truth("value") ? two_sided_value{1, 0} : two_sided_value{0, 1});
  const std::string text = e.attribute("value");
  if (kind == "int") return to_.constant(two_sided_value::of(number_of<int>(e, text)));
  return to_.constant(from_text(e, text));
}

std::size_t expression_reader::read_parameter(const element& e, const scope& in) {
  e.allow({"name", "unit"});
  e.no_children();
  const parameter& found = known_.parameters.at(e, referred_name(e), in);
  check_unit(e, found.unit);
  return found.reference;
}

std::size_t expression_reader::read_operation(const element& e, const scope& in) {
  const std::string kind = e.name();
  if (kind == "extern-function") e.fail("code of other libraries is not called");
  if (kind.starts_with("test-")) e.fail("event trees are not read");
  const operation* what = find_operation(kind);
  if (what == nullptr) e.fail("is no expression" + suggestion(kind, operation_names()));
  e.allow({});
  std::vector<std::size_t> list;
  read_pairs(e, in, list);
  if (list.size() < what->least) e.fail(too("few", what->least, list.size()));
  if (list.size() > what->most) e.fail(too("many", what->most, list.size()));
  return to_.apply(*what, std::move(list), e.at());
}

/// The arguments; <case> and <bin> have two each in them.
void expression_reader::read_pairs(const element& e, const scope& in,
                                   std::vector<std::size_t>& list) {
  const std::string kind = e.name();
  const std::string pair = kind == "switch" ? "case" : kind == "histogram" ? "bin" : "";
  const auto children = e.children();
  for (std::size_t i = 0; i < children.size(); ++i) {
    const element& each = children[i];
    const bool is_plain = pair.empty() || (kind == "switch" ? i + 1 == children.size() : i == 0);
    if (is_plain) {
      list.push_back(read(each, in));
      continue;
    }
    if (each.name() != pair) each.fail("must be <" + pair + ">");
    each.allow({});
    const auto two = each.children();
    if (two.size() != 2) each.fail("takes 2 arguments, but has " + std::to_string(two.size()));
    for (const auto& argument : two) list.push_back(read(argument, in));
  }
}

}  // namespace fault_tree
