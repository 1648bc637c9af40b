# SPDX-License-Identifier: BSL-1.0
# Sets `command` to what follows "--" on the command line of a script (cmake -P script -- ...).

set(command "")
set(is_ours TRUE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE ${last})
  if(NOT is_ours)
    string(REPLACE ";" "\\;" argument "${CMAKE_ARGV${i}}")
    list(APPEND command "${argument}")
  elseif(CMAKE_ARGV${i} STREQUAL "--")
    set(is_ours FALSE)
  endif()
endforeach()
