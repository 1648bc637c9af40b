// SPDX-License-Identifier: BSL-1.0
// Whether the terminals of a network are connected, and what each link and node matters: the
// figures of the report.
#pragma once

#include <functional>
#include <iosfwd>
#include <nines/probability/bounds.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/boxed.hpp"
#include "common/report.hpp"
#include "topology.hpp"

namespace nines {
template <scalar T>
struct importance_table;
template <scalar T>
struct network_estimate;
}  // namespace nines

namespace network {

/// A network with the questions that the report answers.
struct subject {
  std::string title;
  nines::network<double> net;
  std::vector<std::size_t> terminals;
  std::optional<chance> objective = {};
  std::string written_objective = {};  ///< by the user
  double relative_width = 1e-2;        ///< of bounds, where exact takes too much
  double work = 3e7;                   ///< states that a search may visit
  std::optional<chance> added = {};    ///< the availability of a link that may be added
};

/// How the reliability is known: exactly, between certain bounds, or as an estimate in an interval.
struct answer {
  enum class kind { exact, certain, estimate } how;
  nines::bounds<double> range;  ///< both ends the same where it is exact
  boxed<nines::network_estimate<double>> estimate = {};
};

/// Exactly if that takes no more than some seconds; else bounds; else an estimate. `proceed(share)`
/// is told the share of the work for bounds that is done, and asked whether to go on.
answer ask(const subject& s, const std::function<bool(double)>& proceed);

/// What each part matters, if that takes no more than some seconds and half a gibibyte.
boxed<nines::importance_table<double>> importances(const subject& s);

report analyse(const subject& s, const answer& a,
               const boxed<nines::importance_table<double>>& table);

/// Whether the reliability reaches the objective; of bounds and intervals both ends must agree.
standing meets_objective(const subject& s, const answer& a);

/// A picture for Graphviz: links and nodes the redder the more they matter; terminals doubly
/// framed.
void write_dot(std::ostream& out, const subject& s,
               const boxed<nines::importance_table<double>>& table);

}  // namespace network
