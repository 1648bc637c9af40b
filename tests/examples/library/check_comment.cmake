# SPDX-License-Identifier: BSL-1.0
# Runs a program and compares what it prints with the comment that its source ends with, numbers but
# for their last digits (see same_output.cpp):
#   cmake -D SOURCE=program.cpp -D SAME_OUTPUT=program -P check_comment.cmake -- program ...
# With NINES_UPDATE_EXPECTED in the environment the comment becomes what was printed.

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../../support/command_line.cmake)
execute_process(COMMAND ${command} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "[^\n]+" "//   \\0" printed "${output}")
set(printed "// It prints:\n${printed}")

file(READ ${SOURCE} source)
string(FIND "${source}" "\n// It prints:\n" place)
if(DEFINED ENV{NINES_UPDATE_EXPECTED})
  string(SUBSTRING "${source}" 0 ${place} source)
  string(REGEX REPLACE "\n+$" "" source "${source}")
  file(WRITE ${SOURCE} "${source}\n\n${printed}")
  return()
endif()
if(place EQUAL -1)
  message(FATAL_ERROR "${SOURCE} does not end with a comment \"It prints:\"")
endif()
math(EXPR place "${place} + 1")
string(SUBSTRING "${source}" ${place} -1 said)

string(RANDOM LENGTH 12 name) # tests run side by side
file(WRITE ${name}.said "${said}")
file(WRITE ${name}.printed "${printed}")
execute_process(COMMAND ${SAME_OUTPUT} ${name}.printed ${name}.said RESULT_VARIABLE differs)
file(REMOVE ${name}.said ${name}.printed)
if(NOT differs EQUAL 0)
  message(NOTICE "${said}but should say:\n${printed}") # a fatal one would fold the lines
  message(FATAL_ERROR "the comment at the end of ${SOURCE} is not what it prints")
endif()
