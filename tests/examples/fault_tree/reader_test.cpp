// SPDX-License-Identifier: BSL-1.0
// Expressions, names, formulas and depth, as the reader of fault trees takes them.
#include "fault_tree/reader.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <nines/structure/compile.hpp>
#include <nines/structure/evaluate.hpp>

#include "common/format.hpp"
#include "fault_tree/tree.hpp"

using namespace fault_tree;

namespace {

std::string model_of(const std::string& body, const std::string& data = "") {
  return "<opsa-mef><define-fault-tree name=\"t\">" + body + "</define-fault-tree><model-data>" +
         data + "</model-data></opsa-mef>";
}
std::string number(double x) { return "<float value=\"" + calculator::round_trip(x) + "\"/>"; }
std::string basic(const std::string& name, const std::string& expression) {
  return "<define-basic-event name=\"" + name + "\">" + expression + "</define-basic-event>";
}

/// The value of an expression, scaled into a probability and back.
double value_of(const std::string& expression) {
  const std::string text = model_of(
      "<define-gate name=\"top\"><basic-event name=\"a\"/></define-gate>" + basic("a", number(0.5)),
      "<define-parameter name=\"p\">" + expression + "</define-parameter>");
  const model m = read_texts({{"x.xml", text}}, 100);
  return m.values.value(0).value;  // the first node is the parameter
}

/// The probability of the top event.
chance top_of(const std::string& text) {
  const model m = read_texts({{"x.xml", text}}, 100);
  const tree t = make_tree(m, find_top(m, ""));
  return !evaluate(compile(t.system), t.up);
}
/// Of a formula over a, b and c of probabilities 0.1, 0.2 and 0.3.
double of_formula(const std::string& formula) {
  return top_of(model_of("<define-gate name=\"top\">" + formula + "</define-gate>" +
                         basic("a", number(0.1)) + basic("b", number(0.2)) +
                         basic("c", number(0.3))))
      .value();
}

}  // namespace

TEST_CASE("each operation of expressions") {
  const auto of = [](const std::string& name, const std::vector<double>& arguments) {
    std::string text = "<" + name + ">";
    for (const double each : arguments) text += number(each);
    return value_of(text + "</" + name + ">");
  };
  const auto near = [](double x) { return doctest::Approx(x).epsilon(1e-14); };
  CHECK(of("neg", {2}) == -2);
  CHECK(of("add", {1, 2, 3.5}) == 6.5);
  CHECK(of("sub", {10, 2, 3}) == 5);
  CHECK(of("mul", {2, 3, 4}) == 24);
  CHECK(of("div", {24, 3, 4}) == 2);
  CHECK(value_of("<pi/>") == near(3.141592653589793));
  CHECK(of("abs", {-2}) == 2);
  CHECK(of("acos", {0.5}) == near(std::acos(0.5)));
  CHECK(of("asin", {0.5}) == near(std::asin(0.5)));
  CHECK(of("atan", {2}) == near(std::atan(2)));
  CHECK(of("cos", {2}) == near(std::cos(2)));
  CHECK(of("cosh", {2}) == near(std::cosh(2)));
  CHECK(of("exp", {2}) == near(std::exp(2)));
  CHECK(of("log", {2}) == near(std::log(2)));
  CHECK(of("log10", {1000}) == near(3));
  CHECK(of("mod", {17.9, 5.2}) == 2);
  CHECK(of("mod", {-17, 5}) == -2);
  CHECK(of("pow", {2, 10}) == 1024);
  CHECK(of("sin", {2}) == near(std::sin(2)));
  CHECK(of("sinh", {2}) == near(std::sinh(2)));
  CHECK(of("tan", {2}) == near(std::tan(2)));
  CHECK(of("tanh", {2}) == near(std::tanh(2)));
  CHECK(of("sqrt", {9}) == 3);
  CHECK(of("ceil", {1.2}) == 2);
  CHECK(of("floor", {-1.2}) == -2);
  CHECK(of("min", {3, 1, 2}) == 1);
  CHECK(of("max", {3, 1, 2}) == 3);
  CHECK(of("mean", {3, 1, 2}) == 2);
  CHECK(of("not", {0}) == 1);
  CHECK(of("and", {1, 2, 0}) == 0);
  CHECK(of("or", {0, 0, 2}) == 1);
  CHECK(of("eq", {2, 2}) == 1);
  CHECK(of("df", {2, 2}) == 0);
  CHECK(of("lt", {1, 2}) == 1);
  CHECK(of("gt", {1, 2}) == 0);
  CHECK(of("leq", {2, 2}) == 1);
  CHECK(of("geq", {1, 2}) == 0);
  CHECK(of("ite", {1, 5, 6}) == 5);
  CHECK(of("ite", {0, 5, 6}) == 6);
  CHECK(value_of("<int value=\"-7\"/>") == -7);
  CHECK(value_of("<bool value=\"true\"/>") == 1);
  CHECK(value_of("<system-mission-time unit=\"hours\"/>") == 100);
  const auto choice = [&](double which) {
    return value_of("<switch><case><eq>" + number(which) + number(1) + "</eq>" + number(10) +
                    "</case><case><eq>" + number(which) + number(2) + "</eq>" + number(20) +
                    "</case>" + number(30) + "</switch>");
  };
  CHECK(choice(1) == 10);
  CHECK(choice(2) == 20);
  CHECK(choice(3) == 30);
}

