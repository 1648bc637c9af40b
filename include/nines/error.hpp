// SPDX-License-Identifier: BSL-1.0
// The two exceptions of the library, how a check words them, and what there is without exceptions.
//
// A message names the function, the argument, its value and what it must be:
//   nines::at_least: k is 4, but must be at most the number of parts, 3
// Checks stand at the boundary and are written so that NaN fails them; inner loops run unchecked.
//
// Without exceptions (-fno-exceptions) an error goes to a handler that does not return. Unless the
// program names its own it writes the message to the standard error and aborts. To replace it,
// compile every file of the program with -D NINES_ERROR_HANDLER=name and define, in one of them,
//   [[noreturn]] void name(const std::exception& error);      // in the global namespace
#pragma once

#include <charconv>
#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>

#if !defined(__cpp_exceptions) && !defined(NINES_ERROR_HANDLER)
#include <cstdio>
#include <cstdlib>
#endif

// A compiler that may assume that there is no NaN deletes every check for one, and then a NaN
// prints as 100 %; one that may reorder sums undoes what keeps the small side exact.
#if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || \
    (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error "nines needs NaN, infinity and sums in their order: compile it without -ffast-math"
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

}  // namespace nines
