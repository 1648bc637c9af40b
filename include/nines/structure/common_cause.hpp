// SPDX-License-Identifier: BSL-1.0
// Common cause groups in a structure: parts that fail alone, and together, expanded exactly.
//
// Of m like parts each set of k fails at once with the probability Q_k, independently of the other
// sets. With Q the unavailability of each part, and C(n, k) the number of choices:
//
//   beta factor             Q_1 = (1 - beta) Q, Q_m = beta Q
//   multiple Greek letter   Q_k = r_1 ... r_k (1 - r_k+1) Q / C(m - 1, k - 1); r: 1, beta ...
//   alpha factor            Q_k = k a_k / (a_1 + 2 a_2 + ... + m a_m) Q / C(m - 1, k - 1)
//     staggered tests       Q_k = a_k Q / C(m - 1, k - 1)
//
// A part is down if any set with it fails: with Q to the first order, as the models define it.
// Source: Mosleh et al. 1988 (NUREG/CR-4780), 1998 (NUREG/CR-5485).
// Index: multiple Greek letter model (MGL), alpha factor model, common cause component group.
#pragma once

#include <nines/probability/two_sided.hpp>
#include <nines/structure/model.hpp>

namespace nines {

/// How the parts of a group are tested: all at once, or one after the other.
enum class test_scheme : std::uint8_t { together, staggered };

/// The parts that a group has been expanded to, and its members as they are used in gates.
template <class T>
struct common_cause_members {
  std::vector<literal> members;                                ///< in the order of their names
  std::vector<std::pair<std::string, probability<T>>> values;  ///< that each part is up
};

namespace detail {

/// C(n, k) as a T.
template <class T>
T choices(std::size_t n, std::size_t k) {
  T product = one<T>();
  for (std::size_t i = 1; i <= k; ++i)
    product =
        product * constant<T>(static_cast<double>(n - k + i)) / constant<T>(static_cast<double>(i));
  return product;
}
/// Divides what is of all sets with a given part among them.
template <class T>
std::vector<T> shared_among_sets(std::vector<T> totals) {
  for (std::size_t k = 1; k <= totals.size(); ++k)
    totals[k - 1] = totals[k - 1] / choices<T>(totals.size() - 1, k - 1);
  return totals;
}
/// Throws unless a group has from 2 to 20 members.
inline void require_group_size(std::string_view function, std::size_t size) {
  if (size < 2 || size > 20) fail(function, "number of members", size, "from 2 to 20");
}
template <class T>
void require_alphas(const std::vector<T>& alphas) {
  require_group_size("alpha_factor_events", alphas.size());
  T sum = zero<T>();
  for (const T& each : alphas) {
    require_nonnegative_finite("alpha_factor_events", "alpha", each);
    sum = sum + each;
  }
  if (!(sum > constant<T>(1 - 1e-6) && sum < constant<T>(1 + 1e-6)))
    fail("alpha_factor_events", "the sum of all alphas", sum, "1");
}
/// "a + b" for the members of a set of bits.
inline std::string set_name(const std::vector<std::string>& names, std::uint32_t set) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    if ((set >> i & 1U) != 0) text += (text.empty() ? "" : " + ") + names[i];
  return text;
}
inline std::size_t members_of(std::uint32_t set) {
  std::size_t count = 0;
  for (; set != 0; set &= set - 1) ++count;
  return count;
}
template <class T>
void require_event_probabilities(std::string_view function, std::size_t members,
                                 const std::vector<T>& by_size) {
  require_group_size(function, members);
  if (by_size.size() != members)
    fail(function, "number of probabilities", by_size.size(), "the number of members");
  for (const T& each : by_size) require_unit_interval(function, "probability", each);
}

}  // namespace detail

/// Q_1 ... Q_m of the beta factor model. *Throws*, as the others do, domain_error unless a group
/// has 2 to 20 members.
template <class T>
[[nodiscard]] std::vector<T> beta_factor_events(std::size_t members, const T& unavailability,
                                                const probability<T>& beta) {
  detail::require_group_size("beta_factor_events", members);
  std::vector<T> events(members, T(0));
  events.front() = unavailability * beta.complement();
  events.back() = unavailability * beta.value();
  return events;
}

/// Q_1 ... Q_m of the multiple Greek letter model, of m - 1 letters beta, gamma, delta ...
template <class T>
[[nodiscard]] std::vector<T> multiple_greek_letter_events(
    const T& unavailability, const std::vector<probability<T>>& letters) {
  detail::require_group_size("multiple_greek_letter_events", letters.size() + 1);
  std::vector<T> events;
  T rest = unavailability;
  for (const auto& each : letters) {
    events.push_back(T(rest * each.complement()));
    rest = rest * each.value();
  }
  events.push_back(rest);
  return detail::shared_among_sets(std::move(events));
}

/// Q_1 ... Q_m of the alpha factor model, of alphas a_1 ... a_m that add up to 1 (to 1e-6).
/// *Throws* domain_error if they do not.
template <class T>
[[nodiscard]] std::vector<T> alpha_factor_events(const T& unavailability, std::vector<T> alphas,
                                                 test_scheme scheme = test_scheme::together) {
  detail::require_alphas(alphas);
  T all(0);
  for (std::size_t k = 1; k <= alphas.size(); ++k) {
    T& alpha = alphas[k - 1];
    if (scheme == test_scheme::together) alpha = alpha * T(static_cast<double>(k));
    all = all + alpha;
  }
  for (T& each : alphas) each = each * unavailability / all;
  return detail::shared_among_sets(std::move(alphas));
}

/// Expands a group into parts of a builder: each member's own failures keep its name, and what
/// takes several of them is a part named after all of them, "a + b". Q_k is events[k - 1]; sets of
/// probability 0 are left out. `meaning` is what the builder's literals mean. *Throws* domain_error
/// unless there are 2 to 20 names, and an event for each size. Up to 2^m parts.
template <class T>
[[nodiscard]] common_cause_members<T> add_common_cause_group(structure_builder& to,
                                                             const std::vector<std::string>& names,
                                                             const std::vector<T>& events,
                                                             logic meaning = logic::success) {
  detail::require_event_probabilities("add_common_cause_group", names.size(), events);
  common_cause_members<T> made;
  std::vector<std::vector<literal>> causes(names.size());
  for (std::uint32_t set = 1; set < std::uint32_t{1} << names.size(); ++set) {
    const T& down = events[detail::members_of(set) - 1];
    if (down == T(0)) continue;
    const std::string name = detail::set_name(names, set);
    const literal part = to.part(name);
    made.values.emplace_back(name, probability<T>::from_complement(down));
    for (std::size_t i = 0; i < names.size(); ++i)
      if ((set >> i & 1U) != 0) causes[i].push_back(part);
  }
  for (auto& each : causes)
    made.members.push_back(each.empty()                ? always_true ^ (meaning == logic::failure)
                           : meaning == logic::failure ? to.any_of(std::move(each))
                                                       : to.all_of(std::move(each)));
  return made;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::common_cause_members<double> nines::add_common_cause_group<double>(
    nines::structure_builder&, const std::vector<std::string>&, const std::vector<double>&,
    nines::logic);
#endif
