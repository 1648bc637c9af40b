// SPDX-License-Identifier: BSL-1.0
// evaluate(compiled, repairable parts): availability, failure frequency, mean up and down time.
//
//   w = s.w P(high xor low) + s.p high.w + s.q low.w         for each decision
//
// A system fails at the rate at which its parts fail, each while it is critical: w is the sum
// over the parts of Birnbaum's importance times the frequency of the part. In a structure that
// is not coherent a repair can bring it down as well; in the long run parts fail as often as they
// are repaired, so w is the sum over the parts of the probability that the part decides, either
// way, times its frequency. All terms are positive. The shares of that sum are Barlow and
// Proschan's importance. Cost: two evaluations, and more where branches of decisions hardly differ;
// without coherence one step for each pair of branches that is met, at worst the square of their
// number. Sources: Vesely 1970; Barlow & Proschan 1975; Inagaki & Henley 1980.
// Index: system failure frequency, Barlow-Proschan importance.
#pragma once

#include <nines/error.hpp>
#include <nines/structure/importance.hpp>

namespace nines {

namespace detail {

/// With which probability one branch is up and the other down: by the law of total probability over
/// pairs, both sides as sums of positive terms. Pairs are remembered, and limited.
template <class T>
class unequal_branches {
 public:
  unequal_branches(const compiled_structure& of, const slot_values<T>& slots)
      : of_(of),
        slots_(slots),
        work_("evaluate", most_pairs, "pairs of branches of a structure that is not coherent",
              "there is no other way for it") {}

  /// P(high xor low).
  T operator()(literal high, literal low) {
    probability<T> result;
    if (answer({high, low}, result)) return result.value();
    stack_ = {plain({high, low})};
    while (!stack_.empty()) {
      const literal_pair now = stack_.back();
      const divided_pair next = divided(of_, now);
      probability<T> up;
      probability<T> down;
      const bool has_up = answer(next.up, up);
      const bool has_down = answer(next.down, down);
      if (!has_up) stack_.push_back(plain(next.up));
      if (!has_down) stack_.push_back(plain(next.down));
      if (!has_up || !has_down) continue;
      work_.spend(1);
      const probability<T> s = slots_.both(literal(next.selector));
      known_.insert(now.key(),
                    {unchecked, T(s.value() * up.value() + s.complement() * down.value()),
                     T(s.value() * up.complement() + s.complement() * down.complement())});
      stack_.pop_back();
    }
    answer({high, low}, result);
    return result.value();
  }

 private:
  static constexpr double most_pairs = 1e7;

  static literal_pair plain(const literal_pair& of) {
    const literal high = of.high.plain();
    const literal low = of.low.plain();
    return high < low ? literal_pair{low, high} : literal_pair{high, low};
  }
  /// Of constants and equal literals at once, else if it is known.
  bool answer(const literal_pair& of, probability<T>& result) {
    const literal_pair now = plain(of);
    const bool negate = of.high.negated() != of.low.negated();
    if (now.high == now.low)
      result = probability<T>::never();
    else if (now.low.is_constant())
      result = !slots_.both(now.high);
    else if (!known_.find(now.key(), result))
      return false;
    if (negate) result = !result;
    return true;
  }

