// SPDX-License-Identifier: BSL-1.0
// A service and what it promises, as a file or the command line describes it.
#pragma once

#include <map>
#include <memory>
#include <nines/slo/breach/breach.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/boxed.hpp"
#include "common/figure.hpp"
#include "common/report.hpp"

namespace nines {
template <class T>
class random_time;
}  // namespace nines
namespace availability {
class path_outages;
class surroundings;
}  // namespace availability
namespace markov {
struct subject;
}  // namespace markov

namespace sla {

using namespace calculator;

/// Outages as they were recorded over a time. None at all say how rare they are: with the
/// confidence `confidence` the mean up time is at least over / -ln(1 -
/// confidence), the "rule of three".
struct incident_record {
  hours over;
  std::vector<hours> outages;

  static constexpr double confidence = 0.95;

  [[nodiscard]] bool is_empty() const { return outages.empty(); }
  [[nodiscard]] hours down() const;
  /// The means that the record suggests; of an empty one the least mean up time.
  [[nodiscard]] hours mttf() const;
  [[nodiscard]] hours mttr() const;
  /// The probability that an outage is over within a time, were all outages like those recorded.
  [[nodiscard]] chance over_by(hours t) const;
};

class outage_distribution;

struct service {
  std::string title = "A service and its agreement";
  chance objective = nines::probability<double>::from_complement(0.001);
  hours window = nines::month_30d;
  bool is_calendar_month = false;  ///< window is then that of 28 to 31 d that is broken most often
  hours mttf = hours(0);           ///< 0 while nothing says it
  hours mttr = hours(0);           ///< the same
  std::optional<incident_record> incidents = {};  ///< mttf and mttr are those of it
  boxed<outage_distribution> outage = {};         ///< mttr is its mean; or that of the record
  /// The distribution of an outage instead, where its sums are too many: there are bounds, which
  /// decide.
  boxed<nines::random_time<double>> bounded = {};
  boxed<markov::subject> model = {};  ///< mttf, mttr and how a window begins are its own
  /// Where the path of the architecture says all of how it fails; mttf and mttr are its means.
  std::shared_ptr<const availability::path_outages> path = {};
  bool is_never_up = false;  ///< that path, as where its region is given to be down
  nines::initial_condition start = nines::initial_condition::up;
  std::vector<nines::credit_tier<double>> credits = {};
  std::optional<double> bill = {};                  ///< of a window
  std::optional<chance> limit = {};                 ///< of the probability of a breach
  std::map<std::string, std::string> written = {};  ///< the figures that were given, as text
  std::vector<taken_figure> taken = {};             ///< from elsewhere in the file

  /// A record without an outage, and nothing to say how long one would last.
  [[nodiscard]] bool is_unknown() const {
    return incidents && incidents->is_empty() && !(mttr > hours(0));
  }
};

/// The figures that the command line may set, too.
const std::vector<figure<service>>& figures();

/// Why the command line may not set a figure of this service: it comes from the file's record,
/// distribution or model. Nothing if it may.
std::optional<std::string> is_fixed(const service& s, const std::string& key);

/// A service of which all is said. Throws nines::domain_error where a mean (but for an empty
/// record) or the objective is missing, and for a
/// window that is shorter than the mean outage. Outages whose sums are too many for an exact
/// distribution get bounds.
service complete(service s);

/// An entry of the section "agreements" of a file.
service read_agreement(const std::string& name, const cursor& c,
                       const availability::surroundings& around);

}  // namespace sla
