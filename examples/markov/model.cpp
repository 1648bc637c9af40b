// SPDX-License-Identifier: BSL-1.0
#include "model.hpp"

#include <nines/markov/chain_builder.hpp>

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

}  // namespace markov
