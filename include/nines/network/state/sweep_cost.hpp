// SPDX-License-Identifier: BSL-1.0
// How much work a sweep is, before it is made: how many states each of its steps may have.
//
// Of n open slots there are about 3^n in a planar network, else as many as there are partitions in
// which each node is alone or in one of j blocks, (j + 1)^n / j! at most, where j may be any number
// up to that of the hubs, the nodes of which each link so far has one; that grows with j up to a
// peak.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <nines/network/state/twins.hpp>
#include <vector>

namespace nines::detail {

/// The loads of the steps of a sweep, and what they may cost.
class sweep_cost {
 public:
  /// Whether a network has more links than any planar one of so many nodes.
  void be_dense(bool is_dense) { is_dense_ = is_dense; }
  /// Notes that the step which comes decides a link of a hub.
  void note_hub(std::size_t hub) {
    if (hub != last_hub_) ++hubs_;
    last_hub_ = hub;
  }
  /// Notes the step, and how many slots are open in it.
  void note_step(std::size_t open) { loads_.push_back({open, hubs_}); }

  /// The sum over the steps of how many states each may have, in natural logarithms; twins(i) are
  /// those after step i.
  template <class Twins>
  [[nodiscard]] double log_total(const Twins& twins) const {
    std::vector<double> states;
    states.reserve(loads_.size());
    for (std::size_t i = 0; i < loads_.size(); ++i)
      states.push_back(log_states(loads_[i], twins(i)));
    const double most = *std::max_element(states.begin(), states.end());
    double sum = 0;
    for (const double each : states) sum += std::exp(each - most);
    return most + std::log(sum);
  }

 private:
  struct step_load {
    std::size_t open, hubs;
  };
  [[nodiscard]] double log_states(const step_load& load, const twin_classes& twins) const {
    const auto open = static_cast<double>(load.open);
    const double most =
        is_dense_ ? std::numeric_limits<double>::infinity() : log_colourings(open, twins, 2);
    const auto hubs = static_cast<double>(std::min(load.hubs, load.open));
    double states = 0;
    for (double j = 1; j <= hubs && states < most; ++j) {
      const double partitions = log_colourings(open, twins, j) - std::lgamma(j + 1);
      if (!(partitions > states)) break;
      states = partitions;
    }
    return std::min(states, most);
  }

  bool is_dense_ = false;
  std::vector<step_load> loads_;
  std::size_t hubs_ = 0;
  std::size_t last_hub_ = static_cast<std::size_t>(-1);
};

}  // namespace nines::detail
