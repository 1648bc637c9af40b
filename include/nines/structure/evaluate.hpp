// SPDX-License-Identifier: BSL-1.0
// evaluate(compiled, parts): the system of parts with given values, in one pass.
//
//   p = s.p high.p + s.q low.p        q = s.p high.q + s.q low.q        for each decision
//
// Both sides are sums of positive terms, so the smaller one keeps its digits. Values are whatever
// can be pivoted: probabilities of any scalar (lanes are many scenarios at once), and bounds, which
// stay certain. Cost: four multiplications a decision.
// Index: top event probability.
#pragma once

#include <algorithm>
#include <cstddef>
#include <nines/algebra.hpp>
#include <nines/structure/decision_graph.hpp>
#include <nines/structure/gate_graph.hpp>
#include <span>
#include <utility>

namespace nines {

namespace detail {

/// Throws unless there is one value for each part.
template <class Structure>
void require_part_values(std::string_view function, const Structure& of, std::size_t count) {
  if (count != of.part_count())
    fail(function, "number of part values", count,
         "the number of parts, " + std::to_string(of.part_count()));
}

/// Room for numbers that have no values before they are set. (<memory> would cost each includer a
/// third of a second.)
template <class T>
class unset_values {
 public:
  explicit unset_values(std::size_t count) : values_(new T[count]) {}
  unset_values(unset_values&& from) noexcept : values_(std::exchange(from.values_, nullptr)) {}
  unset_values& operator=(unset_values&& from) noexcept {
    std::swap(values_, from.values_);
    return *this;
  }
  ~unset_values() { delete[] values_; }
  [[nodiscard]] T& operator[](std::size_t i) const { return values_[i]; }
  [[nodiscard]] T* data() const { return values_; }

 private:
  T* values_;
};

/// Both sides of all slots of an evaluated structure, without agreement of the two. What a literal
/// is worth stands at its code, what its opposite is worth beside it: nothing is asked on the way.
template <class T>
class slot_values {
 public:
  /// Room for the slots, of which parts get values by set().
  explicit slot_values(const compiled_structure& of)
      : of_(of), sides_(2 * (of.first_slot() + of.decisions().size())) {
    set(0, one<T>(), zero<T>());
  }
  /// All slots, of parts with those values.
  slot_values(const compiled_structure& of, std::span<const probability<T>> parts)
      : slot_values(of) {
    for (std::size_t i = 0; i < parts.size(); ++i)
      set(i + 1, parts[i].value(), parts[i].complement());
    run(0, of.decisions().size());
  }
  void set(std::size_t slot, const T& value, const T& complement) {
    sides_[2 * slot] = value;
    sides_[2 * slot + 1] = complement;
  }
  /// Evaluates the decisions from the first of those places to before the second.
  void run(std::size_t begin, std::size_t end) {
    T* const sides = sides_.data();
    const auto* const decisions = of_.decisions().data();
    T* to = sides + 2 * (of_.first_slot() + begin);
    for (std::size_t i = begin; i < end; ++i, to += 2) {
      const auto& each = decisions[i];
      const T& p = sides[literal(each.selector).code()];
      const T& q = sides[(!literal(each.selector)).code()];
      to[0] = p * sides[each.high.code()] + q * sides[each.low.code()];
      to[1] = p * sides[(!each.high).code()] + q * sides[(!each.low).code()];
    }
  }
  /// That a literal is true.
  [[nodiscard]] const T& operator()(literal each) const { return sides_[each.code()]; }
  /// Both sides of a literal.
  [[nodiscard]] probability<T> both(literal each) const {
    return {unchecked, (*this)(each), (*this)(!each)};
  }

