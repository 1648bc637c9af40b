# SPDX-License-Identifier: BSL-1.0
# A machine with CMake and a compiler, and nothing else, installs the headers, all of them:
#   cmake -D SOURCE_DIR=... -D WORK_DIR=... -D PREFIX=... -P install_without_packages.cmake

cmake_minimum_required(VERSION 3.25)
set(hidden "")
foreach(package IN ITEMS Boost Eigen3 CLI11 yaml-cpp doctest TBB benchmark PkgConfig)
  list(APPEND hidden -D CMAKE_DISABLE_FIND_PACKAGE_${package}=TRUE)
endforeach()
file(REMOVE_RECURSE ${WORK_DIR} ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE_DIR} -B ${WORK_DIR} ${hidden}
                        -D CMAKE_CXX_COMPILER=${CXX_COMPILER}
                OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
if(NOT output MATCHES "Boost is not here: the headers are installed all the same")
  message(FATAL_ERROR "the configuration does not say what is missing:\n${output}")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} --install ${WORK_DIR} --prefix ${PREFIX}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

file(GLOB_RECURSE wanted RELATIVE ${SOURCE_DIR}/include ${SOURCE_DIR}/include/*)
file(GLOB_RECURSE installed RELATIVE ${PREFIX}/include ${PREFIX}/include/*)
if(NOT wanted OR NOT wanted STREQUAL installed)
  list(REMOVE_ITEM wanted ${installed})
  message(FATAL_ERROR "the installed headers are not those of the tree; missing: ${wanted}")
endif()
list(LENGTH installed count)
message(STATUS "${count} headers installed")
