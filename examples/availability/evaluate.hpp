// SPDX-License-Identifier: BSL-1.0
// The exact chance that a node of a system is up, for any scalar.
//
// Inputs of a gate that share nothing are independent: nines::series, parallel, at_least. What they
// share is conditioned on first, one node after the other, by the law of total probability. Only
// sums and products of non-negative numbers: both sides keep their digits.
// Cost: 2^(nodes shared below one gate, see pivot_depth) evaluations.
#pragma once

#include <nines/combine.hpp>

#include "coupled.hpp"
#include "system.hpp"

namespace availability {

/// How an evaluation looks at the values it composes.
template <class T>
bool surely_down(const nines::probability<T>& p) {
  return p.value() == nines::detail::zero<T>();
}
template <class T>
bool surely_down(const coupled<T>& c) {
  return c.both == nines::detail::zero<T>() && c.only_better == nines::detail::zero<T>();
}
template <class T>
nines::probability<T> both_up(const nines::probability<T>& a, const nines::probability<T>& b) {
  return nines::series(a, b);
}
template <class T>
nines::probability<T> either_up(const nines::probability<T>& a, const nines::probability<T>& b) {
  return nines::parallel(a, b);
}
template <class T>
nines::probability<T> count_up(std::size_t k, const std::vector<nines::probability<T>>& parts) {
  return nines::at_least(k, parts);
}
template <class T>
coupled<T> both_up(const coupled<T>& a, const coupled<T>& b) {
  return series(a, b);
}
template <class T>
coupled<T> either_up(const coupled<T>& a, const coupled<T>& b) {
  return parallel(a, b);
}
template <class T>
coupled<T> count_up(std::size_t k, const std::vector<coupled<T>>& parts) {
  return at_least(k, parts);
}
template <class T, class F>
nines::probability<T> given(const nines::probability<T>& condition, const F& f) {
  using p = nines::probability<T>;
  if (surely_down(condition)) return f(p::never());
  if (surely_down(!condition)) return f(p::always());
  return nines::pivot(condition, f(p::always()), f(p::never()));
}
template <class T, class F>
coupled<T> given(const coupled<T>& condition, const F& f) {
  return pivot(condition, f);
}

/// One evaluation: the value of each event, and the nodes that are conditioned on at the moment.
template <class Value>
class evaluation {
 public:
  evaluation(const system& s, std::vector<Value> events)
      : system_(s), events_(std::move(events)), fixed_(s.nodes.size()) {}

  Value operator()(std::size_t n) {
    if (fixed_[n]) return *fixed_[n];
    const node& gate = system_.nodes[n];
    return gate.kind == node::gate::event ? events_[gate.event] : condition(gate, 0);
  }

 private:
  /// The value of a gate, from its `first` pivot on.
  Value condition(const node& gate, std::size_t first) {
    while (first < gate.pivots.size() && fixed_[gate.pivots[first]]) ++first;
    if (first == gate.pivots.size()) return combine(gate);
    const std::size_t pivot = gate.pivots[first];
    return given((*this)(pivot), [&](const Value& state) {
      fixed_[pivot] = state;
      const Value result = condition(gate, first + 1);
      fixed_[pivot].reset();
      return result;
    });
  }

  /// The value of a gate whose inputs are independent now.
  Value combine(const node& gate) {
    if (gate.kind == node::gate::at_least) {
      std::vector<Value> values;
      values.reserve(gate.inputs.size());
      for (const auto i : gate.inputs) values.push_back((*this)(i));
      return count_up(gate.need, values);
    }
    const bool all = gate.kind == node::gate::all_of;
    Value result = (*this)(gate.inputs.front());
    for (std::size_t i = 1; i < gate.inputs.size(); ++i) {
      if (all && surely_down(result)) break;
      result = all ? both_up(result, (*this)(gate.inputs[i]))
                   : either_up(result, (*this)(gate.inputs[i]));
    }
    return result;
  }

  const system& system_;
  std::vector<Value> events_;
  std::vector<std::optional<Value>> fixed_;
};

/// The availability of a node.
template <class T>
nines::probability<T> up(const system& s, std::size_t root) {
  std::vector<nines::probability<T>> events;
  for (const auto& e : s.events) {
    if constexpr (std::same_as<T, double>)
      events.push_back(e.up);
    else
      events.emplace_back(e.up);
  }
  return evaluation(s, std::move(events))(root);
}

/// The two versions of a node in which `change(event index, chance)` says how an event differs.
template <class T, class Change>
coupled<T> compare(const system& s, std::size_t root, const Change& change) {
  std::vector<coupled<T>> events;
  for (std::size_t e = 0; e < s.events.size(); ++e) {
    if constexpr (std::same_as<T, double>)
      events.push_back(change(e, s.events[e].up));
    else
      events.push_back(change(e, nines::probability<T>(s.events[e].up)));
  }
  return evaluation(s, std::move(events))(root);
}

}  // namespace availability
