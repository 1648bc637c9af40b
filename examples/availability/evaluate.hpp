// SPDX-License-Identifier: BSL-1.0
// The exact probability that a node of a system is up, for any scalar.
//
// Inputs of a gate that share nothing are independent: nines::series, parallel, at_least. What they
// share is conditioned on first, one node after the other, by the law of total probability. An
// input joins as soon as all that it shares is fixed, and a state that decides the gate is not
// divided further. Only sums and products of non-negative numbers: both sides keep their digits.
// Cost: at most 2^(nodes shared below one gate, see pivot_depth) evaluations; with a work budget it
// throws nines::convergence_error when that is spent.
#pragma once

#include <nines/combine.hpp>

#include "system.hpp"

namespace availability {

/// How an evaluation looks at the values it composes.
template <class T>
bool surely_down(const nines::probability<T>& p) {
  return p.value() == T(0);
}
template <class T>
bool surely_down(const nines::improvement<T>& v) {
  return v.both == T(0) && v.only_better == T(0);
}
template <class T>
bool surely_up(const nines::probability<T>& p) {
  return p.complement() == T(0);
}
template <class T>
bool surely_up(const nines::improvement<T>& v) {
  return v.neither == T(0) && v.only_better == T(0);
}

/// What the two versions of a comparison are.
enum class versions {
  settled,  ///< two systems, each in the long run
  instant,  ///< one system just before and just after a part fails: a failover has not begun
};

template <class T>
nines::probability<T> fail_over(const nines::probability<T>& primary,
                                const nines::probability<T>& works,
                                const nines::probability<T>& others, const takeover&, versions) {
  return nines::parallel(primary, nines::series(works, others));
}
/// Where the primary has failed this instant, the others serve if they do so at once.
template <class T>
nines::improvement<T> fail_over(const nines::improvement<T>& primary,
                                const nines::improvement<T>& works,
                                const nines::improvement<T>& others, const takeover& switching,
                                versions what) {
  if (what == versions::settled) return nines::parallel(primary, nines::series(works, others));
  const auto at_once = nines::improvement<T>::unchanged(nines::probability<T>(switching.at_once()));
  const auto now = nines::series(at_once, others);
  const auto later = nines::series(works, others);
  return {
      primary.both + primary.only_better * now.both + primary.neither * later.both,
      primary.only_better * (now.only_better + now.neither) + primary.neither * later.only_better,
      primary.neither * later.neither};
}

/// What is surely up, or surely down, as a value.
template <class Value>
Value same_value(const nines::probability<double>& p) {
  if constexpr (requires { Value::unchanged(p); })
    return Value::unchanged(p);
  else
    return Value(p);
}

/// One evaluation: the value of each event, and the nodes that are conditioned on at the moment.
template <class Value>
class evaluation {
 public:
  evaluation(const system& s, std::vector<Value> events, work* w = nullptr,
             versions what = versions::settled)
      : system_(s),
        events_(std::move(events)),
        fixed_(s.nodes.size()),
        known_(s.nodes.size()),
        work_(w),
        what_(what) {}

  Value operator()(std::size_t n) {
    if (fixed_[n]) return *fixed_[n];
    const node& gate = system_.nodes[n];
    if (gate.kind == node::gate::event) return events_[gate.event];
    if (known_[n].value && known_[n].state == state_) return *known_[n].value;
    const Value result = value_of(gate);
    known_[n] = {state_, result};
    return result;
  }

 private:
  Value value_of(const node& gate) {
    if (gate.kind == node::gate::failover) return condition(gate, 0);
    if (gate.kind != node::gate::at_least) return chain(gate, {}, 0);
    std::vector<Value> values;
    values.reserve(gate.inputs.size());
    return count(gate, values, 0);
  }

  /// f(state of the pivot) for each state that it can be in.
  template <class F>
  Value given_pivot(std::size_t pivot, const F& f) {
    return nines::pivot((*this)(pivot), [&](const Value& state) {
      const auto outer = state_;
      state_ = ++states_;
      fixed_[pivot] = state;
      const Value result = f();
      fixed_[pivot].reset();
      state_ = outer;
      return result;
    });
  }

