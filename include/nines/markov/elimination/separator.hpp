// SPDX-License-Identifier: BSL-1.0
// Separators: few states without which a chain falls into two parts of similar size.
//
// State spaces look like grids of counters, and distances in the graph recover their axes: the
// distance d_a from a far end a, and the difference d_a - d_b for two opposite ends. Each of these
// keys sorts the states; of all cuts "key below t" the one with the smallest border for the size of
// its parts is taken. All thresholds of a key are judged in one linear pass.
// Source: level structures after George & Liu 1978.
// Index: vertex separator.
#pragma once

#include <limits>
#include <nines/markov/elimination/graph.hpp>

namespace nines::detail {

/// Where a separator puts a state.
enum class side : std::uint8_t { below, above, border };

/// The best cut of a connected graph by a few distances in it.
class separator_search {
 public:
  explicit separator_search(const state_graph& graph)
      : graph_(graph), n_(graph.size()), sides_(n_, side::border) {
    const auto from_a = distances(farthest(distances(0)));
    const auto from_b = distances(farthest(from_a));
    const auto from_c = distances(farthest(lesser(from_a, from_b)));
    const auto from_d = distances(farthest(from_c));
    consider(from_a);
    consider(difference(from_a, from_b));
    consider(from_c);
    consider(difference(from_c, from_d));
  }

  /// The side of each state; all are border where no cut leaves two parts.
  [[nodiscard]] std::vector<side> take() { return std::move(sides_); }

 private:
  using keys = std::vector<int>;
  struct cut {
    double badness = std::numeric_limits<double>::infinity();
    int threshold = 0;
    bool border_below = false;  // else it is made of states above
  };

  [[nodiscard]] keys distances(state_number from) const {
    keys distance(n_, -1);
    std::vector<state_number> queue{from};
    queue.reserve(n_);
    distance[from] = 0;
    for (std::size_t head = 0; head < queue.size(); ++head)
      for (const state_number to : graph_[queue[head]])
        if (distance[to] < 0) {
          distance[to] = distance[queue[head]] + 1;
          queue.push_back(to);
        }
    return distance;
  }
  static state_number farthest(const keys& distance) {
    const auto most = std::max_element(distance.begin(), distance.end());
    return static_cast<state_number>(most - distance.begin());
  }
  static keys difference(keys a, const keys& b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
    return a;
  }
  static keys lesser(keys a, const keys& b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = std::min(a[i], b[i]);
    return a;
  }
  static double badness(int border, int below, int above) {
    if (below < 1 || above < 1) return std::numeric_limits<double>::infinity();
    const double uneven = std::min(below, above) < 0.1 * (below + above) ? 1e6 : 1;
    return uneven * border / (static_cast<double>(below) * above);
  }

  /// Takes the best threshold of a key if it beats those so far.
  void consider(const keys& key) {
    const cut found = best_cut(key);
    if (!(found.badness < best_)) return;
    best_ = found.badness;
    for (state_number i = 0; i < n_; ++i) {
      const bool is_below = key[i] < found.threshold;
      const bool cut_off = is_below == found.border_below &&
                           std::any_of(graph_[i].begin(), graph_[i].end(), [&](state_number j) {
                             return (key[j] < found.threshold) != is_below;
                           });
      sides_[i] = cut_off ? side::border : is_below ? side::below : side::above;
    }
  }
  [[nodiscard]] cut best_cut(const keys& key) const {
    const auto [least, greatest] = std::minmax_element(key.begin(), key.end());
    const int low = *least;
    // Steps at thresholds: states below, states below next to one above, states above next to one
    // below.
    std::vector<int> below(static_cast<std::size_t>(*greatest - low) + 2, 0);
    std::vector<int> inner = below, outer = below;
    for (state_number i = 0; i < n_; ++i) {
      const auto at = static_cast<std::size_t>(key[i] - low);
      std::size_t first = at, last = at;
      for (const state_number j : graph_[i]) {
        first = std::min(first, static_cast<std::size_t>(key[j] - low));
        last = std::max(last, static_cast<std::size_t>(key[j] - low));
      }
      ++below[at + 1];
      ++inner[at + 1], --inner[last + 1];
      ++outer[first + 1], --outer[at + 1];
    }
    cut best;
    int left = 0, left_border = 0, right_border = 0;
    for (std::size_t t = 1; t + 1 < below.size(); ++t) {
      left += below[t], left_border += inner[t], right_border += outer[t];
      const int right = static_cast<int>(n_) - left;
      const double with_left = badness(left_border, left - left_border, right);
      const double with_right = badness(right_border, left, right - right_border);
      if (const double bad = std::min(with_left, with_right); bad < best.badness)
        best = {bad, low + static_cast<int>(t), with_left <= with_right};
    }
    return best;
  }

  const state_graph& graph_;
  std::size_t n_;
  std::vector<side> sides_;
  double best_ = std::numeric_limits<double>::infinity();
};

}  // namespace nines::detail