  const compiled_structure& of_;
  const slot_values<T>& slots_;
  work_budget work_;
  pair_table<probability<T>> known_;
  std::vector<literal_pair> stack_;
};

/// At what intensity each slot changes: that of a decision is that of its selector while the two
/// branches differ, and that of the branch where the selector leads.
template <class T, class Difference>
std::vector<T> intensity_of_slots(const compiled_structure& of, const slot_values<T>& slots,
                                  std::vector<T> parts, Difference&& difference) {
  parts.insert(parts.begin(), zero<T>());
  for (const auto& each : of.decisions()) {
    const T critical = difference(each.high, each.low);
    parts.push_back(T(parts[each.selector] * critical +
                      slots(literal(each.selector)) * parts[each.high.index()] +
                      slots(!literal(each.selector)) * parts[each.low.index()]));
  }
  return parts;
}

/// With which probability each slot decides whether the system is up, from the top down.
template <class T>
std::vector<T> relevance_of_slots(const compiled_structure& of, const slot_values<T>& slots) {
  unequal_branches<T> unequal(of, slots);
  std::vector<T> relevance(of.first_slot() + of.decisions().size(), zero<T>());
  relevance[of.top().index()] = one<T>();
  for (std::size_t i = of.decisions().size(); i-- > 0;) {
    const auto& each = of.decisions()[i];
    const T here = relevance[of.first_slot() + i];
    const auto add = [&](std::uint32_t to, const T& share) {
      relevance[to] = relevance[to] + here * share;
    };
    add(each.high.index(), slots(literal(each.selector)));
    add(each.low.index(), slots(!literal(each.selector)));
    add(each.selector, unequal(each.high, each.low));
  }
  return relevance;
}

template <class T>
std::vector<T> relevance_of_parts(const compiled_structure& of,
                                  const std::vector<probability<T>>& parts) {
  const auto relevance = relevance_of_slots(of, slot_values<T>(of, parts));
  return {relevance.begin() + 1, relevance.begin() + 1 + static_cast<std::ptrdiff_t>(parts.size())};
}

/// Throws unless the structure is coherent, or its parts fail as often as they are repaired.
template <class V>
void require_frequency(std::string_view function, const compiled_structure& of) {
  if (!of.is_coherent() && !requires { algebra<V>::is_alternating; })
    fail(function, "a part of the structure is negated: it is not known to be coherent");
}

/// A system of values with intensities.
template <class V>
V evaluate_with_intensity(const compiled_structure& of, const std::vector<V>& parts) {
  using A = algebra<V>;
  using T = typename A::scalar_type;
  std::vector<probability<T>> up;
  std::vector<T> intensity;
  for (const V& each : parts) {
    up.push_back(A::probability_of(each));
    intensity.push_back(A::intensity(each));
  }
  const slot_values<T> slots(of, up);
  const auto intensities = [&] {
    if (!of.is_coherent())
      return intensity_of_slots(of, slots, std::move(intensity), unequal_branches<T>(of, slots));
    branch_differences<T> differences(of, slots);  // of one sign
    return intensity_of_slots(of, slots, std::move(intensity), [&](literal high, literal low) {
      return magnitude(differences(high, low));
    });
  }();
  return agreed(A::make(slots.both(of.top()), intensities[of.top().index()]));
}

}  // namespace detail

/// The system of values that carry an intensity, such as repairable parts: its availability and its
/// failure frequency, and with them its mean up and down time. The system fails at the rates
/// at which its parts fail, each while it is critical (Birnbaum). *Throws*, where the structure is
/// not coherent: domain_error unless parts fail as often as they are repaired (repairable), and
/// convergence_error where that takes more than 1e7 pairs of branches.
template <measured_part V>
  requires algebra<V>::has_intensity
[[nodiscard]] V evaluate(const compiled_structure& of, const std::vector<V>& parts) {
  detail::require_part_values("evaluate", of, parts.size());
  detail::require_frequency<V>("evaluate", of);
  return detail::evaluate_with_intensity(of, parts);
}

/// Barlow and Proschan's importance of repairable parts in the long run: the share of the system's
/// failures at which the part is the one that fails (or, without coherence, is repaired). The
/// shares add up to 1; all are 0 / 0 where the system never fails. *Throws* as evaluate() does.
template <measured_part V>
  requires algebra<V>::has_intensity
[[nodiscard]] auto barlow_proschan_importance(const compiled_structure& of,
                                              const std::vector<V>& parts) {
  using A = algebra<V>;
  using T = typename A::scalar_type;
  detail::require_part_values("barlow_proschan_importance", of, parts.size());
  detail::require_frequency<V>("barlow_proschan_importance", of);
  std::vector<probability<T>> up;
  for (const V& each : parts) up.push_back(A::probability_of(each));
  auto shares = of.is_coherent() ? birnbaum_importance(of, up) : detail::relevance_of_parts(of, up);
  T all(0);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    shares[i] = shares[i] * A::intensity(parts[i]);
    all = all + shares[i];
  }
  for (T& each : shares) each = each / all;
  return shares;
}

}  // namespace nines
