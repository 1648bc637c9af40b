// SPDX-License-Identifier: BSL-1.0
// The two exceptions of the library, the vocabulary of checks that throw them, limits on work and
// memory, and what there is without exceptions.
//
//   require_positive("f", "x", x)      nines::f: x is -1, but must be more than 0
//
// A message names the function, the argument, its value, what it must be and, of lanes, the first
// lane that is wrong. NaN fails each check. A function checks once, at the boundary; inner loops
// run unchecked. Your own functions may use the checks, too: `function` is a name after nines::.
//
// A budget is for a whole question, not for each of its steps: a function makes one work_budget (or
// takes its caller's) and hands it to everything it calls. Memory is checked before it is taken.
//
// Without exceptions (-fno-exceptions) an error goes to a handler, which writes the message to the
// standard error and aborts. To replace it, compile every file with -D NINES_ERROR_HANDLER=name and
// define, in one of them,
//   [[noreturn]] void name(const std::exception& error);      // in the global namespace
#pragma once

#include <charconv>
#include <concepts>
#include <nines/scalar.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#if !defined(__cpp_exceptions) && !defined(NINES_ERROR_HANDLER)
#include <cstdio>
#include <cstdlib>
#endif

#if !defined(__cpp_exceptions) && defined(NINES_ERROR_HANDLER)
[[noreturn]] void NINES_ERROR_HANDLER(const std::exception& error);
#endif

