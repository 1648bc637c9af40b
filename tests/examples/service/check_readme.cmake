# SPDX-License-Identifier: BSL-1.0
# The README shows a file as it is, and the beginning of what the program prints about it:
#   cmake -D NINES=program -D README=README.md -D FILE=examples/services/small.yaml -D EXIT=1 \
#         -P check_readme.cmake
cmake_minimum_required(VERSION 3.25)

# The fenced block behind <!-- marker -->, as a list of lines is no matter: the text of it.
function(block_of marker result)
  file(READ ${README} text)
  string(FIND "${text}" "<!-- ${marker} -->" begin)
  if(begin EQUAL -1)
    message(FATAL_ERROR "${README} has no <!-- ${marker} -->")
  endif()
  string(SUBSTRING "${text}" ${begin} -1 text)
  string(REGEX MATCH "```[a-z]*\n([^`]*)```" found "${text}")
  set(${result} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

block_of("file: ${FILE}" shown_file)
file(READ ${FILE} file)
string(REGEX REPLACE "^# SPDX[^\n]*\n" "" file "${file}")
if(NOT file STREQUAL shown_file)
  message(FATAL_ERROR "${README} shows another ${FILE}")
endif()

block_of("report: ${FILE}" shown_report)
execute_process(COMMAND ${NINES} ${FILE} OUTPUT_VARIABLE output RESULT_VARIABLE code)
string(FIND "${output}" "${shown_report}" begin)
if(NOT begin EQUAL 0 OR NOT code EQUAL EXIT)
  message(FATAL_ERROR "exit code ${code}; ${README} shows another report than:\n${output}")
endif()
