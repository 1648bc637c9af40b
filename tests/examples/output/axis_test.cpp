// SPDX-License-Identifier: BSL-1.0
#include "output/axis.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

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

TEST_CASE("marks are written as people write them") {
  const auto texts = [](const axis& a) {
    std::string all;
    for (const auto& m : a.marks()) all += m.text + " ";
    return all;
  };
  CHECK(texts(axis({1e-5, 1.0}, true, 0, 1)) == "1e-5 1e-4 0.001 0.01 0.1 1 ");
  CHECK(texts(axis({1e5, 1e9}, true, 0, 1)) == "100,000 1,000,000 1e7 1e8 1e9 ");
  CHECK(texts(axis({2.5e5, 1e6}, false, 0, 1)) == "0 200,000 400,000 600,000 800,000 1,000,000 ");
}

TEST_CASE("names of points that meet stand beside each other") {
  calculator::plot p{"", "x", "y", false, false, {}};
  p.curves.push_back({"",
                      {{1, 1}, {1, 1}, {1.001, 1}},
                      calculator::curve::kind::dots,
                      {"first", "second", "third"}});
  const std::string svg = calculator::svg_element(p);
  std::set<std::string> places;
  for (std::size_t at = svg.find("class=\"name\""); at != std::string::npos;
       at = svg.find("class=\"name\"", at + 1)) {
    const std::size_t begin = svg.rfind("<text", at);
    places.insert(svg.substr(begin, at - begin));
  }
  CHECK(places.size() == 3);
}

TEST_CASE("what is less than an axis shows is a gap, not a floor") {
  CHECK(calculator::or_gap(1e-3, 1e-6) == 1e-3);
  const calculator::plot p{
      "", "x", "y", false, true, {{"", {{0, 1}, {1, calculator::or_gap(1e-9, 1e-6)}, {2, 0.5}}}}};
  CHECK(!calculator::is_drawn(p, p.curves[0].points[1]));
}
