// SPDX-License-Identifier: BSL-1.0
// A question about a file that describes a service, asked of the file as it is, with what is given
// to be down, and with what else it might say: whatever the question is.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/program.hpp"
#include "service_file.hpp"
#include "what_is_left.hpp"

namespace calculator {

/// The file with all that is given to be down, without what has no answer then.
what_is_left text_given(const service_options& o);
/// Says in the first report what has no answer then.
void say_left_out(answers& a, const what_is_left& left);
/// The changes of --what-if and --sweep, one after the other.
std::vector<std::string> changes_of(const service_options& o);

/// What analyse(file) returns; with changes of the file, what these lead to. Without a file, of an
/// empty one.
answers ask_file(const service_options& o,
                 const std::function<answers(const service_file&)>& analyse);

}  // namespace calculator
