// SPDX-License-Identifier: BSL-1.0
#include "steps_reader.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nines/rollout/plan/strategies.hpp>

#include "common/format.hpp"

namespace rollout {

namespace {

/// Steps that are not read, and why.
const std::map<std::string, std::string>& refused_steps() {
  static const std::map<std::string, std::string> list = {
      {"experiment",
       "runs releases beside this one, which are not read: leave the step out, and state "
       "the baseline in the analysis"},
      {"setHeaderRoute",
       "sends the users that match to the new release: how many they are is not "
       "known here; state them as a setWeight"},
      {"setMirrorRoute",
       "mirrors requests whose answers nobody gets: they are not counted here; "
       "leave the step out"},
      {"plugin", "does what only the plugin knows: leave the step out"}};
  return list;
}

class steps_walk {
 public:
  explicit steps_walk(const steps_settings& settings) : settings_(settings) {}

  void take(const cursor& step) {
    begins_.push_back(now_);
    const auto entries = step.entries();
    if (entries.size() != 1) step.fail("must have one key, setWeight or pause");
    const auto& [key, value] = entries.front();
    if (key == "setWeight") return set_weight(value);
    if (key == "pause") return pause(value);
    if (key == "setCanaryScale") return set_scale(value);
    if (key == "analysis") return run_analysis(value);
    if (const auto found = refused_steps().find(key); found != refused_steps().end())
      value.fail(found->second);
    value.fail("unknown key" +
               suggestion(key, {"setWeight", "pause", "setCanaryScale", "analysis"}));
  }

  canary_steps finish(const cursor& c) {
    finish_stages(c);
    const std::size_t from = settings_.starting_step;
    if (from > 0 && from >= begins_.size())
      c.fail("has " + std::to_string(begins_.size()) + " steps, but the analysis begins at step " +
             std::to_string(from) + ", counted from 0");
    out_.analysis_from = begins_[from] - out_.lead;  // input data
    before_ = weight_;
    weight_ = chance::always();
    scale_.reset();
    count_capacity();
    warn_of_fractions(weights_, out_.warnings);
    return std::move(out_);
  }

 private:
  void set_weight(const cursor& c) {
    const chance weight = read_weight_or_none(c, settings_.all_traffic);
    if (weight.value() > 0 && settings_.all_traffic == 100) weights_.push_back(c);
    if (weight < weight_)
      c.fail("must not be less than the weight before, " + human_percent(weight_));
    before_ = weight_;
    weight_ = weight;
    count_capacity();
    check_scale(c);
  }
  void pause(const cursor& c) {
    const bool is_endless = c.is_empty() || !has_duration(c);
    if (is_endless)
      note("a pause without an end waits for a person, who is taken to need " +
           human_time(person_takes) + "; state a duration for another time");
    const hours time = is_endless ? person_takes : duration_of(c);
    if (!(time.count() > 0)) return;
    now_ += time;
    if (weight_.value() > 0)
      stage_of_weight().bake += time;
    else
      out_.lead += time;
  }
  /// The stage at the weight, which no analysis has ended.
  nines::rollout_stage& stage_of_weight() {
    if (out_.stages.empty() || out_.stages.back().share != weight_ || has_run_)
      out_.stages.push_back({.share = weight_, .analyses = 0});
    has_run_ = false;
    return out_.stages.back();
  }
  /// One that watches all steps is of this file, or has the strategy's own beside it.
  void leave_out_analysis() {
    if (settings_.is_watched_beside)
      add_once(out_.warnings,
               "an analysis in a step, beside one that watches all steps, is left out: it takes no "
               "time here, and counts no failures of its own");
    else
      note(
          "a step \"analysis\" is that of this file, which watches all steps; it takes no time. "
          "One with a count of measurements, or without an interval, and without the key evidence, "
          "runs in its step alone");
  }
  /// Its measurements see the requests of their stage, each those of an interval at the most.
  void run_analysis(const cursor& c) {
    (void)read_run(c);
    if (!settings_.analysis) return leave_out_analysis();
    const auto& run = *settings_.analysis;
    now_ += run.time();
    if (!(weight_.value() > 0)) {
      out_.lead += run.time();
      return note("an analysis before the first weight sees no request, and cannot fail");
    }
    auto& stage = stage_of_weight();
    if (run.watch(stage, stage.bake))
      note("a measurement at the very beginning of its weight sees no request, and cannot fail");
    stage.bake += run.time();
    has_run_ = true;
    note(
        "each step \"analysis\" takes its time, and counts its own failures; other steps are "
        "unwatched");
  }
  /// Those that an analysis watches, and the others.
  void finish_stages(const cursor& c) {
    auto& stages = out_.stages;
    std::erase_if(stages, [](const auto& stage) { return !(stage.bake.count() > 0); });
    if (stages.empty()) c.fail("needs a pause after a setWeight, or no release is ever watched");
    std::size_t analyses = 0;
    for (auto& stage : stages) {
      if (!settings_.analysis) stage.analyses = 1;
      analyses += stage.analyses;
      if (stage.analyses == 0) stage.interval = stage.bake;
    }
    if (analyses == 0)
      c.fail("has no analysis that sees a request: put one after a pause, or give it a count");
  }
  static bool has_duration(const cursor& c) {
    const fields given(c, {"duration"});
    return given.find("duration") != nullptr;
  }
  static hours duration_of(const cursor& c) {
    const fields given(c, {"duration"});
    const auto& duration = given.at("duration");
    return duration.text() == "0" ? hours(0) : read_interval(duration);
  }
  /// How the canary is scaled in place of its weight.
  struct canary_scale {
    double share = 0;                 ///< of the fleet
    chance weight = chance::never();  ///< what the old release is scaled by; none beside replicas
  };
  void set_scale(const cursor& c) {
    if (!settings_.has_router)
      c.fail("needs trafficRouting, for Argo, too: without it the weight is the scale");
    const fields given(c, {"weight", "replicas", "matchTrafficWeight"});
    scale_.reset();
    before_ = weight_;  // the old release has followed its traffic by now
    const auto* match = given.find("matchTrafficWeight");
    if (match != nullptr && match->text() == "true") return count_capacity();
    if (const auto* weight = given.find("weight")) {
      const chance share = read_weight_or_none(*weight, settings_.all_traffic);
      scale_ = {whole(share.value()), share};
    }
    if (const auto* replicas = given.find("replicas")) {
      const auto count = static_cast<double>(replicas->count(0, 1000000));
      if (settings_.replicas == 0) replicas->fail("needs the key fleet: replicas of how many");
      scale_ = {count / static_cast<double>(settings_.replicas), chance::never()};
    }
    count_capacity();
    check_scale(c);
  }
  /// A router sends nothing to a release without replicas; one with too few it does not spare.
  void check_scale(const cursor& c) {
    if (!scale_ || !(weight_.value() > 0)) return;
    if (!(scale_->share > 0))
      c.fail(
          "leaves a weight above 0 without a replica, and then Argo sends it no request: state a "
          "setCanaryScale before");
    if (scale_->share * (1 + 1e-12) < weight_.value())
      add_once(out_.warnings, "setCanaryScale leaves " + human_percent(weight_) +
                                  " of the traffic to replicas of " +
                                  human_percent(chance::from_value(scale_->share)) +
                                  " of the fleet: it may be overloaded, which is not counted here");
  }
  /// A share of the fleet in whole replicas, rounded up.
  [[nodiscard]] double whole(double share) const {
    if (settings_.replicas == 0) return share;
    const auto n = static_cast<double>(settings_.replicas);
    const auto least = static_cast<double>(std::min(settings_.least_pods, settings_.replicas));
    const double count = std::ceil(share * n * (1 - 1e-12));
    return (count > 0 ? std::max(count, least) : 0) / n;
  }
  /// Both releases; the old one keeps what the traffic before needs, or all.
  void count_capacity() {
    const chance& wanted = scale_ ? scale_->weight : weight_;
    const double stable = settings_.shrinks_stable
                              ? std::max(whole(before_.complement()), whole(wanted.complement()))
                              : 1;
    out_.peak = std::max(out_.peak, stable + (scale_ ? scale_->share : whole(weight_.value())));
  }
  static void add_once(std::vector<std::string>& texts, const std::string& text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  }
  void note(const std::string& text) { add_once(out_.notes, text); }

