// SPDX-License-Identifier: BSL-1.0
#include "judge.hpp"

#include <cmath>
#include <nines/rollout/confidence_sequence.hpp>

namespace canary_judge {

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

/// Against two known rates: how much likelier the counts are of a bad release, and what rates they
/// do not exclude, at any time.
class known_rates {
 public:
  explicit known_rates(const settings& s)
      : rule_(*s.good, *s.bad, s.errors), prior_bad_(s.prior_bad), prior_{1, 1 / s.good->value()} {}

  [[nodiscard]] const nines::sprt& rule() const { return rule_; }
  [[nodiscard]] std::vector<cell> row(const evidence& seen, verdict v) const {
    const auto rates = nines::rates_not_excluded(
        seen.errors, seen.requests, nines::count_model::binomial, prior_, chance::from_value(0.05));
    const double log_ratio = rule_.log_ratio(seen.errors, seen.requests);
    return {std::to_string(seen.look),
            count_cell(seen.errors),
            count_cell(seen.requests),
            rate_cell(seen.errors, seen.requests),
            share_cell(rates.lower),
            share_cell(rates.upper),
            odds_cell(log_ratio),
            share_cell(bad(log_ratio)),
            name_of(v)};
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

/// Beside a baseline: of all errors, does the release have more than its share of the requests?
class known_share {
 public:
  explicit known_share(const settings& s)
      : release_(100 * s.share.value()),  // as if a hundred errors had been seen before
        baseline_(100 * s.share.complement()),
        alpha_(s.errors.false_rollback) {}

  [[nodiscard]] nines::split_e_value_rule rule() const { return {release_, baseline_, alpha_}; }
  [[nodiscard]] std::vector<cell> row(const evidence& seen, verdict v) const {
    const double p = seen.requests > 0 && seen.baseline_requests > 0 ? p_value(seen) : 1;
    return {std::to_string(seen.look),
            count_cell(seen.errors),
            count_cell(seen.requests),
            rate_cell(seen.errors, seen.requests),
            count_cell(seen.baseline_errors),
            count_cell(seen.baseline_requests),
            rate_cell(seen.baseline_errors, seen.baseline_requests),
            number_cell(p, 4),
            name_of(v)};
  }
  void add_limits(section& t) const {
    t.rows.push_back({"rolls back, if it is the worse, at p of", number_cell(alpha_.value(), 4)});
  }

 private:
  [[nodiscard]] double p_value(const evidence& seen) const {
    const double all = seen.requests + seen.baseline_requests;
    return nines::sequential_p_value({seen.errors, seen.baseline_errors},
                                     {seen.requests / all, seen.baseline_requests / all},
                                     {release_, baseline_});
  }

  double release_, baseline_;
  chance alpha_;
};

template <class Kind>
outcome judge_by(const Kind& kind, counts_reader& in,
                 const std::function<void(std::vector<cell>)>& show) {
  outcome o{verdict::go_on, {"verdict", "The verdict", "<>", {"", ""}, {"quantity", "value"}, {}}};
  evidence last;
  try {
    o.verdict = judge_counts(in, kind.rule(), [&](const evidence& seen, verdict v) {
      last = seen;
      show(kind.row(seen, v));
    });
  } catch (const nines::domain_error& e) {
    in.where().fail(e.what());
  }
  o.summary.rows.push_back({"verdict", name_of(o.verdict)});
  o.summary.rows.push_back({"errors", count_cell(last.errors)});
  o.summary.rows.push_back({"requests", count_cell(last.requests)});
  kind.add_limits(o.summary);
  return o;
}

}  // namespace

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
  return s.is_beside() ? judge_by(known_share(s), in, show) : judge_by(known_rates(s), in, show);
}

}  // namespace canary_judge
