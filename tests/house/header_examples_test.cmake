# SPDX-License-Identifier: BSL-1.0
# What header_examples.awk takes for an example, and what it rejects.

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/trees.cmake)

set(a include/nines/slo/a.hpp)
macro(check name expected)
  write_tree(${name} example_includes.txt "# a list\nnines/slo/a.hpp nines/slo/other.hpp" ${ARGN})
  expect(${name} "${expected}" -f ${HOUSE}/header_examples.awk example_includes.txt)
endmacro()

set(text "// What it is.\n//\n// Example:\n//   int a~  // one\n//   if (a)\n//     ++a~\n")
check(code "=example_1() {\n  int a;  // one\n  if (a)\n    ++a;\n}" ${a} "${text}//\n//   F = 1\n")
check(text_ends_it "=    ++a;\n}" ${a} "${text}// Assumes that.\n//   F = 1\n")
check(own_header "=#include <nines/slo/a.hpp>\n#include <nines/slo/other.hpp>" ${a} "${text}")
check(two "=// nines/slo/b.hpp\n[[maybe_unused]] void example_2() {\n  int a;" ${a} "${text}"
  include/nines/slo/b.hpp "${text}")
check(below_the_opening "no example" ${a} "// What it is.\n#pragma once\n// Example:\n//   int b~")
check(no_code "nines/slo/a.hpp: an example without code" ${a} "// Example:\n// And so on.")
finish()