  const steps_settings& settings_;
  canary_steps out_;
  chance weight_ = chance::never();
  chance before_ = chance::never();
  bool has_run_ = false;  // an analysis has ended the last stage
  std::optional<canary_scale> scale_;
  std::vector<cursor> weights_;
  hours now_{0};
  std::vector<hours> begins_;  // of each step
};

}  // namespace

bool step_analysis::watch(nines::rollout_stage& stage, hours begin) const {
  const hours delay = begin + initial_delay;
  const bool is_blind = !(delay.count() > 0);
  stage.analyses = count - (is_blind ? 1 : 0);
  stage.interval = count > 1 ? interval : delay;
  stage.first = is_blind || count == 1 ? hours(0) : delay;
  return is_blind;
}

fields read_run(const cursor& c) {
  const auto run = fields::or_none(c, {"templates", "args", "dryRun", "measurementRetention",
                                       "analysisRunMetadata", "startingStep"});
  if (const auto* dry = run.find("dryRun"))
    dry->fail("metrics that run dry roll nothing back: leave them out");
  return run;
}

chance read_weight_or_none(const cursor& c, double all) {
  if (all != 100) {
    const double weight = c.amount();
    if (!(weight <= all)) c.fail("must be at most maxTrafficWeight, " + significant(all, 6));
    return chance::from_computed_sides(weight / all, (all - weight) / all);  // input data
  }
  try {
    const std::string text = c.text();
    const bool is_percent = !text.empty() && text.back() == '%';
    return parse_probability(is_percent ? text : text + "%");
  } catch (const std::invalid_argument& e) {
    c.fail(e.what());
  }
}
chance read_weight(const cursor& c) {
  const chance weight = read_weight_or_none(c);
  if (!(weight.value() > 0)) c.fail("must be more than 0");
  return weight;
}

hours read_interval(const cursor& c) {
  std::string text = c.text();
  const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  if (is_number) text += " s";
  try {
    return parse_duration(text);
  } catch (const std::invalid_argument& e) {
    c.fail(e.what());
  }
}

void warn_of_fractions(const std::vector<cursor>& weights, std::vector<std::string>& warnings) {
  const auto is_fraction = [](const cursor& c) {
    return c.text().find('%') == std::string::npos && read_weight_or_none(c).value() < 0.01;
  };
  if (weights.empty() || !std::all_of(weights.begin(), weights.end(), is_fraction)) return;
  const std::string& text = weights.back().text();
  warnings.push_back("weights are in per cent, and all are below 1: " + text + " is read as " +
                     human_percent(read_weight_or_none(weights.back())) + ", not as a share of " +
                     text + "; write " + text + "% where it is meant so");
}

canary_steps read_steps(const cursor& c, const steps_settings& settings) {
  steps_walk walk(settings);
  for (const auto& step : c.items()) walk.take(step);
  return walk.finish(c);
}

}  // namespace rollout
