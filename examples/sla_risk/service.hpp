// SPDX-License-Identifier: BSL-1.0
// A service and what it promises, as a file or the command line describes it.
#pragma once

#include <nines/slo.hpp>
#include <optional>

#include "common/cursor.hpp"
#include "markov/model.hpp"

namespace sla_risk {

using namespace calculator;

/// Outages as they were recorded over a time.
struct incident_record {
  hours over;
  std::vector<hours> outages;

  [[nodiscard]] hours down() const;
  /// The means that the record suggests.
  [[nodiscard]] hours mttf() const;
  [[nodiscard]] hours mttr() const;
  /// The chance that an outage is over within a time, were all outages like those recorded.
  [[nodiscard]] chance over_by(hours t) const;
};

struct service {
  std::string title = "A service and its agreement";
  chance objective = nines::probability<double>::from_complement(0.001);
  hours window = nines::month_30d;
  hours mttf = hours(720);
  hours mttr = hours(0.5);
  std::optional<incident_record> incidents = {};  ///< mttf and mttr are those of it
  std::optional<markov::subject> model = {};      ///< likewise; it says how a window begins, too
  nines::window_start start = nines::window_start::up;
  std::vector<nines::credit_tier<double>> credits = {};
  std::optional<double> bill = {};   ///< of a window
  std::optional<chance> limit = {};  ///< of the chance of a breach
};

/// The figures that the command line may set, too. set throws std::invalid_argument.
struct figure {
  const char* key;
  const char* meaning;
  void (*set)(service&, const std::string& text);
};
const std::vector<figure>& figures();

/// Why the command line may not set a figure of this service: it comes from the file's record or
/// model. Nothing if it may.
std::optional<std::string> is_fixed(const service& s, const std::string& key);

service read_text(const std::string& text, const std::string& file);

/// Longer files are refused.
inline constexpr std::size_t longest_file = 1 << 20;

}  // namespace sla_risk
