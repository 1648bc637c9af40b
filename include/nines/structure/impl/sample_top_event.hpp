// SPDX-License-Identifier: BSL-1.0
// Which part has which input.
#pragma once

#include <nines/error.hpp>
#include <nines/structure/uncertainty/sample_top_event.hpp>

namespace nines {

NINES_INLINE shared_inputs::shared_inputs(std::vector<uncertain_input> inputs, std::size_t parts)
    : inputs_(std::move(inputs)), sources_(parts), drawn_(inputs_.size()) {
  if (parts == 0) fail("shared_inputs", "number of parts", parts, "1 or more");
}
NINES_INLINE void shared_inputs::part_is(std::size_t part, const probability<double>& up) {
  source_of("shared_inputs::part_is", part) = {no_input, up};
}
NINES_INLINE void shared_inputs::part_fails_by(std::size_t part, std::size_t input) {
  if (!(input < inputs_.size()))
    fail("shared_inputs::part_fails_by", "input", input, "one of those given");
  source_of("shared_inputs::part_fails_by", part) = {input, probability<double>::always()};
}
NINES_INLINE void shared_inputs::operator()(random_stream& random,
                                            std::span<probability<double>> parts) {
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    const two_sided_value found = draw(inputs_[i], random);
    if (!found.is_probability()) ++moved_;
    drawn_[i] = found.nearest_probability();
  }
  for (std::size_t i = 0; i < parts.size(); ++i)
    parts[i] = sources_[i].input == no_input ? sources_[i].up : !drawn_[sources_[i].input];
}
NINES_INLINE shared_inputs::source& shared_inputs::source_of(std::string_view function,
                                                             std::size_t part) {
  if (!(part < sources_.size())) fail(function, "part", part, "less than the number of parts");
  return sources_[part];
}

}  // namespace nines
