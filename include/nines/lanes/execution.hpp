// SPDX-License-Identifier: BSL-1.0
// batch() with a std::execution policy: the points are shared out among threads.
//
//   #include <nines/lanes/execution.hpp>              // link TBB, as libstdc++ asks for
//   batch(std::execution::par, parts, composition, out);
//
// In a header of its own, which no other includes, because <execution> makes every includer link
// TBB.
#pragma once

#include <algorithm>
#include <execution>
#include <nines/lanes/batch.hpp>
#include <numeric>

namespace nines {

/// As batch(parts, compose, out), in runs of points that the policy may work on at once. The
/// composition is called from several threads: it must not change what it shares.
template <class Policy, class Compose>
  requires(std::is_execution_policy_v<std::remove_cvref_t<Policy>>)
void batch(Policy&& policy, const part_matrix& parts, const Compose& compose, batch_output out) {
  detail::check_batch(parts, compose, out);
  constexpr std::ptrdiff_t run =
      4096;  // points: some tiles, so that a thread pays for its buffer once
  std::vector<std::ptrdiff_t> first(static_cast<std::size_t>((parts.points() + run - 1) / run));
  for (std::size_t i = 0; i < first.size(); ++i) first[i] = static_cast<std::ptrdiff_t>(i) * run;
  std::for_each(std::forward<Policy>(policy), first.begin(), first.end(), [&](std::ptrdiff_t from) {
    detail::batch_range(parts, compose, out, from, std::min(from + run, parts.points()));
  });
}

}  // namespace nines