  /// An all_of or any_of: `sofar` are the inputs that depend on pivots before `first` only.
  Value chain(const node& gate, std::optional<Value> sofar, std::size_t first) {
    const bool all = gate.kind == node::gate::all_of;
    spend(static_cast<double>(gate.inputs.size()));
    for (std::size_t i = 0; i < gate.inputs.size(); ++i) {
      if (gate.ready[i] != first) continue;
      const Value next = (*this)(gate.inputs[i]);
      sofar = !sofar ? next : all ? nines::series(*sofar, next) : nines::parallel(*sofar, next);
      if (all ? surely_down(*sofar) : surely_up(*sofar)) return *sofar;
    }
    if (first == gate.pivots.size()) return *sofar;
    if (fixed_[gate.pivots[first]]) return chain(gate, sofar, first + 1);
    return given_pivot(gate.pivots[first], [&] { return chain(gate, sofar, first + 1); });
  }

  /// An at_least: `values` are the inputs that depend on pivots before `first` only.
  Value count(const node& gate, std::vector<Value>& values, std::size_t first) {
    const auto sofar = static_cast<std::ptrdiff_t>(values.size());
    spend(static_cast<double>(gate.inputs.size()));
    for (std::size_t i = 0; i < gate.inputs.size(); ++i)
      if (gate.ready[i] == first) values.push_back((*this)(gate.inputs[i]));
    const Value result = counted(gate, values, first);
    values.erase(values.begin() + sofar, values.end());
    return result;
  }
  Value counted(const node& gate, std::vector<Value>& values, std::size_t first) {
    using p = nines::probability<double>;
    std::size_t are_up = 0;
    std::size_t may_be_up = gate.inputs.size();
    for (const auto& v : values) {
      if (surely_up(v)) ++are_up;
      if (surely_down(v)) --may_be_up;
    }
    if (are_up >= gate.need) return same_value<Value>(p::always());
    if (may_be_up < gate.need) return same_value<Value>(p::never());
    if (first < gate.pivots.size()) {
      if (fixed_[gate.pivots[first]]) return count(gate, values, first + 1);
      return given_pivot(gate.pivots[first], [&] { return count(gate, values, first + 1); });
    }
    spend(static_cast<double>(gate.inputs.size() * (8 + gate.need / 16)));
    return nines::at_least(gate.need, values);
  }

  /// A failover, from its `first` pivot on.
  Value condition(const node& gate, std::size_t first) {
    while (first < gate.pivots.size() && fixed_[gate.pivots[first]]) ++first;
    if (first < gate.pivots.size())
      return given_pivot(gate.pivots[first], [&] { return condition(gate, first + 1); });
    spend(3);
    const Value primary = (*this)(gate.inputs[0]);
    const Value works = (*this)(gate.inputs[1]);
    return fail_over(primary, works, (*this)(gate.inputs[2]), gate.switching, what_);
  }

  void spend(double amount) {
    if (work_ != nullptr) work_->spend(amount);
  }

  /// The value of a node, as long as the state of the pivots is what it was.
  struct remembered {
    std::size_t state = 0;
    std::optional<Value> value = {};
  };

  const system& system_;
  std::vector<Value> events_;
  std::vector<std::optional<Value>> fixed_;
  std::vector<remembered> known_;
  std::size_t state_ = 0;   ///< a number for what is fixed now
  std::size_t states_ = 0;  ///< the last one that was given
  work* work_;
  versions what_;
};

/// The availability of a node.
template <class T>
nines::probability<T> up(const system& s, std::size_t root, work* w = nullptr) {
  std::vector<nines::probability<T>> events;
  events.reserve(s.events.size());
  for (const auto& e : s.events) {
    if constexpr (std::same_as<T, double>)
      events.push_back(e.up);
    else
      events.emplace_back(e.up);
  }
  return evaluation(s, std::move(events), w)(root);
}

/// The two versions of a node in which `change(event index, probability)` says how an event
/// differs.
template <class T, class Change>
nines::improvement<T> compare(const system& s, std::size_t root, const Change& change,
                              work* w = nullptr, versions what = versions::settled) {
  std::vector<nines::improvement<T>> events;
  events.reserve(s.events.size());
  for (std::size_t e = 0; e < s.events.size(); ++e) {
    if constexpr (std::same_as<T, double>)
      events.push_back(change(e, s.events[e].up));
    else
      events.push_back(change(e, nines::probability<T>(s.events[e].up)));
  }
  return evaluation(s, std::move(events), w, what)(root);
}

}  // namespace availability
