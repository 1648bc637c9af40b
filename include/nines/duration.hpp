// SPDX-License-Identifier: BSL-1.0
// The room `duration`: named windows, and the down time that an availability allows in one.
#pragma once

#include <nines/duration/downtime.hpp>
#include <nines/duration/hours.hpp>
#include <nines/duration/windows.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
