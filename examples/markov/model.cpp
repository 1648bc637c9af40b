// SPDX-License-Identifier: BSL-1.0
#include "model.hpp"

#include <algorithm>
#include <nines/markov/chain/chain_builder.hpp>

#include "analysis.hpp"

namespace markov {

double rate_of(const model& m, const transition& t) {
  double rate = t.number;
  for (const std::size_t p : t.factors)
    rate *= m.parameters[p].per_hour ? *m.parameters[p].per_hour : m.parameters[p].share.value();
  for (const std::size_t p : t.complements) rate *= m.parameters[p].share.complement();
  return rate;
}

nines::chain<double> build(const model& m) {
  nines::chain_builder<> b(m.states.size());
  b.names(m.states);
  for (const auto& t : m.transitions) b.add(t.from, t.to, rate_of(m, t));
  b.label("up", m.up);
  for (const auto& r : m.rewards)
    for (const auto& [state, amount] : r.per_hour) b.reward(r.name, state, amount);
  return b.build();
}

namespace {

nines::rate_parameter<double> influence_of(const model& m, std::size_t which) {
  const parameter& p = m.parameters[which];
  nines::rate_parameter<double> result{p.per_hour ? p.name : "!" + p.name, {}};
  const auto count = [which](const std::vector<std::size_t>& list) {
    return static_cast<double>(std::count(list.begin(), list.end(), which));
  };
  for (const auto& t : m.transitions) {
    const double factors = count(t.factors);
    const double degree =
        p.per_hour ? factors
                   : count(t.complements) - factors * (p.share.complement() / p.share.value());
    const double rate = rate_of(m, t);
    if (degree != 0 && rate > 0)
      result.slopes.emplace_back(static_cast<int>(t.from), static_cast<int>(t.to), degree * rate);
  }
  return result;
}

}  // namespace

subject as_subject(const model& m) {
  subject s{.title = m.title,
            .chain = build(m),
            .up = m.up,
            .initial = m.initial,
            .objective = m.objective,
            .written_objective = m.written_objective};
  for (std::size_t i = 0; i < m.parameters.size(); ++i) s.parameters.push_back(influence_of(m, i));
  return s;
}

}  // namespace markov
