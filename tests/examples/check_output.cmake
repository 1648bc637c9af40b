# SPDX-License-Identifier: BSL-1.0
# Runs a command; compares its exit code, its output and, where given, its errors:
#   cmake -D EXPECTED=out.txt [-D STDERR=err.txt] -D EXIT=0 -P check_output.cmake -- program ...

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
  set(wanted "")
  if(EXISTS ${file})
    file(READ ${file} wanted)
  endif()
  # A number with all its digits differs in the last ones from compiler to compiler (contraction to
  # fused multiplications, above all): what lies beyond the tenth decimal is not compared.
  string(REPEAT "[0-9]" 10 decimals)
  string(REGEX REPLACE "([0-9][.]${decimals})[0-9]+" "\\1" text_10 "${text}")
  string(REGEX REPLACE "([0-9][.]${decimals})[0-9]+" "\\1" wanted_10 "${wanted}")
  if(text_10 STREQUAL wanted_10)
    return()
  endif()
  set(failed TRUE PARENT_SCOPE)
  string(RANDOM LENGTH 12 name) # tests run side by side
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${name}.out "${text}")
  execute_process(COMMAND diff -u --label ${file} --label printed ${file} ${name}.out
                  RESULT_VARIABLE diff_result)
  file(REMOVE ${CMAKE_CURRENT_BINARY_DIR}/${name}.out)
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
