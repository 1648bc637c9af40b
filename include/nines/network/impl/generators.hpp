// SPDX-License-Identifier: BSL-1.0
// The links of a random regular graph.
#pragma once

#include <nines/error.hpp>
#include <nines/network/generators.hpp>
#include <random>

namespace nines::detail {

NINES_INLINE std::string numbered(std::string prefix, std::size_t i) {
  prefix += std::to_string(i);
  return prefix;
}

NINES_INLINE void require_least(const char* function, const char* argument, std::size_t x,
                                std::size_t least) {
  if (x < least) fail(function, argument, x, "at least " + describe(least));
}

NINES_INLINE void require_ports(const char* function, std::size_t k) {
  if (k < 2 || k % 2 != 0) fail(function, "k", k, "even, and at least 2");
}

NINES_INLINE void require_degree(const char* function, std::size_t degree, std::size_t n) {
  if (degree == 0 || degree >= n || n * degree % 2 != 0)
    fail(function, "degree", degree, "from 1 to n - 1, and even where n is odd");
}

/// One attempt to pair the points of a random regular graph; empty where it gets stuck.
class regular_pairing {
 public:
  regular_pairing(std::size_t n, std::size_t degree, std::mt19937_64& random)
      : random_(random), neighbours_(n) {
    for (std::size_t i = 0; i < n * degree; ++i) points_.push_back(i / degree);
  }

  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> links() {
    std::vector<std::pair<std::size_t, std::size_t>> made;
    std::size_t failures = 0;
    while (!points_.empty() && failures < 100 + points_.size()) {
      const std::size_t a = take(), b = take();
      if (a == b || is_joined(a, b)) {
        points_.push_back(a);
        points_.push_back(b);
        ++failures;
        continue;
      }
      neighbours_[a].push_back(b);
      neighbours_[b].push_back(a);
      made.emplace_back(a, b);
      failures = 0;
    }
    if (!points_.empty()) made.clear();
    return made;
  }

 private:
  std::size_t take() {
    std::swap(points_[random_() % points_.size()], points_.back());
    const std::size_t node = points_.back();
    points_.pop_back();
    return node;
  }
  [[nodiscard]] bool is_joined(std::size_t a, std::size_t b) const {
    for (const std::size_t other : neighbours_[a])
      if (other == b) return true;
    return false;
  }

  std::mt19937_64& random_;
  std::vector<std::size_t> points_;
  std::vector<std::vector<std::size_t>> neighbours_;
};

NINES_INLINE std::vector<std::pair<std::size_t, std::size_t>> regular_links(std::size_t n,
                                                                            std::size_t degree,
                                                                            std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (int attempt = 0; attempt < 1000; ++attempt) {
    auto links = regular_pairing(n, degree, random).links();
    if (!links.empty()) return links;
  }
  give_up("random_regular", "found no graph in 1000 attempts; take another seed");
}

}  // namespace nines::detail
