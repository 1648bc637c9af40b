# SPDX-License-Identifier: BSL-1.0
# Runs a command; compares its exit code, its output and, where given, its errors (numbers but for
# their last digits, see same_output.cpp):
#   cmake -D SAME_OUTPUT=program -D EXPECTED=out.txt [-D STDERR=err.txt] -D EXIT=0 \
#         -P check_output.cmake -- program ...

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../support/command_line.cmake)
execute_process(COMMAND ${command} RESULT_VARIABLE result OUTPUT_VARIABLE output
                ERROR_VARIABLE errors)
set(failed FALSE)

function(compare text file)
  if(DEFINED ENV{NINES_UPDATE_EXPECTED})
    file(WRITE ${file} "${text}")
    return()
  endif()
  string(RANDOM LENGTH 12 name) # tests run side by side
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${name}.out "${text}")
  execute_process(COMMAND ${SAME_OUTPUT} ${name}.out ${file} RESULT_VARIABLE differs ERROR_QUIET)
  if(NOT differs EQUAL 0)
    set(failed TRUE PARENT_SCOPE)
    execute_process(COMMAND diff -u --label ${file} --label printed ${file} ${name}.out
                    RESULT_VARIABLE diff_result)
  endif()
  file(REMOVE ${CMAKE_CURRENT_BINARY_DIR}/${name}.out)
  if(differs EQUAL 0)
    return()
  endif()
  if(NOT diff_result EQUAL 1) # no diff here, or no expected file yet
    message(NOTICE "${file} should be:\n${text}")
  endif()
endfunction()

compare("${output}" ${EXPECTED})
if(DEFINED STDERR)
  compare("${errors}" ${STDERR})
endif()
if(NOT result STREQUAL EXIT)
  message(NOTICE "exit code ${result}, must be ${EXIT}; standard error:\n${errors}")
  set(failed TRUE)
endif()
if(failed)
  list(JOIN command " " command)
  message(FATAL_ERROR "not as expected: ${command}")
endif()
