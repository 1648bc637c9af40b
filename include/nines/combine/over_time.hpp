// SPDX-License-Identifier: BSL-1.0
// The verbs over lifetimes: a composition of functions of time is a function of time.
//
// series(disk, fan) of two lifetimes is a value whose at(t) is series(disk.at(t), fan.at(t)). It
// keeps copies of its parts, composes further, and has every measure that a single lifetime has.
#pragma once

#include <iterator>
#include <nines/combine/copies.hpp>
#include <tuple>
#include <vector>

namespace nines {

namespace detail {

template <class R>
concept iterable = requires(const R& r) { std::begin(r) != std::end(r); };
template <class R>
using element_t = std::remove_cvref_t<decltype(*std::begin(std::declval<const R&>()))>;

template <class>
struct is_copies : std::false_type {};
template <class V>
struct is_copies<copies<V>> : std::true_type {
  using unit = V;
};

}  // namespace detail

/// A range of parts: anything with begin() and end() over values that the verbs compose.
template <class R>
concept part_range = !part<R> && detail::iterable<R> && part<detail::element_t<R>>;

/// A range of parts that change over time.
template <class R>
concept timed_part_range = detail::iterable<R> && timed_part<detail::element_t<R>>;

/// What a verb composes lazily: a timed part, a range of them, or copies of one.
template <class A>
concept timed_argument =
    timed_part<A> || timed_part_range<A> ||
    (detail::is_copies<A>::value && timed_part<typename detail::is_copies<A>::unit>);

namespace detail {

template <class Time, timed_argument A>
constexpr auto at_instant(const A& argument, const Time& t) {
  if constexpr (timed_part<A>) {
    return argument.at(t);
  } else if constexpr (is_copies<A>::value) {
    return copies(argument.count, argument.unit.at(t));
  } else {
    std::vector<decltype(std::begin(argument)->at(t))> values;
    for (const auto& each : argument) values.push_back(each.at(t));
    return values;
  }
}

/// Whether a part says its hazard by itself, or each of a range, or of copies.
template <class A>
inline constexpr bool says_hazard =
    requires(const A& a, const typename A::time_type& t) { a.hazard_at(t); };
template <timed_part_range R>
inline constexpr bool says_hazard<R> = says_hazard<element_t<R>>;
template <timed_part V>
inline constexpr bool says_hazard<copies<V>> = says_hazard<V>;

/// Whether a verb is that of a series.
template <class Verb>
concept sums_hazards = requires { requires Verb::sums_hazards; };

/// The hazard of a series of them.
template <class Time, timed_argument A>
constexpr auto hazard_at_instant(const A& argument, const Time& t) {
  if constexpr (timed_part<A>) {
    return argument.hazard_at(t);
  } else if constexpr (is_copies<A>::value) {
    using T = decltype(argument.unit.hazard_at(t));
    return argument.count > 0 ? T(static_cast<T>(argument.count) * argument.unit.hazard_at(t))
                              : T(0);
  } else {
    auto sum = decltype(std::begin(argument)->hazard_at(t))(0);
    for (const auto& each : argument) sum += each.hazard_at(t);
    return sum;
  }
}

template <class A>
struct time_of {
  using type = typename A::time_type;
};
template <timed_part_range R>
struct time_of<R> {
  using type = typename element_t<R>::time_type;
};
template <timed_part V>
struct time_of<copies<V>> {
  using type = typename V::time_type;
};

}  // namespace detail

/// A verb applied, at each instant, to parts that change over time.
template <class Verb, timed_argument First, timed_argument... Rest>
class composed_over_time {
 public:
  using time_type = typename detail::time_of<First>::type;

  /// The verb and its arguments: functions of time, or parts that do not change. Keeps copies.
  constexpr explicit composed_over_time(Verb verb, First first, Rest... rest)
      : verb_(std::move(verb)), arguments_(std::move(first), std::move(rest)...) {}

  /// The composition at the instant t.
  [[nodiscard]] constexpr auto at(const time_type& t) const {
    return std::apply(
        [&](const auto&... argument) { return verb_(detail::at_instant(argument, t)...); },
        arguments_);
  }

  /// The hazard of a series, failures per hour: the sum of those of its parts, where each says its
  /// own, at any age.
  [[nodiscard]] constexpr auto hazard_at(const time_type& t) const
    requires(detail::sums_hazards<Verb> && detail::says_hazard<First> &&
             (detail::says_hazard<Rest> && ...))
  {
    return std::apply(
        [&](const auto&... argument) { return (detail::hazard_at_instant(argument, t) + ...); },
        arguments_);
  }

 private:
  Verb verb_;
  std::tuple<First, Rest...> arguments_;
};

}  // namespace nines
