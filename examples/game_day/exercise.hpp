// SPDX-License-Identifier: BSL-1.0
// A game day: what a service reaches while a zone, a region, a service, one of its instances or a
// link between two of them is taken out; each by itself, or some together.
#pragma once

#include "common/report.hpp"
#include "service/service_file.hpp"

namespace game_day {

using namespace calculator;

/// What each exercise would find: one row for everything that can be taken out.
report all_exercises(const service_file& f);

/// One exercise, "zone a down, link order to app down": path by path, with the load that is left
/// and the recoveries that the file has for what is taken out. Throws input_error for what is not
/// there.
report exercise(const service_file& f, const std::string& given);

}  // namespace game_day
