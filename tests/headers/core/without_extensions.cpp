// SPDX-License-Identifier: BSL-1.0
// The core as a compiler sees it that has neither __builtin_ functions nor vector extensions.
#include <cmath>
#include <cstdio>
#include <nines/core.hpp>
#include <vector>

using namespace nines::literals;

namespace {

int failures = 0;

void check(const char* what, double computed, double expected) {
  if (std::abs(computed - expected) <= 1e-14 * expected) return;
  std::printf("%s: %.17g instead of %.17g\n", what, computed, expected);
  ++failures;
}

/// Lane by lane, what plain doubles give.
void check_lanes() {
  using pack = nines::simd<4>;
  double a[pack::size];
  double b[pack::size];
  for (std::ptrdiff_t i = 0; i < pack::size; ++i) {
    a[i] = 1.0 / static_cast<double>(i + 2);
    b[i] = i % 2 == 0 ? 0.25 : a[i];
  }
  const pack x = pack::load(a);
  const pack y = pack::load(b);
  double out[7][pack::size];
  (x + y).store(out[0]);
  (x - y).store(out[1]);
  (x * y).store(out[2]);
  (x / y).store(out[3]);
  pack::select(x < y, x, y).store(out[4]);
  pack::select(x == y, pack(1), pack(0)).store(out[5]);
  pack::select(x >= y, pack(1), pack(0)).store(out[6]);
  for (std::ptrdiff_t i = 0; i < pack::size; ++i) {
    check("+", out[0][i], a[i] + b[i]);
    check("-", std::abs(out[1][i]), std::abs(a[i] - b[i]));
    check("*", out[2][i], a[i] * b[i]);
    check("/", out[3][i], a[i] / b[i]);
    check("<", out[4][i], a[i] < b[i] ? a[i] : b[i]);
    check("==", out[5][i], a[i] == b[i] ? 1 : 0);
    check(">=", out[6][i], a[i] >= b[i] ? 1 : 0);
  }
  check("all", pack::all(x <= x) && !pack::all(x > y) ? 1 : 0, 1);
}

}  // namespace

int main() {
  check_lanes();
  const std::vector<double> down(1000, 1e-3);  // long enough for packs of parts
  check("series", nines::series(nines::unavailabilities(down)).value(), std::pow(0.999, 1000));
  check("copies", nines::series(nines::copies(1000, 3_nines)).value(), std::pow(0.999, 1000));
  check("copies of parts that are mostly down",
        nines::parallel(nines::copies(3, 2_nines)).complement(), 1e-6);
  check("nines", nines::number_of_nines(99.95_percent), 4 - std::log10(5.0));
  check("from_nines", nines::probability<double>::from_nines(3.5).complement(), std::pow(10, -3.5));
  const nines::repairable<double> unit(std::chrono::hours(999), std::chrono::hours(1));
  check("repairable", nines::series(unit, unit).failures_per_hour(), 2 * 0.999 / 1000);
  return failures == 0 ? 0 : 1;
}
