# SPDX-License-Identifier: BSL-1.0
# What header_tests.awk must reject, and what it must accept.

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/trees.cmake)

# check(<name> <expected> <list> [path text ...]): a tree with these lines in the list.
macro(check name expected list)
  write_tree(${name} list.txt "# a list\n${list}"
    include/nines/nines.hpp "//" include/nines/error.hpp "//" include/nines/slo.hpp "//"
    include/nines/slo/budget/burn.hpp "//"
    tests/core/error_test.cpp "#include <nines/error.hpp>" ${ARGN})
  expect(${name} "${expected}" -f ${HOUSE}/header_tests.awk list.txt)
endmacro()

set(own_test tests/slo/budget/burn_test.cpp "#include <nines/slo/budget/burn.hpp>")
set(other_test tests/slo/other_test.cpp)
check(good "=4 headers; 0 of them" "" ${own_test})
check(slow "=4 headers; 0 of them" "" tests/slo/budget/burn_slow_test.cpp "//")
check(listed "=4 headers; 1 of them have no test file of their own, 1 of these" "slo/budget/burn")
check(covered "=4 headers; 1 of them have no test file of their own, 0 of these"
  "slo/budget/burn slo/other_test.cpp" ${other_test} "#include <nines/slo/budget/burn.hpp>")
check(covered_by_umbrella "=0 of these" "slo/budget/burn slo/other_test.cpp"
  ${other_test} "#include <nines/slo.hpp>")
check(no_test "include/nines/slo/budget/burn.hpp has no test" "")
check(needless "list.txt:2: slo/budget/burn has a test" "slo/budget/burn" ${own_test})
check(no_header "list.txt:3: there is no header slo/gone" "slo/budget/burn\nslo/gone")
check(umbrella "slo is an umbrella" "slo/budget/burn\nslo")
check(twice "list.txt:3: slo/budget/burn stands here twice" "slo/budget/burn\nslo/budget/burn")
check(no_such_test "there is no test slo/other_test.cpp" "slo/budget/burn slo/other_test.cpp")
check(not_included "slo/other_test.cpp includes neither" "slo/budget/burn slo/other_test.cpp"
  ${other_test} "#include <nines/error.hpp>")
finish()
