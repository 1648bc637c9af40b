// SPDX-License-Identifier: BSL-1.0
// evaluate(compiled, repairable parts): availability, failure frequency, mean up and down time.
//
//   w = s.w P(high and not low) + s.p high.w + s.q low.w         for each decision
//
// A system fails at the rate at which its parts fail, each while it is critical: w is the sum
// over the parts of Birnbaum's importance times the frequency of the part. All terms are
// positive. The shares of that sum are Barlow and Proschan's importance. Cost: two evaluations,
// and more where branches of decisions hardly differ. Sources: Vesely 1970; Barlow & Proschan
// 1975.
// Index: system failure frequency, Barlow-Proschan importance.
#pragma once

#include <nines/structure/importance.hpp>

namespace nines {

namespace detail {

/// At what intensity each slot changes: that of a decision is that of its selector while the two
/// branches differ, and that of the branch where the selector leads.
template <class T>
std::vector<T> intensity_of_slots(const compiled_structure& of, const slot_values<T>& slots,
                                  std::vector<T> parts) {
  branch_differences<T> differences(of, slots);
  parts.insert(parts.begin(), zero<T>());
  for (const auto& each : of.decisions()) {
    const T critical = magnitude(differences(each.high, each.low));  // of one sign: coherent
    parts.push_back(T(parts[each.selector] * critical +
                      slots(literal(each.selector)) * parts[each.high.index()] +
                      slots(!literal(each.selector)) * parts[each.low.index()]));
  }
  return parts;
}

/// Throws unless the structure is coherent.
inline void require_coherent(std::string_view function, const compiled_structure& of) {
  if (!of.is_coherent())
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
  const auto intensities = intensity_of_slots(of, slots, std::move(intensity));
  return agreed(A::make(slots.both(of.top()), intensities[of.top().index()]));
}

}  // namespace detail

/// The system of values that carry an intensity, such as repairable parts: its availability and its
/// failure frequency, and with them its mean up and down time. The system fails at the rates
/// at which its parts fail, each while it is critical (Birnbaum). *Throws* domain_error where the
/// structure is not coherent, too.
template <measured_part V>
  requires algebra<V>::has_intensity
[[nodiscard]] V evaluate(const compiled_structure& of, const std::vector<V>& parts) {
  detail::require_part_values("evaluate", of, parts.size());
  detail::require_coherent("evaluate", of);
  return detail::evaluate_with_intensity(of, parts);
}

/// Barlow and Proschan's importance of repairable parts in the long run: the share of the system's
/// failures at which the part is the one that fails. The shares add up to 1; all are 0 / 0 where
/// the system never fails. *Throws* domain_error where the structure is not coherent, too.
template <measured_part V>
  requires algebra<V>::has_intensity
[[nodiscard]] auto barlow_proschan_importance(const compiled_structure& of,
                                              const std::vector<V>& parts) {
  using A = algebra<V>;
  using T = typename A::scalar_type;
  detail::require_part_values("barlow_proschan_importance", of, parts.size());
  detail::require_coherent("barlow_proschan_importance", of);
  std::vector<probability<T>> up;
  for (const V& each : parts) up.push_back(A::probability_of(each));
  auto shares = birnbaum_importance(of, up);
  T all(0);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    shares[i] = shares[i] * A::intensity(parts[i]);
    all = all + shares[i];
  }
  for (T& each : shares) each = each / all;
  return shares;
}

}  // namespace nines
