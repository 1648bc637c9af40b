# SPDX-License-Identifier: BSL-1.0
# Fails if a command prints LIMIT lines or more:
#   cmake -D LIMIT=25000 -P count_lines.cmake -- g++ -E -P header.hpp

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../support/command_line.cmake)
execute_process(COMMAND ${command} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "[^\n]" "" newlines "${output}")
string(LENGTH "${newlines}" lines)
if(NOT lines LESS LIMIT)
  message(FATAL_ERROR "${lines} lines, must be less than ${LIMIT}")
endif()
message(STATUS "${lines} lines of less than ${LIMIT}")
