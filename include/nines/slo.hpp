// SPDX-License-Identifier: BSL-1.0
// Promises: what an objective allows, and the chance to break it.
//
//   how long a unit is down in a window     unit_downtime                      slo/unit_downtime.hpp
#pragma once

#include <nines/slo/unit_downtime.hpp>
