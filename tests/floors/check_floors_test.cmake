# SPDX-License-Identifier: BSL-1.0
# What check_floors.cmake must reject, each in a small tree of its own, and what it must accept:
#   cmake -D SCRIPT=cmake/check_floors.cmake -D WORK_DIR=build/floors -P check_floors_test.cmake

cmake_minimum_required(VERSION 3.25)
set(head "// SPDX-License-Identifier: BSL-1.0\n#pragma once\n")
set(literals "#include <nines/probability/literals.hpp>")
include(${CMAKE_CURRENT_LIST_DIR}/../house/trees.cmake)

# Writes a tree of the headers `path text path text ...` and runs the check over it. `expected` is
# text that it must complain with, or "" where it must accept.
function(check name expected)
  set(below include/nines/)
  write_tree(${name} ${ARGN})
  execute_process(COMMAND ${CMAKE_COMMAND} -D INCLUDE_DIR=${tree}/include -P ${SCRIPT}
                  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(FIND "${output}" "include/nines/${expected}" found)
  if((expected STREQUAL "" AND NOT result EQUAL 0)
     OR (NOT expected STREQUAL "" AND (result EQUAL 0 OR found LESS 0)))
    message(NOTICE "${name}: expected '${expected}', got ${result}:\n${output}")
    math(EXPR failures "${failures} + 1")
    set(failures ${failures} PARENT_SCOPE)
  endif()
endfunction()

check(good ""
  error.hpp "${head}#include <string>"
  probability.hpp "${head}#include <nines/probability/two_sided.hpp>\n${literals}"
  probability/two_sided.hpp "${head}#include <nines/error.hpp>\n#include <compare>"
  distribution/lifetime.hpp "${head}#include <boost/math/distributions/weibull.hpp>"
  lanes/array.hpp "${head}#include <Eigen/Core>\n#include <nines/probability/two_sided.hpp>"
  lanes/execution.hpp "${head}#include <execution>"
  markov/transient/execution.hpp "${head}#include <execution>"
  markov/chain/chain.hpp "${head}// [a~ b]\n//#include <boost/any.hpp>\n#include <Eigen/Sparse>"
  nines.hpp "${head}#include <nines/probability.hpp>\n#include <nines/lanes/array.hpp>")
check(core_opens_rooms ""
  core.hpp "${head}#include <nines/probability.hpp>\n#include <nines/error.hpp>"
  probability.hpp "${head}${literals}"
  probability/two_sided.hpp "${head}"
  error.hpp "${head}")
check(core_stays_in_the_core "core.hpp:3: the core includes 'markov'"
  core.hpp "${head}#include <nines/markov/chain/chain.hpp>"
  markov/chain/chain.hpp "${head}")
check(no_literals "probability.hpp:1: opens a room without the literals"
  probability.hpp "${head}"
  probability/two_sided.hpp "${head}")
check(upward "repairable/part.hpp:4: includes upward"
  repairable/part.hpp "${head}\n#include <nines/structure/model.hpp>"
  structure/model.hpp "${head}")
check(upward_on_the_ground "error.hpp:3: includes sideways"
  error.hpp "${head}#include <nines/probability/two_sided.hpp>"
  probability/two_sided.hpp "${head}")
check(sideways "slo/budget.hpp:3: includes sideways"
  slo/budget.hpp "${head}#include <nines/recovery/plan.hpp>"
  recovery/plan.hpp "${head}")
check(sideways_to_the_left ""
  recovery/plan.hpp "${head}#include <nines/slo/budget.hpp>"
  slo/budget.hpp "${head}")
check(core_leaves_the_core "structure/model.hpp:3: the core room"
  structure/model.hpp "${head}#include <nines/distribution/lifetime.hpp>"
  distribution/lifetime.hpp "${head}")
check(unknown_room "slo/budget.hpp:3: includes an unknown room"
  slo/budget.hpp "${head}#include <nines/cellar/wine.hpp>")
check(no_such_subroom "markov/attic/chain.hpp:1: belongs to no sub-room"
  markov/attic/chain.hpp "${head}")
check(homeless "cellar/wine.hpp:1: belongs to no room"
  cellar/wine.hpp "${head}")
check(room_umbrella "markov/chain/chain.hpp:3: includes an umbrella"
  probability.hpp "${head}"
  probability/two_sided.hpp "${head}"
  markov/chain/chain.hpp "${head}#include <nines/probability.hpp>")
check(own_umbrella "markov/chain/chain.hpp:3: includes an umbrella"
  markov.hpp "${head}"
  markov/chain/chain.hpp "${head}#include <nines/markov.hpp>")
check(house_umbrella "markov/chain/chain.hpp:3: includes an umbrella"
  nines.hpp "${head}"
  markov/chain/chain.hpp "${head}#include <nines/nines.hpp>")
check(boost_in_core "combine/series.hpp:3: includes <boost/"
  combine/series.hpp "${head}#include <boost/math/tools/roots.hpp>")
check(eigen_in_core "network/graph.hpp:3: includes <Eigen/"
  network/graph.hpp "${head}#  include <Eigen/Core>")
check(eigen_in_distribution "distribution/lifetime.hpp:3: includes <Eigen/"
  distribution/lifetime.hpp "${head}#include <Eigen/Core>")
check(boost_in_lanes "lanes/array.hpp:3: includes <boost/"
  lanes/array.hpp "${head}#include <boost/version.hpp>")
check(stranger "topology/zones.hpp:3: includes <yaml-cpp/"
  topology/zones.hpp "${head}#include <yaml-cpp/yaml.h>")
foreach(heavy IN ITEMS iostream sstream functional regex ranges)
  check(heavy_${heavy} "duration/window.hpp:3: includes <${heavy}>, too heavy"
    duration/window.hpp "${head}#include <${heavy}>")
endforeach()
check(execution "markov/chain/chain.hpp:3: includes <execution>"
  markov/chain/chain.hpp "${head}#include <execution>")
check(execution_in_umbrella "nines.hpp:3: includes <nines/lanes/execution.hpp>"
  lanes/execution.hpp "${head}"
  nines.hpp "${head}#include <nines/lanes/execution.hpp>")
check(quotes "slo/budget.hpp:3: write #include <"
  slo/budget.hpp "${head}#include \"burn.hpp\"")
check(cycle "slo/a.hpp:3: cycle: nines/slo/a.hpp -> nines/slo/b.hpp -> nines/slo/a.hpp"
  slo/a.hpp "${head}#include <nines/slo/b.hpp>"
  slo/b.hpp "${head}#include <nines/slo/a.hpp>")
check(no_licence "error.hpp:1: needs one line // SPDX"
  error.hpp "#pragma once")
check(no_pragma "error.hpp:1: needs one #pragma once"
  error.hpp "// SPDX-License-Identifier: BSL-1.0")

finish()
