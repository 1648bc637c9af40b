// SPDX-License-Identifier: BSL-1.0
// importance(compiled, parts): what each part matters to the system, for all parts in one pass.
//
// With Q the unavailability of the system, q of the part, and Q(up), Q(down) given its state:
//
//   Birnbaum      B = Q(down) - Q(up): that the part decides         Birnbaum 1969
//   criticality   q B / Q: that it decides and is down, given that the system is down
//   diagnostic    q Q(down) / Q: that it is down, given that the system is (DIF)
//   RAW, RRW      Q(down) / Q and Q / Q(up): risk achievement and reduction worth; RRW is infinite
//                 for a part without which the system is never down
//   joint         how B of one part depends on another: Q(down, down) - Q(down, up) - ...
//   structural    B where every part is as likely up as down: in which share of states it decides
//
// Q(up) and Q(down) are sums of positive terms but for one difference, Q(up) = Q - q B; where more
// than ten bits of it cancel the system is evaluated again with the part up. In a coherent
// structure twelve bits of B may cancel, more only where many branches of decisions hardly differ
// (differences.hpp); in another it is off by some epsilon of the probabilities whose difference it
// is. Cost: five to thirty evaluations, and one for each part of criticality over 0.999 or without
// which the system is always down. Sources: Birnbaum 1969; Vesely et al. 1983 (NUREG/CR-3385).
// Index: Birnbaum importance, criticality importance, diagnostic importance factor,
// risk achievement worth (RAW), risk reduction worth (RRW), joint importance,
// structural importance.
#pragma once

#include <nines/structure/differences.hpp>

namespace nines {

/// What one part matters to the system.
template <class T>
struct part_importance {
  probability<T> if_up, if_down;  ///< that the system is up, given the state of the part
  T birnbaum{};                   ///< negative where the system is better off with the part down
  T criticality{};                ///< in a system that is never down this and the next are 0 / 0
  T diagnostic{};                 ///< that the part is down, given that the system is down
  T risk_achievement{};           ///< RAW
  T risk_reduction{};             ///< RRW
};

namespace detail {

/// dP / dp of all slots, P that the system is up: from the top down.
template <class T>
std::vector<T> derivatives(const compiled_structure& of, const std::vector<probability<T>>& slots) {
  std::vector<T> slope(slots.size(), zero<T>());
  const auto add = [&slope](literal to, const T& amount) {
    T& there = slope[to.index()];
    there = to.negated() ? T(there - amount) : T(there + amount);  // in a coherent one signs agree
  };
  branch_differences<T> differences(of, slots);
  add(of.top(), one<T>());
  for (std::size_t i = of.decisions().size(); i-- > 0;) {
    const auto& each = of.decisions()[i];
    const T here = slope[of.first_slot() + i];
    if (scalar_traits<T>::all(here == zero<T>())) continue;
    const auto& selector = slots[each.selector];
    add(each.high, T(here * selector.value()));
    add(each.low, T(here * selector.complement()));
    const T beside = magnitude(T(slope[each.selector] / here));
    slope[each.selector] = slope[each.selector] + here * differences(each.high, each.low, beside);
  }
  return slope;
}

/// The system given the states of its parts, from its derivatives.
template <class T>
class conditional_systems {
 public:
  conditional_systems(const compiled_structure& of, std::span<const probability<T>> parts)
      : of_(of), parts_(parts.begin(), parts.end()), slots_(all_slots(of, parts)) {
    system_ = side_of(slots_[of.top().index()], of.top().negated());
    system_ = larger_follows(system_.value(), system_.complement());
    slope_ = derivatives(of, slots_);
  }
  [[nodiscard]] const probability<T>& system() const { return system_; }
  [[nodiscard]] const T& slope(std::size_t part) const { return slope_[part + 1]; }
  /// The system with a part up, or down.
  [[nodiscard]] probability<T> given(std::size_t part, bool up) {
    const T share = up ? parts_[part].complement() : parts_[part].value();
    const T move = up ? T(slope(part) * share) : T(zero<T>() - slope(part) * share);
    const T value = system_.value() + move;
    const T complement = system_.complement() - move;  // one of the two is a positive sum
    if (is_kept(value, system_.value()) && is_kept(complement, system_.complement()))
      return larger_follows(value, complement);
    return evaluated(part, up);
  }

