// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/density/panel.hpp>

using nines::detail::spacing;
using range = nines::detail::piece_range<double>;

TEST_CASE("a time and its variable tell each other, at the edges exactly") {
  const range pieces[] = {range::even(10, 14),
                          range::to_anchor(spacing::from_left, 10, std::log(1e-9), std::log(4)),
                          range::to_anchor(spacing::from_right, 14, std::log(1e-9), std::log(4))};
  for (const auto& piece : pieces) {
    CHECK(piece.from < piece.to);
    for (const double share : {0.1, 0.5, 0.9}) {
      const double v = piece.low + share * (piece.high - piece.low);
      const double t = piece.place(v);
      CHECK(t >= piece.from);
      CHECK(t <= piece.to);
      CHECK(piece.place(piece.variable(t)) == doctest::Approx(t).epsilon(1e-15));
    }
    const bool is_mirrored = piece.kind == spacing::from_right;
    CHECK(piece.variable(piece.from) == (is_mirrored ? piece.high : piece.low));
    CHECK(piece.variable(piece.to) == (is_mirrored ? piece.low : piece.high));
  }
}

TEST_CASE("parts of a piece follow each other in time, from its beginning to its end") {
  for (const auto kind : {spacing::from_left, spacing::from_right}) {
    const auto piece = range::to_anchor(kind, 100, std::log(1e-6), std::log(50));
    const auto parts = piece.cut(7);
    CHECK(parts.size() == 7);
    CHECK(parts.front().from == piece.from);
    CHECK(parts.back().to == piece.to);
    for (std::size_t i = 1; i < parts.size(); ++i) CHECK(parts[i].from == parts[i - 1].to);
  }
}

TEST_CASE("far out a distance from the anchor keeps its digits; a later piece is the same one") {
  auto piece = range::to_anchor(spacing::from_left, 0x1p50, std::log(1e-9), std::log(1.0));
  const double v = std::log(1e-6);
  CHECK(piece.exact_place(v).since(0x1p50).rounded() == doctest::Approx(1e-6).epsilon(1e-14));
  piece.move(64);
  CHECK(piece.anchor == 0x1p50 + 64);
  CHECK(piece.exact_place(v).since(piece.anchor).rounded() == doctest::Approx(1e-6).epsilon(1e-14));
}
