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
// is. Cost: three evaluations in all, and one for each state of a part that does not decide alone
// where too many digits cancel. Sources: Birnbaum 1969;
// Vesely et al. 1983 (NUREG/CR-3385).
// Index: Birnbaum importance, criticality importance, diagnostic importance factor,
// risk achievement worth (RAW), risk reduction worth (RRW), joint importance,
// structural importance.
#pragma once

#include <nines/structure/differences.hpp>
#include <optional>

namespace nines {

/// What one part matters to the system.
template <class T>
struct part_importance {
  probability<T> if_up, if_down;  ///< that the system is up, given the state of the part
  T birnbaum{};                   ///< negative where the system is better off with the part down
  T criticality{};                ///< 0 / 0, NaN, of a system never down, as the next three
  T diagnostic{};                 ///< that the part is down, given that the system is down
  T risk_achievement{};           ///< RAW; of what only this part can bring down infinite
  T risk_reduction{};             ///< RRW
};

namespace detail {

/// The decisions of a structure module by module, so that a part is changed in its own module and
/// those around it alone.
class module_ranges {
 public:
  explicit module_ranges(const compiled_structure& of)
      : of_(of), home_(of.first_slot() + of.decisions().size(), nowhere) {
    for (std::size_t i = 0; i < of.decisions().size(); ++i) {
      const auto& each = of.decisions()[i];
      for (const std::uint32_t slot : {each.selector, each.high.index(), each.low.index()})
        if (of.rank(slot) != compiled_structure::no_rank)
          home_[slot] = static_cast<std::uint32_t>(ends_.size());
      const bool is_last = i + 1 == of.decisions().size();
      if (is_last || of.rank(slot_of(i)) != compiled_structure::no_rank) ends_.push_back(i + 1);
    }
  }
  /// Calls visit(begin, end) for the decisions of all modules that hang on a slot, outwards.
  template <class Visit>
  void for_each_above(std::uint32_t slot, const Visit& visit) const {
    for (std::uint32_t at = home_[slot]; at != nowhere; at = home_[slot_of(ends_[at] - 1)])
      visit(at == 0 ? 0 : ends_[at - 1], ends_[at]);
  }

 private:
  static constexpr std::uint32_t nowhere = 0xffffffff;
  [[nodiscard]] std::uint32_t slot_of(std::size_t decision) const {
    return static_cast<std::uint32_t>(of_.first_slot() + decision);
  }
  const compiled_structure& of_;
  std::vector<std::uint32_t> home_;  // the module that a slot selects in
  std::vector<std::size_t> ends_;
};

/// That a part is up, or down.
struct part_state {
  std::size_t part;
  bool up;
};

/// The system given the states of its parts, from its derivatives.
template <class T>
class conditional_systems {
 public:
  conditional_systems(const compiled_structure& of, std::span<const probability<T>> parts)
      : of_(of), parts_(parts), slots_(of, parts), slope_(of, slots_) {
    system_ = larger_follows(slots_(of.top()), slots_(!of.top()));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if_down_.push_back(moved(i, false));
      if_up_.push_back(moved(i, true));
    }
    for (const part_state& each : open_)
      (each.up ? if_up_ : if_down_)[each.part] = given_alone(each);
  }
  [[nodiscard]] const probability<T>& system() const { return system_; }
  [[nodiscard]] const T& slope(std::size_t part) const { return slope_[part + 1]; }
  /// The system with a part up, or down.
  [[nodiscard]] const probability<T>& given(std::size_t part, bool up) const {
    return up ? if_up_[part] : if_down_[part];
  }

 private:
  /// The system moved along the slope of a part; one of the two sides is a positive sum.
  probability<T> moved(std::size_t part, bool up) {
    const T share = up ? parts_[part].complement() : parts_[part].value();
    const T move = up ? T(slope(part) * share) : T(zero<T>() - slope(part) * share);
    const T value = system_.value() + move;
    const T complement = system_.complement() - move;
    if (!is_kept(value, system_.value()) || !is_kept(complement, system_.complement()))
      open_.push_back({part, up});
    return larger_follows(value, complement);
  }
  /// Whether what is left of a side is more than the last ten bits of it.
  static bool is_kept(const T& left, const T& side) {
    return left > side * constant<T>(0x1p-10) || side == zero<T>();
  }
  /// Where too many digits cancel: certain where the part alone decides, else evaluated again.
  [[nodiscard]] probability<T> given_alone(const part_state& state) {
    for (const bool system_up : {false, true})
      if (of_.decides(state.part, state.up, system_up))
        return system_up ? probability<T>::always() : probability<T>::never();
    return evaluated(state);
  }
  [[nodiscard]] probability<T> evaluated(part_state state) {
    if (!ranges_) ranges_.emplace(of_);
    change(state.part, state.up ? probability<T>::always() : probability<T>::never());
    const auto found = probability<T>::from_computed_sides(slots_(of_.top()), slots_(!of_.top()));
    change(state.part, parts_[state.part]);
    return found;
  }
  void change(std::size_t part, const probability<T>& to) {
    slots_.set(part + 1, to.value(), to.complement());
    ranges_->for_each_above(static_cast<std::uint32_t>(part + 1),
                            [this](std::size_t begin, std::size_t end) { slots_.run(begin, end); });
  }

  const compiled_structure& of_;
  std::span<const probability<T>> parts_;
  slot_values<T> slots_;
  slope_pass<T> slope_;
  probability<T> system_;
  std::vector<probability<T>> if_up_, if_down_;
  std::vector<part_state> open_;
  std::optional<module_ranges> ranges_;
};

/// a / b, where a number over nothing is infinite.
template <class T>
T quotient(const T& a, const T& b) {
  return b == zero<T>() && a > b ? constant<T>(std::numeric_limits<double>::infinity()) : T(a / b);
}

/// The measures that follow from the importance of a part and the system given its state.
template <class T>
void finish_importance(const probability<T>& part, const probability<T>& system,
                       part_importance<T>& each) {
  const T down = system.complement();
  each.criticality = part.complement() * each.birnbaum / down;
  each.diagnostic = part.complement() * each.if_down.complement() / down;
  each.risk_achievement = quotient(each.if_down.complement(), down);
  each.risk_reduction = quotient(down, each.if_up.complement());
}

template <class T>
std::vector<part_importance<T>> all_importances(const compiled_structure& of,
                                                std::span<const probability<T>> parts) {
  const conditional_systems<T> systems(of, parts);
  std::vector<part_importance<T>> list;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    part_importance<T> each;
    each.birnbaum = systems.slope(i);
    each.if_up = systems.given(i, true);
    each.if_down = systems.given(i, false);
    finish_importance(parts[i], systems.system(), each);
    list.push_back(std::move(each));
  }
  return list;
}

/// The Birnbaum importances of all parts.
template <class T>
std::vector<T> slopes_of_parts(const compiled_structure& of,
                               std::span<const probability<T>> parts) {
  const slot_values<T> slots(of, parts);
  const slope_pass<T> slope(of, slots);
  std::vector<T> found;
  for (std::size_t i = 0; i < parts.size(); ++i) found.push_back(slope[i + 1]);
  return found;
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

#ifdef NINES_COMPILED
extern template std::vector<nines::part_importance<double>> nines::importance<double>(
    const nines::compiled_structure&, const std::vector<nines::probability<double>>&);
extern template std::vector<double> nines::birnbaum_importance<double>(
    const nines::compiled_structure&, const std::vector<nines::probability<double>>&);
#endif
