// SPDX-License-Identifier: BSL-1.0
#include "judge.hpp"

#include <algorithm>
#include <cmath>
#include <nines/detection/tests/confidence_sequence.hpp>

namespace judge {

namespace {

using nines::evidence;
using nines::verdict;

const char* name_of(verdict v) {
  if (v == verdict::roll_back) return "roll back";
  return v == verdict::promote ? "promote" : "go on";
}
cell count_cell(double n) { return {human_money(n), n}; }
cell rate_cell(double errors, double requests) {
  return requests > 0 ? share_cell(errors / requests) : cell("-");
}
cell odds_cell(double log_odds) { return {significant(std::exp(log_odds), 4), std::exp(log_odds)}; }

/// "2,000"; "0.001" of few.
std::string number_text(double x) { return x < 10 ? significant(x, 4) : human_money(x); }

/// Against two known rates: how much likelier the counts are of a bad release, and what rates they
/// do not exclude, at any time.
class known_rates {
 public:
  explicit known_rates(const settings& s)
      : rule_(*s.good, *s.bad, s.errors), prior_bad_(s.prior_bad), prior_(s.of_rate()) {}

  [[nodiscard]] const nines::sprt& rule() const { return rule_; }
  void see(const counts& /*line*/) {}
  template <class Judge>
  [[nodiscard]] std::vector<cell> row(const Judge& judge) const {
    const evidence& seen = judge.seen();
    const auto rates = nines::confidence_sequence(
        seen.errors, seen.requests, nines::count_model::binomial, prior_, chance::from_value(0.05));
    const double log_ratio = rule_.log_ratio(seen.errors, seen.requests);
    return {std::to_string(seen.analysis), count_cell(seen.errors),
            count_cell(seen.requests),     rate_cell(seen.errors, seen.requests),
            share_cell(rates.lower),       share_cell(rates.upper),
            odds_cell(log_ratio),          share_cell(bad(log_ratio)),
            name_of(judge.decided())};
  }
  void add_limits(section& t) const {
    t.rows.push_back({"rolls back at a ratio of", odds_cell(rule_.roll_back_at())});
    t.rows.push_back({"promotes at", odds_cell(rule_.promote_at())});
  }

 private:
  [[nodiscard]] double bad(double log_ratio) const {
    const double odds_good = prior_bad_.complement() / prior_bad_.value();
    return odds_good > 0 ? 1 / (1 + odds_good * std::exp(-log_ratio)) : 1;
  }

  nines::sprt rule_;
  chance prior_bad_;
  nines::rate_prior prior_;
};

/// Beside a baseline: of the errors of each line, does the release have more than its share of the
/// requests of that line?
class side_by_side {
 public:
  explicit side_by_side(const settings& s) : settings_(s) {}

  [[nodiscard]] nines::split_e_process rule() const {
    return nines::split_e_process(settings_.of_split(), settings_.errors.false_rollback);
  }
  /// The split of a line, and whether it is another than that which should be.
  void see(const counts& line) {
    const double all = line.requests + line.baseline_requests;
    if (!(all > 0)) return;
    const double share = line.requests / all;
    least_ = std::min(least_, share);
    most_ = std::max(most_, share);
    ++lines_;
    if (settings_.share && is_elsewhere(line.requests, all)) ++elsewhere_;
  }
  template <class Judge>
  [[nodiscard]] std::vector<cell> row(const Judge& judge) const {
    const evidence& seen = judge.seen();
    return {std::to_string(seen.analysis),
            count_cell(seen.errors),
            count_cell(seen.requests),
            rate_cell(seen.errors, seen.requests),
            count_cell(seen.baseline_errors),
            count_cell(seen.baseline_requests),
            rate_cell(seen.baseline_errors, seen.baseline_requests),
            number_cell(judge.asked_rule().p_value(), 4),
            name_of(judge.decided())};
  }
  void add_limits(section& t) const {
    const double alpha = settings_.errors.false_rollback.value();
    t.rows.push_back({"rolls back, if it is the worse, at p of", number_cell(alpha, 4)});
    if (lines_ == 0) return;
    t.rows.push_back({"least share of the requests of a line", share_cell(least_)});
    t.rows.push_back({"largest", share_cell(most_)});
    if (elsewhere_ > 0)
      t.rows.push_back({"lines of another split than --share, each judged by its own",
                        count_cell(static_cast<double>(elsewhere_))});
  }

