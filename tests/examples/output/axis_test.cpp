// SPDX-License-Identifier: BSL-1.0
#include "output/axis.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "output/svg.hpp"

using calculator::axis;

TEST_CASE("an axis over decades has powers of ten") {
  const axis a({1e-9, 3.0}, true, 0, 100);
  CHECK(a.marks().size() >= 4);
  CHECK(a.marks().size() <= 8);
  for (const auto& m : a.marks()) {
    const double exponent = std::log10(m.value);
    CHECK(std::abs(exponent - std::round(exponent)) < 1e-9);
    CHECK(a.place(m.value) >= 0);
    CHECK(a.place(m.value) <= 100);
  }
  CHECK(a.place(1e-6) - a.place(1e-9) == doctest::Approx(a.place(1e-3) - a.place(1e-6)));
}

TEST_CASE("a linear axis has round values, and all that is drawn has room") {
  for (const double most : {7e-5, 1.0, 13.0, 99.0, 4.2e7}) {
    const axis a({0.1 * most, most}, false, 200, 10);
    CHECK(a.marks().size() >= 3);
    CHECK(a.marks().size() <= 8);
    CHECK(a.place(most) >= 10);
    CHECK(a.place(0.1 * most) <= 200);
    for (const auto& m : a.marks()) CHECK(a.place(m.value) <= 200.001);
  }
}

TEST_CASE("one value, or none, makes an axis, too") {
  for (const bool is_log : {false, true})
    for (const auto& values : {std::vector<double>{}, {5.0}, {5.0, 5.0}}) {
      const axis a(values, is_log, 0, 1);
      CHECK(std::isfinite(a.place(5)));
      CHECK(a.marks().size() < 21);
    }
}

TEST_CASE("a picture draws what can be drawn, and escapes what names say") {
  calculator::plot p{"a < b", "x", "y", true, true, {{"c & d", {{0, 1}, {1, 1e-3}, {10, 1e-9}}}}};
  p.curves.push_back({"points", {{1, 1e-3}}, calculator::curve::kind::dots, {"\"n\""}});
  p.curves.push_back({"limit", {{5, 1e-9}, {5, 1}}, calculator::curve::kind::limit});
  const std::string svg = calculator::svg_element(p);
  for (const char* part : {"a &lt; b", "c &amp; d", "&quot;n&quot;", "class=\"line limit\"",
                           "<circle", "class=\"line c0\""})
    CHECK(svg.find(part) != std::string::npos);
  for (const char* part : {"nan", "inf\"", "inf "}) CHECK(svg.find(part) == std::string::npos);
  CHECK(calculator::svg_file(p).find("<style>") != std::string::npos);
}
