# SPDX-License-Identifier: BSL-1.0
# nines::core (the standard library alone) and nines::nines (all rooms; Boost and Eigen).
# Inside this tree they have the names that they have once installed.

include(${CMAKE_CURRENT_LIST_DIR}/floors.cmake)

file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/nines/*.hpp)
list(JOIN nines_core_rooms "|" core_rooms)
set(in_core "/include/nines/(core|${core_rooms})[/.]")
set(core_headers ${headers})
list(FILTER core_headers INCLUDE REGEX ${in_core})
list(FILTER headers EXCLUDE REGEX ${in_core})

function(nines_add_library name)
  add_library(nines_${name} INTERFACE)
  add_library(nines::${name} ALIAS nines_${name})
  target_compile_features(nines_${name} INTERFACE cxx_std_20)
  target_sources(nines_${name} INTERFACE FILE_SET HEADERS
                 BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${ARGN})
  set_target_properties(nines_${name} PROPERTIES EXPORT_NAME ${name})
endfunction()

nines_add_library(core ${core_headers})

# Whoever compiles needs Boost and Eigen. An install does not: the installed nines-config.cmake
# looks for them where the library is used.
if(NOT NINES_CORE_ONLY)
  set(needed REQUIRED)
  if(PROJECT_IS_TOP_LEVEL
     AND NOT (NINES_BUILD_TESTS OR NINES_BUILD_EXAMPLES OR NINES_BUILD_BENCH
              OR NINES_COMPILED))
    set(needed QUIET)
  endif()
  find_package(Boost 1.74 ${needed})
  find_package(Eigen3 ${needed} NO_MODULE) # 3.4 or later; asking for 3.4 would refuse Eigen 5
  foreach(package IN ITEMS Boost Eigen3)
    if(NOT ${package}_FOUND)
      message(STATUS "${package} is not here: the headers are installed all the same")
    endif()
  endforeach()
  nines_add_library(nines ${headers})
  target_link_libraries(nines_nines INTERFACE nines::core Boost::headers Eigen3::Eigen)
endif()
