# SPDX-License-Identifier: BSL-1.0
# Small trees that a check must accept or reject, for the scripts beside this one.

set(failures 0)

# Writes the files `path text path text ...` below a fresh folder, each path after `below` if that
# is set, and sets `tree` to the folder. In a text "~" stands for a semicolon and "`" for a
# backslash, which CMake would take for its own.
function(write_tree name)
  set(tree ${WORK_DIR}/${name})
  file(REMOVE_RECURSE ${tree})
  list(LENGTH ARGN count)
  math(EXPR last "${count} - 1")
  foreach(i RANGE 0 ${last} 2)
    math(EXPR j "${i} + 1")
    list(GET ARGN ${i} path)
    list(GET ARGN ${j} text)
    string(REPLACE "~" ";" text "${text}")
    string(REPLACE "`" "\\" text "${text}")
    file(WRITE ${tree}/${below}${path} "${text}\n")
  endforeach()
  set(tree ${tree} PARENT_SCOPE)
endfunction()

# Runs an awk script over the files of the tree, the lists first. `expected` is text that it must
# fail with; of one that begins with "=", what it must print where it accepts.
function(expect name expected)
  file(GLOB_RECURSE files RELATIVE ${tree} ${tree}/include/* ${tree}/tests/*)
  execute_process(COMMAND ${AWK} ${ARGN} ${files} WORKING_DIRECTORY ${tree}
                  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(REGEX REPLACE "^=" "" text "${expected}")
  string(FIND "${output}" "${text}" found)
  if(expected MATCHES "^=")
    set(wanted 0)
  else()
    set(wanted 1)
  endif()
  if(NOT result EQUAL wanted OR found LESS 0)
    message(NOTICE "${name}: expected '${expected}', got ${result}:\n${output}")
    math(EXPR failures "${failures} + 1")
    set(failures ${failures} PARENT_SCOPE)
  endif()
endfunction()

macro(finish)
  if(failures GREATER 0)
    message(FATAL_ERROR "${failures} expectations failed")
  endif()
endmacro()
