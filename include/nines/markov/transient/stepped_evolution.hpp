// SPDX-License-Identifier: BSL-1.0
// A vector carried to time t by steps among the states that move: see uniformized_walk.hpp.
//
//   absorbed by t            p_a(t) = p_a + (integral of p over [0, t]) R        R: the rates into
//   worth of what absorbs    u(t)   = exp(Q t) u + integral of exp(Q s) R u_a    absorbing states
//
// Both are integrals of one order more than is asked for: sums, so the smallest probability of
// failure has its digits. Each integral once more gives the time that has been spent in absorbing
// states.
#pragma once

#include <nines/markov/transient/uniformized_walk.hpp>

namespace nines::detail {

/// How far steps may go, and what they settle to, if that is known.
template <class T, class Sweep>
struct step_options {
  double tolerance;
  double limit;
  const settled_vector<T>* shape;
  Sweep sweep;
};

/// The evolution among the states seen, by steps.
template <class T, class Sweep>
class stepped_evolution {
 public:
  stepped_evolution(const visible_states<T>& seen, const time_question<T>& asked,
                    const step_options<T, Sweep>& options)
      : seen_(seen), asked_(asked), options_(options), steps_(seen.moving(), asked.way) {}

  /// Nothing when more steps are needed than allowed.
  [[nodiscard]] std::optional<evolution<T>> run() const {
    return asked_.way == direction::forward ? forward() : backward();
  }

 private:
  using answer = std::optional<evolution<T>>;

  [[nodiscard]] answer walk(const std::vector<T>& start, int order) const {
    if (start.empty()) return evolution<T>{{}, {"uniformization"}};
    return uniformized_walk<T, Sweep>(steps_, start, asked_.t, order, options_.sweep)
        .run(options_.tolerance, options_.limit, options_.shape);
  }
  [[nodiscard]] std::size_t orders() const { return static_cast<std::size_t>(asked_.order) + 1; }
  [[nodiscard]] std::vector<T> start() const { return pick(asked_.v, seen_.moving().states); }

  /// What stays in absorbing states from the start, and the moving ones of `walked`.
  [[nodiscard]] evolution<T> placed(const evolution<T>& walked) const {
    evolution<T> result;
    result.report = walked.report;
    for (std::size_t o = 0; o < orders(); ++o) {
      auto& entries = result.of_order[o];
      entries.assign(asked_.v.size(), zero<T>());
      for (const std::size_t a : seen_.absorbing().states())
        entries[a] = o == 0 ? asked_.v[a] : T(asked_.v[a] * asked_.t);
      put(walked.of_order[o], seen_.moving().states, entries);
    }
    return result;
  }
  [[nodiscard]] answer forward() const {
    const auto walked = walk(start(), asked_.order + (steps_.may_leave() ? 1 : 0));
    if (!walked) return std::nullopt;
    evolution<T> result = placed(*walked);
    seen_.each_absorption([&](std::size_t i, std::size_t a, const T& rate) {
      for (std::size_t o = 0; o < orders(); ++o)
        result.of_order[o][a] += walked->of_order[o + 1][i] * rate;
    });
    return result;
  }
  [[nodiscard]] answer backward() const {
    answer walked = walk(start(), asked_.order);
    if (!walked) return std::nullopt;
    std::vector<T> gain(seen_.moving().states.size(), zero<T>());
    bool gains = false;
    seen_.each_absorption([&](std::size_t i, std::size_t a, const T& rate) {
      gain[i] += rate * asked_.v[a];
      gains = gains || gain[i] > zero<T>();
    });
    if (!gains) return placed(*walked);
    const answer gained = walk(gain, asked_.order + 1);
    if (!gained) return std::nullopt;
    walked->report.iterations += gained->report.iterations;
    for (std::size_t o = 0; o < orders(); ++o)
      for (std::size_t i = 0; i < gain.size(); ++i)
        walked->of_order[o][i] += gained->of_order[o + 1][i];
    return placed(*walked);
  }

  const visible_states<T>& seen_;
  const time_question<T>& asked_;
  const step_options<T, Sweep>& options_;
  uniformization<T> steps_;
};

}  // namespace nines::detail
