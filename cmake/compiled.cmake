# SPDX-License-Identifier: BSL-1.0
# nines::compiled: what the headers instantiate most for double, compiled once. A header says below
# a template what of it is there, in lines that NINES_COMPILED switches on, which this target alone
# defines:
#
#   extern template class nines::elimination<double>;
#
# The sources are made of these very lines without the "extern". Members with a body in the class
# are inline, and so instantiated by all users all the same: long ones stand behind it. Functions
# that are no templates are in <nines/<room>/impl/...>, by NINES_INLINE, and made there. Whoever
# links it compiles for the same processor: Eigen aligns its arrays to the registers of that.
#
# A room is one source, since its headers instantiate the same things again and again: two sources
# take up to twice as long as one. What would take more than 700 MB is divided; rooms that read the
# same parts of Boost and are small make one source together.

file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/include
     ${PROJECT_SOURCE_DIR}/include/nines/*.hpp)
set(sources "")
set(names "") # of the sources: a room, and where it is divided a number
set(headers_of_a_source_markov 5) # of other rooms all
set(source_of_slo distribution)
foreach(header IN LISTS headers)
  file(READ ${PROJECT_SOURCE_DIR}/include/${header} text)
  string(REGEX MATCHALL "\nextern template [^;]+" declarations "${text}")
  set(is_impl FALSE)
  if(header MATCHES "/impl/")
    set(is_impl TRUE)
  endif()
  if(declarations OR is_impl)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
                 ${PROJECT_SOURCE_DIR}/include/${header})
    string(REGEX REPLACE "^nines/([^/.]*).*$" "\\1" room ${header})
    if(source_of_${room})
      set(room ${source_of_${room}})
    endif()
    set(name ${room})
    if(headers_of_a_source_${room})
      math(EXPR count_of_${room} "${count_of_${room}} + 1")
      math(EXPR part "(${count_of_${room}} - 1) / ${headers_of_a_source_${room}}")
      string(APPEND name _${part})
    endif()
    list(APPEND names ${name})
    string(APPEND includes_of_${name} "#include <${header}>\n")
    foreach(declaration IN LISTS declarations)
      string(REPLACE "\nextern template " "\ntemplate " definition "${declaration}")
      string(APPEND definitions_of_${name} "${definition};")
    endforeach()
  endif()
endforeach()
list(REMOVE_DUPLICATES names)

foreach(name IN LISTS names)
  set(source ${PROJECT_BINARY_DIR}/compiled/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
       "${includes_of_${name}}${definitions_of_${name}}\n")
  list(APPEND sources ${source})
endforeach()

add_library(nines_compiled STATIC ${sources})
add_library(nines::compiled ALIAS nines_compiled)
target_compile_definitions(nines_compiled PUBLIC NINES_COMPILED)
target_link_libraries(nines_compiled PUBLIC nines::nines)
set_target_properties(nines_compiled PROPERTIES EXPORT_NAME compiled
                      POSITION_INDEPENDENT_CODE ON)

# What all of them read, once.
target_precompile_headers(nines_compiled PRIVATE
  <Eigen/SparseCore> <algorithm> <array> <chrono> <cmath> <concepts> <cstdint> <functional> <limits>
  <map> <memory> <numeric> <optional> <ratio> <set> <span> <string> <string_view> <tuple>
  <unordered_map> <utility> <variant> <vector>)

# Tests with sanitizers spend most of their time in it: optimised a little, and what is inline
# inlined, it takes a fraction of that. (Clang inlines nothing at -O1 unless it is asked to.)
if(NOT MSVC AND NINES_BUILD_TESTS)
  target_compile_options(nines_compiled PRIVATE "$<$<CONFIG:Debug>:-O1;-finline-functions>")
endif()
