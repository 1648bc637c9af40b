// SPDX-License-Identifier: BSL-1.0
// A service that is more than a part with an MTTF and an MTTR: a Markov model stands inside it, and
// gives its availability, how often it fails and for how long. The report shows it from within.
#pragma once

#include <variant>

#include "architecture.hpp"
#include "common/cursor.hpp"
#include "common/report.hpp"
#include "failover/pair.hpp"
#include "markov/reader.hpp"

namespace availability {

struct inner_model {
  std::variant<::failover::pair, markov::model> what;
};

/// The models that a file has under its keys chains and pairs.
struct known_models {
  markov::chains chains;
  ::failover::pairs pairs;
};

/// Reads {failover: {mttf: ...}}, or {failover: NAME} and {markov: NAME}, which name one of those
/// that are known; or {markov: file.yaml}, a file with one chain, beside the architecture's.
inner_model read_inner_model(const cursor& c, const known_models& known);

/// What the rest of the architecture sees of it.
part as_part(const inner_model& m);

/// The tables about it, titled by the name of the service.
std::vector<section> inside(const inner_model& m, const std::string& service);

/// Another value for one of its figures, rates or probabilities. Throws std::invalid_argument.
void change_figure(inner_model& m, const std::string& key, const std::string& value);

}  // namespace availability