 private:
  const compiled_structure& of_;
  unset_values<T> sides_;
};

/// The difference of two probabilities, where each may be close to 0 or close to 1: the sides that
/// are smaller are subtracted, so it is off by no more than they are rounded.
template <class T>
T signed_difference(const probability<T>& high, const probability<T>& low) {
  const auto both_likely = high.complement() + low.complement() < high.value() + low.value();
  return choose(both_likely, T(low.complement() - high.complement()),
                T(high.value() - low.value()));
}

/// The same of values that compose by operations of their own.
template <joined_part V>
V evaluate_joined(const compiled_structure& of, const std::vector<V>& parts) {
  std::vector<V> slots;
  slots.reserve(of.first_slot() + of.decisions().size());
  slots.push_back(always_up<V>());
  slots.insert(slots.end(), parts.begin(), parts.end());
  const auto at = [&slots](literal each) {
    return each.negated() ? !slots[each.index()] : slots[each.index()];
  };
  for (const auto& each : of.decisions()) {
    const V high = at(each.high);
    const V low = at(each.low);
    slots.push_back(pivot(slots[each.selector],
                          [&](const V& state) { return state == always_up<V>() ? high : low; }));
  }
  return at(of.top());
}

/// Where the value of a name stands in a sorted list of names and values.
template <class V>
auto find_name(const std::vector<std::pair<std::string, V>>& sorted, const std::string& name) {
  const auto found = std::lower_bound(
      sorted.begin(), sorted.end(), name,
      [](const auto& entry, const std::string& wanted) { return entry.first < wanted; });
  return found == sorted.end() || found->first != name ? sorted.end() : found;
}
[[noreturn]] inline void fail_name(std::string_view function, const std::string& name,
                                   const char* fault) {
  fail(function, "\"" + name + "\" " + fault);
}

/// Gives the parts of those names a state.
template <class V>
void set_state(const compiled_structure& of, const std::vector<std::string>& names, bool up,
               std::vector<V>& parts) {
  for (const auto& name : names) {
    const auto found = std::find(of.part_names().begin(), of.part_names().end(), name);
    if (found == of.part_names().end()) fail_name("given_states", name, "is no part");
    parts[static_cast<std::size_t>(found - of.part_names().begin())] =
        up ? always_up<V>() : always_down<V>();
  }
}

}  // namespace detail

/// The probability that the system is up, of parts that are up with the given ones, in the order of
/// part_names(). The complement is the probability of the top event of a fault tree. *Throws*
/// domain_error unless there is one value for each part. *Accuracy*: 3 epsilon for each decision on
/// a path, on either side. O(decisions).
template <class T>
[[nodiscard]] probability<T> evaluate(const compiled_structure& of,
                                      std::span<const probability<T>> parts) {
  detail::require_part_values("evaluate", of, parts.size());
  const detail::slot_values<T> slots(of, parts);
  return probability<T>::from_computed_sides(slots(of.top()), slots(!of.top()));
}
/// The same of a vector of parts.
template <class T>
[[nodiscard]] probability<T> evaluate(const compiled_structure& of,
                                      const std::vector<probability<T>>& parts) {
  return evaluate(of, std::span<const probability<T>>(parts));
}

/// The same for values that compose by operations of their own, such as bounds, and have `!`.
template <joined_part V>
  requires requires(const V& v) {
    { !v } -> std::same_as<V>;
  }
[[nodiscard]] V evaluate(const compiled_structure& of, const std::vector<V>& parts) {
  detail::require_part_values("evaluate", of, parts.size());
  return detail::evaluate_joined(of, parts);
}

/// What is known of some parts: that they are up, or down.
struct part_states {
  std::vector<std::string> up = {}, down = {};  ///< names of parts
};

/// The values of all parts by name, in the order of `names`. *Throws* domain_error for a name that
/// is no part, that stands there twice, or that is missing. O(parts log parts).
template <class V>
[[nodiscard]] std::vector<V> values_by_name(const std::vector<std::string>& names,
                                            std::vector<std::pair<std::string, V>> given) {
  const auto function = "values_by_name";
  std::sort(given.begin(), given.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i + 1 < given.size(); ++i)
    if (given[i].first == given[i + 1].first)
      detail::fail_name(function, given[i].first, "has two values");
  std::vector<V> values;
  for (const auto& name : names) {
    const auto found = detail::find_name(given, name);
    if (found == given.end()) detail::fail_name(function, name, "has no value");
    values.push_back(found->second);
  }
  for (const auto& entry : given)
    if (given.size() > names.size() &&
        std::find(names.begin(), names.end(), entry.first) == names.end())
      detail::fail_name(function, entry.first, "is no part");
  return values;
}

/// The values of the parts, those that are known to be up or down made certain: what if a zone
/// fails? *Throws* domain_error for a name that is no part.
template <part V>
[[nodiscard]] std::vector<V> given_states(const compiled_structure& of, std::vector<V> parts,
                                          const part_states& known) {
  detail::require_part_values("given_states", of, parts.size());
  detail::set_state(of, known.up, true, parts);
  detail::set_state(of, known.down, false, parts);
  return parts;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::probability<double> nines::evaluate<double>(
    const nines::compiled_structure&, std::span<const nines::probability<double>>);
#endif
