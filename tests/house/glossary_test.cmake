# SPDX-License-Identifier: BSL-1.0
# What glossary.awk must reject, and what it must accept.

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/trees.cmake)

# check(<name> <expected> <glossary> [path text ...])
macro(check name expected glossary)
  write_tree(${name} glossary.txt "# a list\n${glossary}"
    include/nines/slo.hpp "// Burn rate: see budget."
    include/nines/slo/budget.hpp
      "// What is left.\n//\n// Index: error budget,\n// burn rate.\n#pragma once\n// Index: MTTR."
    ${ARGN})
  expect(${name} "${expected}" -f ${HOUSE}/glossary.awk glossary.txt)
endmacro()

set(both "Burn rate\tslo/budget\nerror budget\tslo/budget")
set(other include/nines/slo/other.hpp)
check(good "=2 terms, each in the index of one of 2 headers" "${both}")
check(missing "include/nines/slo/budget.hpp: its index lacks \"pocock\""
  "${both}\nPocock\tslo/budget")
check(below_the_opening "its index lacks \"mttr\"" "${both}\nMTTR\tslo/budget")
check(not_listed "include/nines/slo/budget.hpp: \"burn rate\" is not in the glossary"
  "error budget\tslo/budget")
check(elsewhere "include/nines/slo/budget.hpp: \"burn rate\" leads to slo/other in the glossary"
  "error budget\tslo/budget\nburn rate\tslo/other" ${other} "// Nothing.")
check(two_homes "\"Burn rate\" leads to slo/" "${both}" ${other} "// Index: Burn rate.")
check(no_header "there is no header slo/gone" "${both}\nMTBF\tslo/gone")
check(twice "glossary.txt:4: burn rate stands here twice" "${both}\nburn rate\tslo/budget")
check(no_tab "glossary.txt:2: write a term, a tab, a header" "burn rate slo/budget")
check(empty "an index term is empty" "${both}" ${other} "// Index: ,")
check(nothing "nothing to check" "# empty")
finish()
