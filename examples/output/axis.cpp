// SPDX-License-Identifier: BSL-1.0
#include "axis.hpp"

#include <algorithm>
#include <cmath>

#include "common/format.hpp"

namespace calculator {

namespace {

constexpr double most_marks = 6;

/// 1, 2 or 5 times a power of ten, of which a few make up a width.
double round_step(double width) {
  const double raw = width / most_marks;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= raw) return factor * power;
  return 10 * power;
}

/// "1e-5" of a power, "50,000" of what is near to one.
std::string mark_text(double x) {
  const bool is_plain = x == 0 || (std::abs(x) >= 1e-3 && std::abs(x) < 1e7);
  if (is_plain) return std::abs(x) >= 1000 ? human_money(x) : significant(x, 4);
  std::string text = round_trip(x);  // "1e-05", "2e+07"
  const std::size_t after = text.find('e') + 1;
  const std::size_t digits = text.find_first_not_of("+-0", after);
  const bool is_small = text[after] == '-';
  return text.replace(after, digits - after, is_small ? "-" : "");
}

}  // namespace

axis::axis(const std::vector<double>& values, bool is_log, double from, double to)
    : is_log_(is_log), from_(from), to_(to) {
  if (!values.empty()) {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    least_ = *least;
    most_ = *most;
  } else if (is_log) {
    least_ = 0.1;
  }
  if (is_log) {  // some room at both ends
    const double room = std::max(std::pow(most_ / least_, 0.03), 1.2);
    least_ /= room;
    most_ *= room;
  } else {
    if (least_ > 0 && least_ < most_ / 2) least_ = 0;
    const double width = most_ > least_ ? most_ - least_ : std::max(std::abs(most_), 1.0);
    most_ += 0.04 * width;
    if (least_ != 0) least_ -= 0.04 * width;
  }
}

double axis::scaled(double value) const {
  if (is_log_) return std::log(value / least_) / std::log(most_ / least_);
  return (value - least_) / (most_ - least_);
}

double axis::place(double value) const { return from_ + (to_ - from_) * scaled(value); }

std::vector<axis::mark> axis::marks() const {
  std::vector<mark> all;
  if (is_log_ && most_ / least_ > 30) {
    const double first = std::ceil(std::log10(least_) - 1e-9);
    const double last = std::floor(std::log10(most_) + 1e-9);
    const double step = std::max(1.0, std::ceil((last - first) / most_marks));
    for (double power = first; power <= last && all.size() < 20; power += step) {
      const double value = std::pow(10.0, power);
      all.push_back({value, mark_text(std::stod(significant(value, 3)))});
    }
    return all;
  }
  const double step = round_step(most_ - least_);
  for (double k = std::ceil(least_ / step); k * step <= most_ && all.size() < 20; ++k)
    all.push_back({k * step, mark_text(k * step)});
  return all;
}

}  // namespace calculator
