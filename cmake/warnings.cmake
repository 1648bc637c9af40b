# SPDX-License-Identifier: BSL-1.0
# What our own tests, examples and benchmarks compile with; users never see it.
# The presets dev and clang turn warnings into errors.

add_library(nines_warnings INTERFACE)
if(NOT MSVC)
  target_compile_options(nines_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion
    -Wold-style-cast -Wcast-align -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi -Wundef
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op -Wuseless-cast>)
endif()

# Where TBB's headers are installed, libstdc++'s <execution> needs the library, too.
find_package(TBB QUIET)
if(TARGET TBB::tbb)
  target_link_libraries(nines_warnings INTERFACE TBB::tbb)
endif()
