// SPDX-License-Identifier: BSL-1.0
// Names of nodes, links and groups.
#pragma once

#include <nines/error.hpp>
#include <nines/network/graph.hpp>

namespace nines::detail {

NINES_INLINE void name_index::add(const char* function, const std::string& name,
                                  std::size_t index) {
  if (!indices_.emplace(name, index).second)
    fail(function, kind_ + " \"" + name + "\" is there already");
}
NINES_INLINE std::size_t name_index::at(const char* function, std::string_view name) const {
  const auto found = indices_.find(std::string(name));
  if (found == indices_.end())
    fail(function, "there is no " + kind_ + " \"" + std::string(name) + "\"");
  return found->second;
}

NINES_INLINE void require_name(const char* function, const std::string& name) {
  if (name.empty()) fail(function, "the name is empty");
}

NINES_INLINE void require_index(const char* function, const char* argument, std::size_t index,
                                std::size_t size) {
  if (index >= size) fail(function, argument, index, "less than " + describe(size));
}

}  // namespace nines::detail