 private:
  /// By more than half, and more than five standard deviations.
  [[nodiscard]] bool is_elsewhere(double requests, double all) const {
    const double expected = all * settings_.share->value();
    const double off = std::abs(requests - expected);  // input data
    return off > expected / 2 && off > 5 * std::sqrt(expected * settings_.share->complement());
  }

  settings settings_;
  double least_ = 1, most_ = 0;
  std::size_t lines_ = 0, elsewhere_ = 0;
};

template <class Kind>
outcome judge_by(Kind kind, counts_reader& in, const std::function<void(std::vector<cell>)>& show) {
  outcome o{verdict::inconclusive,
            {"verdict", "The verdict", "<>", {"", ""}, {"quantity", "value"}, {}}};
  evidence last{.analysis = 0};
  try {
    o.verdict = judge_counts(in, kind.rule(), [&](const counts& line, const auto& judge) {
      kind.see(line);
      last = judge.seen();
      show(kind.row(judge));
    });
  } catch (const nines::domain_error& e) {
    in.where().fail(reason_of(e));
  }
  const bool is_open = o.verdict == verdict::inconclusive;
  const char* const none = last.analysis > 0 ? "none yet" : "none: no counts were read";
  o.summary.rows.push_back({"verdict", is_open ? none : name_of(o.verdict)});
  o.summary.rows.push_back({"errors", count_cell(last.errors)});
  o.summary.rows.push_back({"requests", count_cell(last.requests)});
  kind.add_limits(o.summary);
  return o;
}

}  // namespace

section settings_section(const settings& s) {
  section t{"settings", "As read", "<>", {"", ""}, {"quantity", "value"}, {}};
  const auto add = [&](const char* what, const chance& p) {
    t.rows.push_back({what, share_cell(p.value())});
  };
  if (s.is_beside()) {
    add("rolls back a release as good as the baseline at most", s.errors.false_rollback);
    if (s.share) add("should have of the requests", *s.share);
    t.rows.push_back({"errors as if seen before, of each at equal traffic",
                      cell(number_text(s.prior), s.prior)});
    return t;
  }
  add("good", *s.good);
  add("bad", *s.bad);
  add("rolls back a good one at most", s.errors.false_rollback);
  add("misses a bad one at most", s.errors.missed);
  add("bad, before any counts", s.prior_bad);
  const auto prior = s.of_rate();
  t.rows.push_back({"errors as if seen before", cell(number_text(prior.events), prior.events)});
  t.rows.push_back({"in requests", cell(number_text(prior.requests), prior.requests)});
  return t;
}

section evidence_section(const settings& s) {
  if (s.is_beside())
    return {"evidence",
            "The evidence so far",
            ">>>>>>>><",
            {"look", "errors", "requests", "rate", "baseline's", "requests", "rate", "p", ""},
            {"look", "errors", "requests", "rate", "baseline_errors", "baseline_requests",
             "baseline_rate", "p_value", "verdict"},
            {}};
  return {"evidence",
          "The evidence so far",
          ">>>>>>>><",
          {"look", "errors", "requests", "rate", "at least", "at most", "bad / good", "bad", ""},
          {"look", "errors", "requests", "rate", "lower", "upper", "likelihood_ratio", "chance_bad",
           "verdict"},
          {}};
}

outcome judge(counts_reader& in, const settings& s,
              const std::function<void(std::vector<cell>)>& show) {
  return s.is_beside() ? judge_by(side_by_side(s), in, show) : judge_by(known_rates(s), in, show);
}

}  // namespace judge
