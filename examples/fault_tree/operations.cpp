// SPDX-License-Identifier: BSL-1.0
// The operations of expressions by name: what is as in the format's grammar (Open-PSA 2.0d), and
// what a tool that is known for it (SCRAM) requires of arguments.
#include <algorithm>
#include <cmath>

#include "expressions.hpp"
#include "failures.hpp"

namespace fault_tree {

namespace {

using value = two_sided_value;

value plain(double x) { return value::of(x); }
value truth(bool b) { return b ? value{1, 0} : value{0, 1}; }
bool holds(const value& v) { return v.value != 0; }

void require(bool holds, const char* reason) {
  if (!holds) throw std::invalid_argument(reason);
}

value sum(arguments a) {
  double total = 0;
  for (const auto& each : a) total += each.value;
  return plain(total);
}
/// 1 - x has the two sides of x exchanged.
value difference(arguments a) {
  if (a.size() == 2 && a[0].value == 1) return {a[1].complement, a[1].value};
  double left = a[0].value;
  for (const auto& each : a.subspan(1)) left -= each.value;
  return plain(left);
}
/// Of probabilities: that all happen, and that not all do.
value product(arguments a) {
  value all{1, 0};
  bool are_probabilities = true;
  for (const auto& each : a) {
    are_probabilities = are_probabilities && each.is_probability();
    all.complement += all.value * each.complement;
    all.value *= each.value;
  }
  return are_probabilities ? all : plain(all.value);
}
value quotient(arguments a) {
  double left = a[0].value;
  for (const auto& each : a.subspan(1)) {
    require(each.value != 0, "divides by 0");
    left /= each.value;
  }
  return plain(left);
}
value remainder(arguments a) {
  const double by = std::trunc(a[1].value);
  require(by != 0, "divides by 0");
  return plain(std::fmod(std::trunc(a[0].value), by));
}
value power(arguments a) {
  require(a[0].value != 0 || a[1].value > 0, "0 to a power of 0 or less is undefined");
  return plain(std::pow(a[0].value, a[1].value));
}
value least(arguments a) {
  return *std::min_element(a.begin(), a.end(),
                           [](const auto& x, const auto& y) { return x.value < y.value; });
}
value largest(arguments a) {
  return *std::max_element(a.begin(), a.end(),
                           [](const auto& x, const auto& y) { return x.value < y.value; });
}
value average(arguments a) {
  value total{0, 0};
  for (const auto& each : a) {
    total.value += each.value;
    total.complement += each.complement;
  }
  const auto n = static_cast<double>(a.size());
  return {total.value / n, total.complement / n};
}
value chosen_case(arguments a) {
  for (std::size_t i = 0; i + 1 < a.size(); i += 2)
    if (holds(a[i])) return a[i + 1];
  return a.back();
}
template <double (*f)(double)>
value function(arguments a) {
  return plain(f(a[0].value));
}
template <double (*f)(double)>
value of_unit(arguments a) {
  require(std::abs(a[0].value) <= 1, "needs a number from -1 to 1");
  return plain(f(a[0].value));
}
template <double (*f)(double)>
value of_positive(arguments a) {
  require(a[0].value > 0, "needs a number above 0");
  return plain(f(a[0].value));
}
value root(arguments a) {
  require(a[0].value >= 0, "needs a number of 0 or more");
  return plain(std::sqrt(a[0].value));
}

nines::uncertain_input lognormal(arguments a) {
  if (a.size() == 2) return nines::lognormal_input::from_logarithm(a[0].value, a[1].value);
  require(a[2].value > 0.5 && a[2].value < 1, "needs a level above 1/2 and below 1");
  return nines::lognormal_input::from_mean(
      a[0].value, a[1].value, chance::from_computed_sides(a[2].value, a[2].complement));
}
nines::uncertain_input classes(arguments a) {
  std::vector<double> bounds = {a[0].value};
  std::vector<double> weights;
  for (std::size_t i = 1; i + 1 < a.size(); i += 2) {
    bounds.push_back(a[i].value);
    weights.push_back(a[i + 1].value);
  }
  return nines::histogram_input(std::move(bounds), weights);
}
template <class Input>
nines::uncertain_input two_parameters(arguments a) {
  return Input(a[0].value, a[1].value);
}

constexpr std::size_t many = 1000000;

constexpr operation operations[] = {
    {"neg", 1, 1, [](arguments a) { return plain(-a[0].value); }},
    {"add", 1, many, sum},
    {"sub", 1, many, difference},
    {"mul", 1, many, product},
    {"div", 1, many, quotient},
    {"pi", 0, 0, [](arguments) { return plain(3.14159265358979323846); }},
    {"abs", 1, 1, function<std::fabs>},
    {"acos", 1, 1, of_unit<std::acos>},
    {"asin", 1, 1, of_unit<std::asin>},
    {"atan", 1, 1, function<std::atan>},
    {"cos", 1, 1, function<std::cos>},
    {"cosh", 1, 1, function<std::cosh>},
    {"exp", 1, 1, function<std::exp>},
    {"log", 1, 1, of_positive<std::log>},
    {"log10", 1, 1, of_positive<std::log10>},
    {"mod", 2, 2, remainder},
    {"pow", 2, 2, power},
    {"sin", 1, 1, function<std::sin>},
    {"sinh", 1, 1, function<std::sinh>},
    {"tan", 1, 1, function<std::tan>},
    {"tanh", 1, 1, function<std::tanh>},
    {"sqrt", 1, 1, root},
    {"ceil", 1, 1, function<std::ceil>},
    {"floor", 1, 1, function<std::floor>},
    {"min", 1, many, least},
    {"max", 1, many, largest},
    {"mean", 2, many, average},
    {"not", 1, 1, [](arguments a) { return truth(!holds(a[0])); }},
    {"and", 1, many, [](arguments a) { return truth(std::all_of(a.begin(), a.end(), holds)); }},
    {"or", 1, many, [](arguments a) { return truth(std::any_of(a.begin(), a.end(), holds)); }},
    {"eq", 2, 2, [](arguments a) { return truth(a[0].value == a[1].value); }},
    {"df", 2, 2, [](arguments a) { return truth(a[0].value != a[1].value); }},
    {"lt", 2, 2, [](arguments a) { return truth(a[0].value < a[1].value); }},
    {"gt", 2, 2, [](arguments a) { return truth(a[0].value > a[1].value); }},
    {"leq", 2, 2, [](arguments a) { return truth(a[0].value <= a[1].value); }},
    {"geq", 2, 2, [](arguments a) { return truth(a[0].value >= a[1].value); }},
    {"ite", 3, 3, chosen_case},
    {"switch", 1, many, chosen_case},
    {"exponential", 2, 2, exponential},
    {"GLM", 4, 4, repairable_part},
    {"Weibull", 4, 4, weibull},
    {"periodic-test", 4, 11, periodic_test},
    {"uniform-deviate", 2, 2, nullptr, two_parameters<nines::uniform_input>},
    {"normal-deviate", 2, 2, nullptr, two_parameters<nines::normal_input>},
    {"lognormal-deviate", 2, 3, nullptr, lognormal},
    {"gamma-deviate", 2, 2, nullptr, two_parameters<nines::gamma_input>},
    {"beta-deviate", 2, 2, nullptr, two_parameters<nines::beta_input>},
    {"histogram", 3, many, nullptr, classes},
};

}  // namespace

const operation* find_operation(const std::string& name) {
  for (const auto& each : operations)
    if (name == each.name) return &each;
  return nullptr;
}
std::vector<std::string> operation_names() {
  std::vector<std::string> names;
  for (const auto& each : operations) names.emplace_back(each.name);
  return names;
}

}  // namespace fault_tree
