# SPDX-License-Identifier: BSL-1.0
# Each header include/nines/<room>/<name>.hpp has a test, tests/<room>/<name>_test.cpp (or
# <name>_slow_test.cpp; tests/core/ for the single files), or stands in headers_without_test.txt:
#   awk -f tests/house/header_tests.awk tests/house/headers_without_test.txt \
#       $(find include tests -name '*.hpp' -o -name '*_test.cpp')
# What stands in <room>/impl/ are bodies of functions, which the tests of the room call.
# A line of that list is a header and, if there is one, a test that includes it or its umbrella.

function complain(text) { print text; bad = 1 }

function is_umbrella(name) { return name == "nines" || name == "core" || name in is_folder }

function has_own_test(name) {
  if ((name "_test.cpp") in tests || (name "_slow_test.cpp") in tests) return 1
  if (name ~ /\//) return 0
  return ("core/" name "_test.cpp") in tests || (name "/" name "_test.cpp") in tests
}

# Whether a test includes a header, or the umbrella of a folder that it lies in.
function is_opened(test, name) {
  do {
    if ((test, name) in is_included) return 1
  } while (sub(/\/[^\/]*$/, "", name))
  return (test, "nines") in is_included
}

BEGIN {
  for (i = 2; i < ARGC; ++i) {
    path = ARGV[i]
    if (match(path, /include\/nines\/.*\.hpp$/)) {
      path = substr(path, RSTART + 14)
      sub(/\.hpp$/, "", path)
      if (path ~ /\/impl\//) { ARGV[i] = ""; continue }
      headers[path] = ++header_count
      while (sub(/\/[^\/]*$/, "", path)) is_folder[path] = 1
      ARGV[i] = ""
    } else if (path ~ /_test\.cpp$/ && match(path, /tests\//)) {
      tests[substr(path, RSTART + 6)] = 1
    } else {
      ARGV[i] = ""
    }
  }
}

FILENAME ~ /\.txt$/ && !/^#/ && NF > 0 {
  if ($1 in listed) complain(FILENAME ":" FNR ": " $1 " stands here twice")
  listed[$1] = FILENAME ":" FNR
  covered_by[$1] = $2
}

FILENAME ~ /_test\.cpp$/ && match($0, /^#include <nines\/[^>]*\.hpp>/) {
  name = substr($0, 17, RLENGTH - 21)
  match(FILENAME, /tests\//)
  is_included[substr(FILENAME, RSTART + 6), name] = 1
}

END {
  for (name in headers) {
    if (is_umbrella(name) || has_own_test(name) || name in listed) continue
    complain("include/nines/" name ".hpp has no test: write tests/" name "_test.cpp")
  }
  for (name in listed) {
    test = covered_by[name]
    fault = ""
    if (!(name in headers)) fault = "there is no header " name
    else if (is_umbrella(name)) fault = name " is an umbrella, which needs no test"
    else if (has_own_test(name)) fault = name " has a test: take it from the list"
    else if (test == "") ++untested
    else if (!(test in tests)) fault = "there is no test " test
    else if (!is_opened(test, name))
      fault = test " includes neither nines/" name ".hpp nor its umbrella"
    if (fault != "") complain(listed[name] ": " fault)
    ++list_count
  }
  if (header_count == 0) complain("no headers")
  if (bad) exit 1
  printf "%d headers; %d of them have no test file of their own, ", header_count, list_count
  printf "%d of these are not said to be tested elsewhere\n", untested
}
