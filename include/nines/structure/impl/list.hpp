// SPDX-License-Identifier: BSL-1.0
// The smallest sets, likeliest first where all parts are as likely.
#pragma once

#include <algorithm>
#include <nines/structure/cut_sets/list.hpp>

namespace nines {

NINES_INLINE std::vector<std::vector<std::size_t>> smallest_sets(const minimal_sets& of,
                                                                 std::size_t order,
                                                                 std::size_t most) {
  constexpr std::size_t largest = 1000;  // 2^-1000 is the product of as many halves
  double cut_off = 1;
  for (std::size_t i = 0; i < order && i < largest; ++i) cut_off /= 2;
  const std::vector<double> halves(of.part_names().size(), 0.5);
  std::vector<std::vector<std::size_t>> sets;
  for (auto& each : detail::listed(of, halves, {.most = most, .cut_off = cut_off}))
    sets.push_back(std::move(each.parts));
  return sets;
}

NINES_INLINE std::vector<std::size_t> single_points_of_failure(const minimal_sets& of) {
  std::vector<std::size_t> parts;
  for (const auto& each : smallest_sets(of, 1, of.part_names().size() + 1))
    parts.insert(parts.end(), each.begin(), each.end());
  std::sort(parts.begin(), parts.end());
  return parts;
}

}  // namespace nines
