# SPDX-License-Identifier: BSL-1.0
# Writes a program of the examples in opening comments, so that a compiler reads them:
#   awk -f tests/house/header_examples.awk tests/house/example_includes.txt include/nines/x.hpp ...
# An example is what follows a line "// Example:" at once, indented by three blanks:
#   // Example:
#   //   const repairable host(720h, 30min);  // MTTF, MTTR
# It may use its own header, the rooms probability, duration, combine and repairable, and what
# example_includes.txt adds for it: the header, then others.

FNR == 1 && FILENAME !~ /example_includes\.txt$/ {
  name = FILENAME
  sub(/.*include\//, "", name)
  is_opening = 1
  in_example = 0
}

FILENAME ~ /example_includes\.txt$/ && !/^#/ {
  for (i = 2; i <= NF; ++i) extra[$1] = extra[$1] "#include <" $i ">\n"
  next
}

is_opening && !/^\/\// { is_opening = 0 }
is_opening && /^\/\/ Example:$/ {
  in_example = 1
  ++examples
  of_header[examples] = name
  next
}
is_opening && in_example && /^\/\/   / {
  code[examples] = code[examples] "  " substr($0, 6) "\n"
  next
}
{ in_example = 0 }

END {
  if (examples == 0) { print "no example" > "/dev/stderr"; exit 1 }
  print "// Made by tests/house/header_examples.awk."
  print "#include <nines/combine.hpp>\n#include <nines/duration.hpp>"
  print "#include <nines/probability.hpp>\n#include <nines/repairable.hpp>\n"
  for (i = 1; i <= examples; ++i) print "#include <" of_header[i] ">\n" extra[of_header[i]]
  print "#if defined(__GNUC__)"
  print "#pragma GCC diagnostic ignored \"-Wunused\""
  print "#pragma GCC diagnostic ignored \"-Wunused-but-set-variable\""
  print "#pragma GCC diagnostic ignored \"-Wunused-value\""
  print "#pragma GCC diagnostic ignored \"-Wunused-result\""
  print "#endif\nusing namespace nines;\nusing namespace std::chrono_literals;\n\nnamespace {\n"
  for (i = 1; i <= examples; ++i) {
    if (code[i] == "") { print of_header[i] ": an example without code" > "/dev/stderr"; exit 1 }
    printf "// %s\n[[maybe_unused]] void example_%d() {\n%s}\n\n", of_header[i], i, code[i]
  }
  print "}  // namespace"
}
