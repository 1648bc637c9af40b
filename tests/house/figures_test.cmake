# SPDX-License-Identifier: BSL-1.0
# What figures.awk must count, and refuse where it is more than its limit.

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/trees.cmake)

file(STRINGS ${HOUSE}/limits.txt limits REGEX "^[a-z]")
list(JOIN limits "\n" limits)
string(REGEX REPLACE "\n([a-z_0-9]+) +[0-9]+" "\n\\1 1000000" limits "\n${limits}")
set(floors "set(nines_floor_0 error)\nset(nines_floor_1 combine slo)\n")

# Sets the limit of one figure, of the others none: what is refused is that one.
function(limit_one out figure limit)
  string(REGEX REPLACE "\n${figure} [0-9]+" "\n${figure} ${limit}" text "${limits}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# count(<name> <figure> <n> path text ...): the tree has n of that, no less and no more.
macro(count name figure n)
  math(EXPR less "${n} - 1")
  limit_one(enough ${figure} ${n})
  limit_one(too_few ${figure} ${less})
  write_tree(${name} limits.txt "${enough}" tight/limits.txt "${too_few}" floors.cmake "${floors}"
    ${ARGN})
  set(scripts -f ${HOUSE}/scopes.awk -f ${HOUSE}/figures.awk)
  expect(${name} "=${figure}" ${scripts} limits.txt floors.cmake)
  expect(${name}_less "limits.txt allows: ${figure}" ${scripts} tight/limits.txt floors.cmake)
endmacro()

set(a include/nines/slo/a.hpp)
set(b include/nines/slo/b.hpp)
string(REPEAT "x" 101 wide)
string(ASCII 195 169 accent) # two bytes, one column
string(REPEAT ${accent} 100 accents)
set(ten "{\n\n\n\n\n\n\n\n\n}")

count(lines header_lines_most 3 ${a} "1\n2\n3" ${b} "1")
count(lines_median header_lines_median 1 ${a} "1\n2\n3" ${b} "1" include/nines/slo/c.hpp "1")
count(function function_lines_most 10 ${a} "namespace nines {\nint f() ${ten}\n}")
count(braces function_lines_most 4 ${a}
  "struct s {\n  s() : a_{1}, b_(2) {\n    if (x) {\n    }\n  }\n  int a_{ // {\n  3}, b_~\n}~")
count(strings function_lines_most 1 ${a} "int f() { return '{' + \"{`\"{\"[0]~ } /* {\n{ */ int x~")
count(requirement function_lines_most 2 ${a}
  "template <class T>\n  requires requires(T t) {\n t.x~\n\n\n}\nint f(T t = {}) {\n}")
count(cycle cycles 1 ${a} "#include <nines/slo/b.hpp>" ${b} "#include <nines/slo/a.hpp>")
count(upward upward 1 include/nines/error.hpp "#include <nines/slo/a.hpp>" ${a} "//")
count(sideways upward 1 include/nines/combine/x.hpp "#include <nines/slo/a.hpp>" ${a} "//")
count(folder folder_files_most 2 ${a} "//" ${b} "//" include/nines/error.hpp "//")
count(umbrella folder_files_most 1 ${a} "//" include/nines/slo.hpp "//"
  include/nines/error.hpp "//")
count(reach reach_most 2 ${a} "#include <nines/slo/b.hpp>"
  ${b} "#include <nines/error.hpp>" include/nines/error.hpp "//")
count(diamond reach_most 3 ${a} "#include <nines/slo/b.hpp>\n#include <nines/slo/c.hpp>"
  ${b} "#include <nines/error.hpp>" include/nines/slo/c.hpp "#include <nines/error.hpp>"
  include/nines/error.hpp "//")
count(depth depth_most 2 ${a} "#include <nines/error.hpp>\n#include <nines/slo/b.hpp>"
  ${b} "#include <nines/error.hpp>" include/nines/error.hpp "//")
count(columns columns 1 ${a} "// ${wide}\n// short\n${accents}")
count(columns_of_tests columns 1 ${a} "//" tests/slo/a_test.cpp "// ${wide}")
count(stale stale_mentions 1
  ${a} "// See b.hpp, slo/b.hpp and gone.hpp, <boost/any.hpp>." ${b} "//")
set(own "namespace nines::detail {\ntemplate <class T>\n[[nodiscard]] T own(T x) { return x~ }\n}")
count(detail foreign_detail 1 include/nines/combine/x.hpp "${own}" include/nines/combine/y.hpp
  "int y = detail::own(1) + detail::of_nobody(1)~" ${a} "int x = detail::own(2)~ // detail::own(3)")
count(detail_in_tests foreign_detail 1 ${a} "${own}" tests/slo/a_test.cpp "int x = detail::own(1)~"
  tests/combine/a_test.cpp "int x = detail::own(1)~")
count(detail_of_ground ground_detail 1 include/nines/error.hpp "${own}" ${a}
  "int x = detail::own(2)~")
count(undocumented undocumented_percent 50 ${a}
  "namespace nines {\n/// Said.\nint f()~\nint g()~\n}")
count(comment_among_parameters undocumented_percent 50 ${a}
  "namespace nines {\nint f(int /*x*/) {\n}\n/// Said.\nint g()~\n}")
count(value_of_a_call undocumented_percent 50 ${a} "namespace nines {\n/// Said.
struct c {\n  p up = p::always()~\n}~\n}")
count(members undocumented_percent 25 ${a} "namespace nines {\n/// Said.\nclass c {\n public:
  /// Said.\n  int f() const~\n  int g~  ///< said\n  int h()~\n private:\n  int i~\n}~
namespace detail {\nint j()~\n}\n}")
finish()
