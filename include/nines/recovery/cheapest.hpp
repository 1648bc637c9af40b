// SPDX-License-Identifier: BSL-1.0
// Which strategy is the cheapest at which price of an hour of outage; and the Pareto front.
//
//   cost(x) = fixed + x * hours     a straight line in the price x of an hour of outage
//
// Each line is the cheapest on one stretch of prices, if on any: the lower envelope. A choice is
// worth a thought unless another is no worse in any respect and better in one: the Pareto front.
// Cost: n^2.
// Index: Pareto front.
#pragma once

#include <cstddef>
#include <nines/error.hpp>
#include <nines/scalar.hpp>
#include <vector>

namespace nines {

/// A cost that grows with the price of an hour.
template <class T = double>
struct cost_line {
  T fixed;  ///< what is paid in any case
  T hours;  ///< for how many hours the price is paid
};

/// The line that is the cheapest from a price on, until the next one is.
template <class T = double>
struct cheapest_from {
  std::size_t line;  ///< its number in the list, from 0
  T price;           ///< of an hour of outage
};

/// The cheapest line for each price from 0 on, in the order of prices. Of equal lines the first.
/// *Throws* domain_error for no line, or a figure that is negative or not finite.
template <class T>
[[nodiscard]] std::vector<cheapest_from<T>> cheapest_by_price(
    const std::vector<cost_line<T>>& lines) {
  if (lines.empty()) fail("cheapest_by_price", "needs at least one line");
  std::size_t now = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& [fixed, hours] = lines[i];
    for (const T& x : {fixed, hours})
      if (!is_nonnegative(x) || !is_finite(x))
        fail("cheapest_by_price", "lines[" + std::to_string(i) + "]", x, "0 or more, and finite");
    const auto& best = lines[now];
    if (fixed < best.fixed || (fixed == best.fixed && hours < best.hours)) now = i;
  }
  std::vector<cheapest_from<T>> result{{now, zero<T>()}};
  while (true) {
    cheapest_from<T> next{lines.size(), zero<T>()};
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!(lines[i].hours < lines[now].hours)) continue;
      // Strictly larger minuends: of the lines that cost more now and are down for less.
      const T price = (lines[i].fixed - lines[now].fixed) / (lines[now].hours - lines[i].hours);
      const bool first = next.line == lines.size() || price < next.price ||
                         (price == next.price && lines[i].hours < lines[next.line].hours);
      if (first) next = {i, price};
    }
    if (next.line == lines.size()) return result;
    result.push_back(next);
    now = next.line;
  }
}

/// The choices that no other beats; each has figures, and less is better. *Throws* domain_error
/// unless all have as many figures.
template <class T>
[[nodiscard]] std::vector<std::size_t> pareto_front(const std::vector<std::vector<T>>& choices) {
  const auto beats = [](const std::vector<T>& a, const std::vector<T>& b) {
    bool better = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (b[i] < a[i]) return false;
      better = better || a[i] < b[i];
    }
    return better;
  };
  std::vector<std::size_t> front;
  for (const auto& choice : choices)
    if (choice.size() != choices.front().size())
      fail("pareto_front", "number of figures", choice.size(), "the same for each choice");
  for (std::size_t i = 0; i < choices.size(); ++i) {
    bool is_beaten = false;
    for (const auto& other : choices) is_beaten = is_beaten || beats(other, choices[i]);
    if (!is_beaten) front.push_back(i);
  }
  return front;
}

}  // namespace nines
