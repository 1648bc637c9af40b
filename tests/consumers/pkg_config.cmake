# SPDX-License-Identifier: BSL-1.0
# A consumer that knows nothing but pkg-config, of a tree that has been moved since its install:
#   cmake -D PREFIX=... -D PKG_CONFIG=... -D CXX_COMPILER=... -D VERSION=... -D MODULE=nines
#         -D SOURCE=main.cpp -D WORK_DIR=... -P pkg_config.cmake

cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK_DIR})
file(COPY ${PREFIX}/ DESTINATION ${WORK_DIR}/elsewhere)
set(ENV{PKG_CONFIG_PATH} ${WORK_DIR}/elsewhere/share/pkgconfig)

function(ask out)
  execute_process(COMMAND ${PKG_CONFIG} ${ARGN} ${MODULE} OUTPUT_VARIABLE answer
                  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(${out} "${answer}" PARENT_SCOPE)
endfunction()

ask(version --modversion)
if(NOT version STREQUAL VERSION)
  message(FATAL_ERROR "pkg-config says version '${version}' of ${VERSION}")
endif()
ask(includedir --variable=includedir)
if(NOT EXISTS ${includedir}/nines/version.hpp OR NOT includedir MATCHES "/elsewhere/")
  message(FATAL_ERROR "pkg-config looks for the headers in '${includedir}'")
endif()
ask(flags --cflags)
separate_arguments(flags UNIX_COMMAND "${flags}")
execute_process(COMMAND ${CXX_COMPILER} -std=c++20 ${flags} ${SOURCE} -o ${WORK_DIR}/consumer
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${WORK_DIR}/consumer COMMAND_ERROR_IS_FATAL ANY)
