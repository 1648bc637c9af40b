// SPDX-License-Identifier: BSL-1.0
#include "sections.hpp"

#include <algorithm>
#include <cmath>
#include <nines/structure/cut_sets/list.hpp>
#include <nines/structure/importance.hpp>
#include <nines/structure/uncertainty/sample_top_event.hpp>

namespace fault_tree {

namespace {

/// A figure that may be infinite: of an event without which the top event never occurs.
cell ratio_cell(double x) { return std::isinf(x) ? cell{"infinite", x} : number_cell(x, 4); }
cell count_cell(double n) {
  return {n < 1e15 ? significant(n, 15) : "about " + significant(n, 4), n};
}

/// Exact where 64 bits hold it, else in floating point.
template <class F>
double counted(const F& of) {
  try {
    return static_cast<double>(of(std::uint64_t{}));
  } catch (const nines::convergence_error&) {
    return of(double{});
  }
}

section sums_section(const nines::minimal_sets& sets, const tree& t, std::string& notes) {
  section s{"cut_sets", "Minimal cut sets", "<>", {"", ""}, {"quantity", "value"}, {}};
  const double count = counted([&](auto zero) { return nines::count<decltype(zero)>(sets); });
  s.rows.push_back({"number", count_cell(count)});
  s.rows.push_back(
      {"rare-event approximation", number_cell(nines::rare_event_approximation(sets, t.up), 10)});
  try {
    s.rows.push_back(
        {"min-cut upper bound", failure_cell(nines::min_cut_upper_bound(sets, t.up), 10)});
  } catch (const nines::convergence_error& e) {
    notes += std::string("No min-cut upper bound: ") + reason_of(e) + ".\n";
  }
  return s;
}

section orders_section(const nines::minimal_sets& sets) {
  section s{"orders", "Minimal cut sets by order", ">>", {"events", "sets"}, {"order", "sets"}, {}};
  const auto add = [&](const auto& counts) {
    for (std::size_t k = 0; k < counts.size(); ++k)
      if (counts[k] > 0)
        s.rows.push_back(
            {number_cell(static_cast<double>(k), 6), count_cell(static_cast<double>(counts[k]))});
  };
  try {
    add(nines::count_by_order<std::uint64_t>(sets));
  } catch (const nines::convergence_error&) {
    add(nines::count_by_order<double>(sets));
  }
  return s;
}

section likeliest_section(const nines::minimal_sets& sets, const tree& t, const questions& asked) {
  const auto& names = t.system.part_names();
  section s{"likeliest_cut_sets",
            "The likeliest minimal cut sets",
            "<>>>",
            {"events", "order", "probability", "share"},
            {"events", "order", "probability", "share_of_sum"},
            {}};
  const double sum = nines::rare_event_approximation(sets, t.up);
  for (const auto& each : nines::most_probable(sets, t.up, {.most = asked.sets})) {
    std::string text;
    for (const std::size_t part : each.parts) text += (text.empty() ? "" : ", ") + names[part];
    if (text.empty()) text = "(none)";
    s.rows.push_back({text, number_cell(static_cast<double>(each.parts.size()), 6),
                      number_cell(each.product, 4), share_cell(each.product / sum)});
  }
  return s;
}

}  // namespace

cell failure_cell(const chance& p, int digits) {
  cell c(significant(p.value(), digits), p.value());
  c.complement = p.complement();
  return c;
}

std::optional<nines::minimal_sets> find_cut_sets(const nines::compiled_structure& compiled,
                                                 std::string& notes) {
  try {
    return nines::minimal_cut_sets(compiled);
  } catch (const nines::convergence_error& e) {
    notes += std::string("No minimal cut sets: ") + reason_of(e) + ".\n";
    return std::nullopt;
  }
}

std::vector<section> cut_set_sections(const nines::minimal_sets& sets, const tree& t,
                                      const questions& asked, std::string& notes) {
  std::vector<section> list;
  list.push_back(sums_section(sets, t, notes));
  list.push_back(orders_section(sets));
  if (asked.sets > 0) list.push_back(likeliest_section(sets, t, asked));
  return list;
}

namespace {

/// The parts, the most critical first.
std::vector<std::size_t> by_criticality(const std::vector<nines::part_importance<double>>& of) {
  std::vector<std::size_t> order(of.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(of[a].criticality) > std::abs(of[b].criticality);
  });
  return order;
}

/// A column of a section.
void add_column(section& s, char alignment, const char* header, const char* key) {
  s.alignment += alignment;
  s.header.emplace_back(header);
  s.keys.emplace_back(key);
}

}  // namespace

section importance_section(const nines::compiled_structure& compiled,
                           const nines::minimal_sets* sets, const tree& t, const questions& asked) {
  const auto found = nines::importance(compiled, t.up);
  const auto order = by_criticality(found);
  std::vector<double> shares;
  if (sets != nullptr) shares = nines::cut_set_fussell_vesely(*sets, t.up);
  const bool has_labels =
      std::any_of(t.labels.begin(), t.labels.end(), [](const auto& each) { return !each.empty(); });
  section s{"importance", "What each event matters, the most critical first", "", {}, {}, {}};
  add_column(s, '<', "event", "event");
  add_column(s, '>', "probability", "probability");
  add_column(s, '>', "Birnbaum", "birnbaum");
  add_column(s, '>', "criticality", "criticality");
  if (sets != nullptr) add_column(s, '>', "FV", "fussell_vesely");
  add_column(s, '>', "DIF", "diagnostic");
  add_column(s, '>', "RAW", "risk_achievement");
  add_column(s, '>', "RRW", "risk_reduction");
  if (has_labels) add_column(s, '<', "", "label");
  for (std::size_t k = 0; k < std::min(asked.events, order.size()); ++k) {
    const std::size_t i = order[k];
    const auto& each = found[i];
    std::vector<cell> row = {t.system.part_names()[i], failure_cell(!t.up[i], 4),
                             number_cell(each.birnbaum, 4), number_cell(each.criticality, 4)};
    if (sets != nullptr) row.push_back(number_cell(shares[i], 4));
    row.push_back(number_cell(each.diagnostic, 4));
    row.push_back(ratio_cell(each.risk_achievement));
    row.push_back(ratio_cell(each.risk_reduction));
    if (has_labels) row.emplace_back(t.labels[i]);
    s.rows.push_back(std::move(row));
  }
  if (s.rows.size() < order.size())
    s.title += ", " + std::to_string(s.rows.size()) + " of " + std::to_string(order.size());
  return s;
}

namespace {

/// A sample of all parts, from one of all expressions.
class part_sampler {
 public:
  part_sampler(const model& m, const tree& t)
      : m_(m), t_(t), values_(m.values.values()), parts_(t.up) {
    for (std::size_t i = 0; i < t.probability.size(); ++i)
      if (m.values.is_uncertain(t.probability[i])) uncertain_.push_back(i);
  }
  void operator()(nines::random_stream& random, std::span<chance> parts) {
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
  part_sampler sampler(m, t);
  const auto found =
      nines::sample_top_event(compiled, sampler, {.samples = asked.samples, .seed = asked.seed});
  if (sampler.moved() > 0)
    warnings.push_back(std::to_string(sampler.moved()) +
                       " sampled values were no probabilities; the nearest one took their place");
  return {summary_section(found), quantiles_section(found), histogram_section(found)};
}

}  // namespace fault_tree
