// SPDX-License-Identifier: BSL-1.0
// sample_top_event(compiled, draw, options): the top event of parts whose values are uncertain.
//
// Each sample has a random stream of its own, so that a result depends on the seed alone. `draw`
// says what the parts are in it; many samples are evaluated side by side on the compiled form.
// shared_inputs is the usual draw: a list of uncertain inputs, of which each part has one, or a
// known value. Parts that have the same input have the same value in each sample: what is not known
// of the one is not known of the other (state-of-knowledge correlation), which brings the mean of
// the top event above its value at the means. Cost: samples times decisions.
//
// Example:
//   structure_builder two;
//   const structure system = two.build(two.all_of(two.parts({"a", "b"})), logic::failure);
//   shared_inputs inputs({beta_input(1.5, 100)}, 2);
//   inputs.part_fails_by(0, 0);
//   inputs.part_fails_by(1, 0);
//   const auto top = sample_top_event(compile(system), inputs, {.samples = 10000, .seed = 7});
//   top.quantile(0.5);   // the median
// Index: uncertainty analysis, state-of-knowledge correlation.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nines/inline.hpp>
#include <nines/structure/decisions/scenarios.hpp>
#include <nines/structure/uncertainty/sampled_probability.hpp>
#include <nines/structure/uncertainty/uncertain_input.hpp>

namespace nines {

/// How many samples, of which seed.
struct sampling_options {
  std::size_t samples = 10000;  ///< how many values are drawn of each uncertain input
  std::uint64_t seed = 1;       ///< of the random numbers: equal seeds give equal samples
};

/// Uncertain inputs, and which part has which.
class shared_inputs {
 public:
  /// Of so many parts, which never fail unless something else is said. *Throws* domain_error where
  /// there are no parts.
  shared_inputs(std::vector<uncertain_input> inputs, std::size_t parts);
  /// The part is up with a known probability. *Throws* domain_error if there is no such part.
  void part_is(std::size_t part, const probability<double>& up);
  /// The part is down with the probability that an input says; where that is no probability, with
  /// the nearest one. *Throws* domain_error if there is no such part or input.
  void part_fails_by(std::size_t part, std::size_t input);
  /// One sample of all parts; for sample_top_event.
  void operator()(random_stream& random, std::span<probability<double>> parts);
  /// How many values were drawn that were no probabilities.
  [[nodiscard]] std::size_t moved() const { return moved_; }
  /// How many parts there are.
  [[nodiscard]] std::size_t part_count() const { return sources_.size(); }

 private:
  static constexpr std::size_t no_input = static_cast<std::size_t>(-1);
  struct source {
    std::size_t input = no_input;
    probability<double> up = probability<double>::always();
  };

  source& source_of(std::string_view function, std::size_t part);

  std::vector<uncertain_input> inputs_;
  std::vector<source> sources_;
  std::vector<probability<double>> drawn_;
  std::size_t moved_ = 0;
};

/// The probability of the top event of a fault tree, the system being down, in each sample.
/// `draw(random, parts)` gives all parts the probability that they are up. *Throws* domain_error
/// for fewer than two samples or no parts; convergence_error where the samples take more than
/// default_memory_limit.
template <class Draw>
[[nodiscard]] sampled_probability sample_top_event(const compiled_structure& of, Draw& draw,
                                                   const sampling_options& options = {}) {
  const std::size_t parts = of.part_count();
  if (parts == 0) fail("sample_top_event", "number of parts", parts, "1 or more");
  if constexpr (requires { draw.part_count(); })
    detail::require_part_values("sample_top_event", of, draw.part_count());
  require_memory("sample_top_event", "all samples",
                 static_cast<double>(options.samples) * sizeof(probability<double>));
  constexpr std::size_t rows_at_once = 64;
  scenario_evaluator evaluated(of);
  std::vector<probability<double>> rows;
  std::vector<probability<double>> found;
  found.reserve(options.samples);
  while (found.size() < options.samples) {
    rows.resize(std::min(rows_at_once, options.samples - found.size()) * parts);  // counts
    for (std::size_t at = 0; at < rows.size(); at += parts) {
      random_stream random(options.seed, found.size() + at / parts);
      draw(random, std::span<probability<double>>(rows).subspan(at, parts));
    }
    for (const auto& up : evaluated(rows)) found.push_back(!up);
  }
  return sampled_probability(std::move(found));
}

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/sample_top_event.hpp>
#endif
