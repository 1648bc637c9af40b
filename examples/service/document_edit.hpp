// SPDX-License-Identifier: BSL-1.0
// What if: a file with other figures in some places, whatever they are. Each function returns the
// text of the changed document, and throws input_error.
#pragma once

#include <string>
#include <vector>

namespace YAML {
class Node;
}  // namespace YAML

namespace calculator {

/// With other values: "budgets.checkout.limit=5%, app.mttr=10 min". Regions, zones and services may
/// stand at the beginning. All but the last key of each must be there.
std::string changed_text(const std::string& text, const std::string& changes);

/// With a region, a zone or a service that is down for ever: "zone a down".
std::string text_given(const std::string& text, const std::string& given);

/// The changes as a map of what they set, for merged().
YAML::Node patch_of(const YAML::Node& root, const std::string& changes);

/// A copy of a map with what a patch sets, maps within maps; what it sets to null is left out
/// (a merge patch, RFC 7396).
YAML::Node merged(const YAML::Node& map, const YAML::Node& patch);

/// A sweep has so many changes, or fewer where all whole numbers from one end to the other are.
inline constexpr int most_swept = 9;

/// The changes of a sweep: "app.instances=2..5" is four, "app.mttr=5 min..45 min" nine.
std::vector<std::string> swept(const std::string& sweep);

}  // namespace calculator
