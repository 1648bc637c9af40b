// SPDX-License-Identifier: BSL-1.0
// The windows over which an objective is stated, as exact chrono durations with unmistakable names.
//
// "A month" is 30 d in one contract, 28 d in a rolling objective and 30.436875 d in
// std::chrono::months{1}: 99.9 % of them are 43.2, 40.32 and 43.83 minutes. Name the one you mean.
// Index: rolling window.
#pragma once

#include <chrono>

namespace nines {

inline constexpr std::chrono::hours day{24};       ///< 24 h, without regard to daylight saving
inline constexpr std::chrono::hours week{7 * 24};  ///< 168 h
/// 30 days, as most service agreements count a month.
inline constexpr std::chrono::hours month_30d{30 * 24};
/// A twelfth of the mean Gregorian year: 30.436875 d, what std::chrono::months{1} is.
inline constexpr std::chrono::seconds month_gregorian{2629746};
inline constexpr std::chrono::hours quarter_90d{90 * 24};  ///< 90 days, 2160 h
/// 365 days, 8760 h: the year of most availability tables.
inline constexpr std::chrono::hours year_365{365 * 24};
/// 365.25 days, 8766 h.
inline constexpr std::chrono::hours year_julian{8766};
/// The mean Gregorian year, 365.2425 d, what std::chrono::years{1} is.
inline constexpr std::chrono::seconds year_gregorian{31556952};
inline constexpr std::chrono::hours rolling_7d{7 * 24};  ///< seven days, 168 h
/// Four whole weeks, so that every window holds the same weekdays.
inline constexpr std::chrono::hours rolling_28d{28 * 24};
inline constexpr std::chrono::hours rolling_30d{30 * 24};  ///< 30 days, 720 h
inline constexpr std::chrono::hours rolling_90d{90 * 24};  ///< 90 days, 2160 h

}  // namespace nines