TEST_CASE("deviates stand at their means") {
  const auto two = [](const std::string& name, double a, double b) {
    return value_of("<" + name + ">" + number(a) + number(b) + "</" + name + ">");
  };
  CHECK(two("uniform-deviate", 1, 3) == 2);
  CHECK(two("normal-deviate", 5, 2) == 5);
  CHECK(two("gamma-deviate", 3, 2) == 6);
  CHECK(two("beta-deviate", 1, 3) == 0.25);
  CHECK(two("lognormal-deviate", -2, 0.5) == doctest::Approx(std::exp(-2 + 0.125)));
  CHECK(value_of("<lognormal-deviate>" + number(3) + number(5) + number(0.9) +
                 "</lognormal-deviate>") == doctest::Approx(3));
  CHECK(value_of("<histogram>" + number(0) + "<bin>" + number(1) + number(2) + "</bin><bin>" +
                 number(3) + number(6) + "</bin></histogram>") == doctest::Approx(1.625));
}

TEST_CASE("a deviate behind a parameter has one value in a sample, two deviates have two") {
  const std::string deviate = "<uniform-deviate>" + number(0) + number(1) + "</uniform-deviate>";
  const std::string text = model_of(
      "<define-gate name=\"top\"><and><basic-event name=\"a\"/><basic-event name=\"b\"/>"
      "<basic-event name=\"c\"/></and></define-gate>" +
          basic("a", "<parameter name=\"p\"/>") +
          basic("b", "<sub>" + number(1) + "<parameter name=\"p\"/></sub>") + basic("c", deviate),
      "<define-parameter name=\"p\">" + deviate + "</define-parameter>");
  const model m = read_texts({{"x.xml", text}}, 100);
  const tree t = make_tree(m, find_top(m, ""));
  CHECK(t.is_uncertain);
  CHECK(m.values.deviates() == 2);
  auto values = m.values.values();
  nines::random_stream random(3);
  for (int i = 0; i < 10; ++i) {
    m.values.sample(random, values);
    const auto at = [&](std::size_t part) { return values[t.probability[part]]; };
    CHECK(at(0).value == at(1).complement);
    CHECK(at(0).complement == at(1).value);
    CHECK(at(0).value != at(2).value);
  }
}

