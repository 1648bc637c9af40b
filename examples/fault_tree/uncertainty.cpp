// SPDX-License-Identifier: BSL-1.0
// What uncertain inputs make of the top event.
#include <cmath>
#include <nines/structure/uncertainty/sample_top_event.hpp>

#include "common/progress.hpp"
#include "sections.hpp"
#include "tree.hpp"

namespace fault_tree {

namespace {

/// A sample of all parts, from one of all expressions.
class part_sampler {
 public:
  part_sampler(const model& m, const tree& t, std::size_t samples)
      : m_(m),
        t_(t),
        values_(m.values.values()),
        parts_(t.up),
        samples_(static_cast<double>(samples)) {
    for (std::size_t i = 0; i < t.probability.size(); ++i)
      if (m.values.is_uncertain(t.probability[i])) uncertain_.push_back(i);
  }
  void operator()(nines::random_stream& random, std::span<chance> parts) {
    says_done(++drawn_ / samples_);
    m_.values.sample(random, values_);
    for (const std::size_t i : uncertain_) {
      const auto& found = values_[t_.probability[i]];
      if (!found.is_probability()) ++moved_;
      parts_[i] = !found.nearest_probability();
    }
    std::copy(parts_.begin(), parts_.end(), parts.begin());
  }
  [[nodiscard]] std::size_t moved() const { return moved_; }

 private:
  const model& m_;
  const tree& t_;
  std::vector<two_sided_value> values_;
  std::vector<chance> parts_;
  std::vector<std::size_t> uncertain_;
  std::size_t moved_ = 0;
  double samples_, drawn_ = 0;
};

section summary_section(const nines::sampled_probability& found) {
  section s{"uncertainty",
            "Uncertain inputs: " + std::to_string(found.sorted().size()) + " samples",
            "<>",
            {"", ""},
            {"quantity", "value"},
            {}};
  s.rows.push_back({"mean", failure_cell(found.mean())});
  s.rows.push_back({"standard error of the mean", number_cell(found.standard_error(), 3)});
  s.rows.push_back({"standard deviation", number_cell(std::sqrt(found.variance()), 4)});
  const double median = found.quantile(0.5).value();
  if (median > 0)
    s.rows.push_back({"error factor", number_cell(found.quantile(0.95).value() / median, 4)});
  return s;
}

section quantiles_section(const nines::sampled_probability& found) {
  section s{"quantiles",
            "Quantiles, each within bounds of 95% confidence",
            ">>>>",
            {"share below", "probability", "at least", "at most"},
            {"share", "probability", "lower", "upper"},
            {}};
  const auto confidence = chance::from_complement(0.05);
  for (const double share : {0.05, 0.25, 0.5, 0.75, 0.95, 0.99}) {
    const auto [low, high] = found.quantile_bounds(share, confidence);
    s.rows.push_back({share_cell(share), failure_cell(found.quantile(share), 4),
                      failure_cell(low, 4), failure_cell(high, 4)});
  }
  return s;
}

section histogram_section(const nines::sampled_probability& found) {
  section s{"histogram", "Histogram", ">>>", {"from", "to", "share"}, {"lower", "upper", "share"},
            {}};
  const double least = found.sorted().front().value();
  const bool over_decades = least > 0 && found.sorted().back().value() > 10 * least;
  const auto scale =
      over_decades ? nines::class_scale::equal_ratios : nines::class_scale::equal_widths;
  for (const auto& each : found.histogram(12, scale))
    s.rows.push_back(
        {number_cell(each.lower, 4), number_cell(each.upper, 4), share_cell(each.share)});
  return s;
}

}  // namespace

std::vector<section> uncertainty_sections(const nines::compiled_structure& compiled, const model& m,
                                          const tree& t, const questions& asked,
                                          std::vector<std::string>& warnings) {
  if (!t.is_uncertain) {
    warnings.emplace_back("nothing is uncertain below the top event: no samples are taken");
    return {};
  }
  part_sampler sampler(m, t, asked.samples);
  const auto found =
      nines::sample_top_event(compiled, sampler, {.samples = asked.samples, .seed = asked.seed});
  if (sampler.moved() > 0)
    warnings.push_back(std::to_string(sampler.moved()) +
                       " sampled values were no probabilities; the nearest one took their place");
  return {summary_section(found), quantiles_section(found), histogram_section(found)};
}

}  // namespace fault_tree
