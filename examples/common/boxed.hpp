// SPDX-License-Identifier: BSL-1.0
// A value that may be missing, as std::optional has it, of a type that need not be known where its
// owner is declared, copied and destroyed: so a header does without that of the type. It must be
// known where a box is made of a value.
#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace calculator {

template <class T>
class boxed {
 public:
  boxed() = default;
  boxed(std::nullopt_t /*none*/) {}
  template <class Value>
    requires std::same_as<std::remove_cvref_t<Value>, T>
  boxed(Value&& value)
      : held_(new T(std::forward<Value>(value)), [](T* held) { delete held; }),
        copy_([](const T& held) { return boxed(held); }) {}

  boxed(const boxed& other) : boxed(other.held_ ? other.copy_(*other.held_) : boxed()) {}
  boxed(boxed&& other) noexcept = default;
  boxed& operator=(boxed other) noexcept {
    std::swap(held_, other.held_);
    std::swap(copy_, other.copy_);
    return *this;
  }
  ~boxed() = default;

  [[nodiscard]] bool has_value() const { return held_ != nullptr; }
  explicit operator bool() const { return has_value(); }

  /// Undefined without a value.
  [[nodiscard]] T& operator*() { return *held_; }
  [[nodiscard]] const T& operator*() const { return *held_; }
  [[nodiscard]] T* operator->() { return held_.get(); }
  [[nodiscard]] const T* operator->() const { return held_.get(); }

  void reset() { *this = boxed(); }

 private:
  std::unique_ptr<T, void (*)(T*)> held_{nullptr, [](T* /*none*/) {}};
  boxed (*copy_)(const T&) = nullptr;
};

}  // namespace calculator
