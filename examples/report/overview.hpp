// SPDX-License-Identifier: BSL-1.0
// All that a file says: the answers to every question that it has a section for, and which of its
// objectives are met.
#pragma once

#include "output/answers.hpp"
#include "service/service_file.hpp"

namespace overview {

using namespace calculator;

/// Throws input_error where the file has nothing to report on.
answers answer_all(const service_file& f);

/// The objectives of a file that are missed, in words.
std::vector<std::string> missed_of(const service_file& f);

}  // namespace overview