 private:
  /// Whether what is left of a side is more than the last ten bits of it.
  static bool is_kept(const T& left, const T& side) {
    return left > side * constant<T>(0x1p-10) || side == zero<T>();
  }
  [[nodiscard]] probability<T> evaluated(std::size_t part, bool up) {
    const probability<T> before = parts_[part];
    parts_[part] = up ? probability<T>::always() : probability<T>::never();
    const auto found = evaluate(of_, std::span<const probability<T>>(parts_));
    parts_[part] = before;
    return found;
  }

  const compiled_structure& of_;
  std::vector<probability<T>> parts_, slots_;
  probability<T> system_;
  std::vector<T> slope_;
};

/// a / b, where a number over nothing is infinite.
template <class T>
T quotient(const T& a, const T& b) {
  return b == zero<T>() && a > b ? constant<T>(std::numeric_limits<double>::infinity()) : T(a / b);
}

template <class T>
std::vector<part_importance<T>> all_importances(const compiled_structure& of,
                                                std::span<const probability<T>> parts) {
  conditional_systems<T> systems(of, parts);
  const T down = systems.system().complement();
  std::vector<part_importance<T>> list;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    part_importance<T> each;
    each.birnbaum = systems.slope(i);
    each.if_up = systems.given(i, true);
    each.if_down = systems.given(i, false);
    each.criticality = parts[i].complement() * each.birnbaum / down;
    each.diagnostic = parts[i].complement() * each.if_down.complement() / down;
    each.risk_achievement = quotient(each.if_down.complement(), down);
    each.risk_reduction = quotient(down, each.if_up.complement());
    list.push_back(std::move(each));
  }
  return list;
}

/// The Birnbaum importances of all parts.
template <class T>
std::vector<T> slopes_of_parts(const compiled_structure& of,
                               std::span<const probability<T>> parts) {
  const auto slope = derivatives(of, all_slots(of, parts));
  return {slope.begin() + 1, slope.begin() + 1 + static_cast<std::ptrdiff_t>(parts.size())};
}

}  // namespace detail

/// What each part matters, in the order of part_names(). *Throws* domain_error unless there is one
/// value for each part.
template <class T>
[[nodiscard]] std::vector<part_importance<T>> importance(const compiled_structure& of,
                                                         const std::vector<probability<T>>& parts) {
  detail::require_part_values("importance", of, parts.size());
  return detail::all_importances(of, std::span<const probability<T>>(parts));
}

/// Birnbaum's importance of all parts alone: two evaluations.
template <class T>
[[nodiscard]] std::vector<T> birnbaum_importance(const compiled_structure& of,
                                                 const std::vector<probability<T>>& parts) {
  detail::require_part_values("birnbaum_importance", of, parts.size());
  return detail::slopes_of_parts(of, std::span<const probability<T>>(parts));
}

/// The structural importance of all parts: how many of all states of the others it decides in.
template <class T = double>
[[nodiscard]] std::vector<T> structural_importance(const compiled_structure& of) {
  const std::vector<probability<T>> even(of.part_count(), probability<T>::from_value(T(0.5)));
  return birnbaum_importance(of, even);
}

/// The joint importance of one part with each other: B of the other given that the part is up,
/// minus B given that it is down. Positive where the two need each other (series), negative where a
/// part stands in for the other (parallel); 0 for itself. *Throws* domain_error unless part <
/// the number of parts. *Accuracy*: that of a difference of two Birnbaum importances.
template <class T>
[[nodiscard]] std::vector<T> joint_importance(const compiled_structure& of,
                                              std::vector<probability<T>> parts, std::size_t part) {
  detail::require_part_values("joint_importance", of, parts.size());
  if (!(part < parts.size()))
    detail::fail_structure("joint_importance", "there is no part of that number");
  parts[part] = probability<T>::always();
  auto joint = birnbaum_importance(of, parts);
  parts[part] = probability<T>::never();
  const auto down = birnbaum_importance(of, parts);
  for (std::size_t i = 0; i < joint.size(); ++i)
    joint[i] = i == part ? T(0) : T(joint[i] - down[i]);  // its accuracy is said above
  return joint;
}

}  // namespace nines