namespace nines {

/// Bad input: an argument outside the domain of the function that the message names.
class domain_error : public std::domain_error {
 public:
  using std::domain_error::domain_error;
};

/// A numerical method that could not reach what it promises; the message says what it reached.
class convergence_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

namespace detail {

/// The one place where an error leaves the library: it is thrown, or handed to the handler.
template <class Error>
[[noreturn]] void raise(const Error& error) {
#if defined(__cpp_exceptions)
  throw Error(error);
#elif defined(NINES_ERROR_HANDLER)
  ::NINES_ERROR_HANDLER(error);
#else
  std::fprintf(stderr, "%s\n", error.what());
  std::abort();
#endif
}

}  // namespace detail

/// The shortest decimal text that reads back as `x`; for messages only.
template <class T>
std::string describe(const T& x) {
  if constexpr (std::integral<T>) {
    return std::to_string(x);
  } else if constexpr (std::floating_point<T>) {
    if (x != x) return "nan";  // without a sign, which compilers choose differently
    char text[64];
    return {text, std::to_chars(text, text + sizeof text, x).ptr};
  } else if constexpr (requires { static_cast<double>(x); }) {
    return describe(static_cast<double>(x));
  } else if constexpr (requires { describe(x[0]), x.size(); }) {  // lanes
    std::string list = "(";
    for (decltype(x.size()) i = 0; i < x.size(); ++i) list += (i > 0 ? ", " : "") + describe(x[i]);
    return list + ")";
  } else {
    return "not";
  }
}

/// Throws the domain_error "function: argument is value, but must be rule".
template <class T>
[[noreturn]] void fail(std::string_view function, std::string_view argument, const T& value,
                       std::string_view rule) {
  detail::raise(domain_error("nines::" + std::string(function) + ": " + std::string(argument) +
                             " is " + describe(value) + ", but must be " + std::string(rule)));
}

/// Throws the domain_error "function: text" for what is wrong as a whole.
[[noreturn]] inline void fail(std::string_view function, std::string_view text) {
  detail::raise(domain_error("nines::" + std::string(function) + ": " + std::string(text)));
}

/// Raises the convergence_error "function: text": what a method could not do, and a way out.
[[noreturn]] inline void give_up(std::string_view function, std::string_view text) {
  detail::raise(convergence_error("nines::" + std::string(function) + ": " + std::string(text)));
}

/// fail() that names the first lane i where holds(i) is false.
template <class T, class Holds>
[[noreturn]] void fail_where(std::string_view function, std::string_view argument, const T& x,
                             std::string_view rule, const Holds& holds) {
  if constexpr (requires { scalar_traits<T>::lane(x, 0); }) {
    for (std::ptrdiff_t i = 0; i < scalar_traits<T>::lanes; ++i)
      if (!holds(i))
        fail(function, std::string(argument) + " in lane " + std::to_string(i), lane_of(x, i),
             rule);
  }
  fail(function, argument, x, rule);
}

/// Throws the domain_error that x must be `rule` unless holds(x), which is asked of all lanes at
/// once, and of each to name the first that is wrong.
template <class T, class Holds>
constexpr void require_that(std::string_view function, std::string_view argument, const T& x,
                            std::string_view rule, const Holds& holds) {
  if (!holds(x))
    fail_where(function, argument, x, rule, [&](std::ptrdiff_t i) { return holds(lane_of(x, i)); });
}
/// The same of x beside a bound: `compare` is <= or <.
template <class T, class Compare>
constexpr void require_order(std::string_view function, std::string_view argument, const T& x,
                             const T& bound, std::string_view rule, const Compare& compare) {
  if (!scalar_traits<T>::all(compare(x, bound)))
    fail_where(function, argument, x, rule,
               [&](std::ptrdiff_t i) { return bool(compare(lane_of(x, i), lane_of(bound, i))); });
}

/// 0 <= x <= 1.
template <class T>
constexpr void require_unit_interval(std::string_view function, std::string_view argument,
                                     const T& x) {
  require_that(function, argument, x, "in [0, 1]",
               [](const auto& y) { return is_in_unit_interval(y); });
}
/// 0 < x < 1.
template <class T>
constexpr void require_open_interval(std::string_view function, std::string_view argument,
                                     const T& x) {
  require_that(function, argument, x, "more than 0, and less than 1", [](const auto& y) {
    using number = std::remove_cvref_t<decltype(y)>;
    return is_positive(y) && scalar_traits<number>::all(y < one<number>());
  });
}
/// 0 <= x, which may be infinite.
template <class T>
constexpr void require_nonnegative(std::string_view function, std::string_view argument, const T& x,
                                   std::string_view rule = "0 or more") {
  require_that(function, argument, x, rule, [](const auto& y) { return is_nonnegative(y); });
}
/// 0 < x, which may be infinite.
template <class T>
constexpr void require_positive(std::string_view function, std::string_view argument, const T& x,
                                std::string_view rule = "more than 0") {
  require_that(function, argument, x, rule, [](const auto& y) { return is_positive(y); });
}
/// Neither infinite nor NaN.
template <class T>
constexpr void require_finite(std::string_view function, std::string_view argument, const T& x,
                              std::string_view rule = "finite") {
  require_that(function, argument, x, rule, [](const auto& y) { return is_finite(y); });
}
/// 0 <= x, and finite.
template <class T>
constexpr void require_nonnegative_finite(std::string_view function, std::string_view argument,
                                          const T& x) {
  constexpr std::string_view rule = "0 or more, and finite";
  require_nonnegative(function, argument, x, rule);
  require_finite(function, argument, x, rule);
}
/// 0 < x, and finite.
template <class T>
constexpr void require_positive_finite(std::string_view function, std::string_view argument,
                                       const T& x) {
  constexpr std::string_view rule = "more than 0, and finite";
  require_positive(function, argument, x, rule);
  require_finite(function, argument, x, rule);
}
/// x <= most.
template <class T>
constexpr void require_at_most(std::string_view function, std::string_view argument, const T& x,
                               const T& most, std::string_view rule) {
  require_order(function, argument, x, most, rule,
                [](const auto& y, const auto& z) { return y <= z; });
}
/// x < limit.
template <class T>
constexpr void require_less(std::string_view function, std::string_view argument, const T& x,
                            const T& limit, std::string_view rule) {
  require_order(function, argument, x, limit, rule,
                [](const auto& y, const auto& z) { return y < z; });
}
/// A whole number from 0 to `most`, given as a floating-point one; most <= 2^53.
constexpr void require_whole(std::string_view function, std::string_view argument, double x,
                             double most = 0x1p53) {
  const bool in_range = x >= 0 && x <= most && x <= 0x1p53;
  if (!in_range || static_cast<double>(static_cast<unsigned long long>(x)) != x)
    fail(function, argument, x, "a whole number from 0 to " + describe(most));
}

/// Bytes that a function may take without an option `memory_limit` that allows more: 1 GiB.
inline constexpr double default_memory_limit = 0x1p30;

/// Throws the convergence_error "function: what needs 7.5 GiB, but memory_limit is 1 GiB" unless
/// `bytes` <= `limit`.
inline void require_memory(std::string_view function, std::string_view what, double bytes,
                           double limit = default_memory_limit) {
  if (bytes <= limit) return;
  give_up(function, std::string(what) + " needs " + describe(static_cast<float>(bytes / 0x1p30)) +
                        " GiB, but memory_limit is " +
                        describe(static_cast<float>(limit / 0x1p30)) + " GiB");
}

/// What is left of the work that a question may take, in units that its owner names.
class work_budget {
 public:
  /// `most` units ("evaluations of a density"); `way_out` ends the message: what a caller may do.
  work_budget(std::string_view function, double most, std::string_view unit,
              std::string_view way_out)
      : function_(function), unit_(unit), way_out_(way_out), most_(most), left_(most) {}

  /// Takes `amount` units; throws convergence_error where fewer are left.
  void spend(double amount) {
    left_ -= amount;
    if (!(left_ >= 0)) run_out();
  }
  /// Whether `amount` units are left.
  [[nodiscard]] bool allows(double amount) const { return left_ >= amount; }
  /// The units that are left.
  [[nodiscard]] double left() const { return left_; }
  /// The units taken so far.
  [[nodiscard]] double spent() const { return most_ - left_; }

 private:
  [[noreturn]] void run_out() const {
    give_up(function_, "takes more than " + describe(most_) + " " + unit_ + "; " + way_out_);
  }

  std::string function_, unit_, way_out_;
  double most_, left_;
};

}  // namespace nines