TEST_CASE("each kind of formula, nested too") {
  const std::string a = "<basic-event name=\"a\"/>", b = "<basic-event name=\"b\"/>",
                    c = "<basic-event name=\"c\"/>";
  const auto near = [](double x) { return doctest::Approx(x).epsilon(1e-14); };
  CHECK(of_formula(a) == 0.1);
  CHECK(of_formula("<and>" + a + b + "</and>") == near(0.02));
  CHECK(of_formula("<or>" + a + b + "</or>") == near(0.28));
  CHECK(of_formula("<not>" + a + "</not>") == 0.9);
  CHECK(of_formula("<xor>" + a + b + "</xor>") == near(0.26));
  CHECK(of_formula("<iff>" + a + b + "</iff>") == near(0.74));
  CHECK(of_formula("<nand>" + a + b + "</nand>") == near(0.98));
  CHECK(of_formula("<nor>" + a + b + "</nor>") == near(0.72));
  CHECK(of_formula("<imply>" + a + b + "</imply>") == near(0.92));
  CHECK(of_formula("<atleast min=\"2\">" + a + b + c + "</atleast>") == near(0.098));
  CHECK(of_formula("<cardinality min=\"1\" max=\"1\">" + a + b + c + "</cardinality>") ==
        near(0.398));
  CHECK(of_formula("<cardinality min=\"0\" max=\"2\">" + a + b + c + "</cardinality>") ==
        near(0.994));
  CHECK(of_formula("<or>" + a + a + b + "</or>") == near(0.28));
  CHECK(of_formula("<or><and>" + a + b + "</and><not><or>" + a + c + "</or></not></or>") ==
        near(0.65));
  CHECK(of_formula("<and><constant value=\"true\"/>" + a + "</and>") == 0.1);
  CHECK(of_formula("<or><constant value=\"true\"/>" + a + "</or>") == 1);
}

TEST_CASE("a local name goes before a public one, and roles are inherited") {
  const std::string text = model_of(
      "<define-gate name=\"top\"><and><event name=\"k.in\"/><event name=\"x\"/></and>"
      "</define-gate><define-component name=\"k\"><define-gate name=\"in\">"
      "<basic-event name=\"x\"/></define-gate><define-basic-event name=\"x\" role=\"private\">" +
      number(0.5) + "</define-basic-event></define-component>" + basic("x", number(0.1)));
  CHECK(top_of(text).value() == doctest::Approx(0.05));
}

TEST_CASE("a chain of 20000 gates and parameters, and of elements in elements, to a limit") {
  std::string gates, parameters;
  constexpr int length = 20000;
  for (int i = 0; i < length; ++i) {
    const std::string n = std::to_string(i), next = std::to_string(i + 1);
    gates += "<define-gate name=\"g" + n + "\"><and><gate name=\"g" + next +
             "\"/><basic-event name=\"a\"/></and></define-gate>";
    parameters += "<define-parameter name=\"p" + n + "\"><parameter name=\"p" + next +
                  "\"/></define-parameter>";
  }
  gates += "<define-gate name=\"g20000\"><basic-event name=\"a\"/></define-gate>";
  parameters += "<define-parameter name=\"p20000\">" + number(0.25) + "</define-parameter>";
  CHECK(top_of(model_of(gates + basic("a", "<parameter name=\"p0\"/>"), parameters)).value() ==
        0.25);
  const auto nested = [](std::size_t depth) {
    std::string open, close;
    for (std::size_t i = 0; i < depth; ++i) {
      open += "<not>";
      close += "</not>";
    }
    return open + "<basic-event name=\"a\"/>" + close;
  };
  CHECK(of_formula(nested(400)) == doctest::Approx(0.1));
  CHECK_THROWS_WITH_AS((void)of_formula(nested(600)), doctest::Contains("deeper than 500"),
                       input_error);
}

TEST_CASE("digits near 1 are those of the text") {
  const auto top =
      top_of(model_of("<define-gate name=\"top\"><basic-event name=\"a\"/>"
                      "</define-gate>" +
                      basic("a", "<float value=\"0.99999999999999999999\"/>")));
  CHECK(top.complement() == doctest::Approx(1e-20).epsilon(1e-14));
}
