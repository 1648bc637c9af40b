// SPDX-License-Identifier: BSL-1.0
// A primary-standby pair as a file or the command line describes it.
#pragma once

#include <map>
#include <nines/markov/models/primary_standby.hpp>
#include <optional>

#include "common/figure.hpp"
#include "common/sections.hpp"

namespace failover {

using namespace calculator;

struct pair {
  std::string title = "A primary and its standby";
  nines::primary_standby_pair<double> nodes;
  std::optional<chance> objective = {};
  std::map<std::string, std::string> written = {};  ///< figures that someone gave, by their keys
};

/// Assumptions for the figures that nobody gives.
pair usual_pair();

/// The figures of a pair that a file or the command line may set.
const std::vector<figure<pair>>& figures();

/// Reads the keys of figures(), title and objective; what is left out is as in usual_pair().
pair read_pair(const cursor& c);

using pairs = std::vector<named<pair>>;

/// The section "pairs" of a file.
pairs read_pairs(const fields& top);

}  // namespace failover
