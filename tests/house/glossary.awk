# SPDX-License-Identifier: BSL-1.0
# The index of the library. The opening comment of a header ends with the terms that it is looked
# for by, "// Index: Pocock boundary, group sequential test."; glossary.txt has all of them, each
# with the one header that it leads to:
#   awk -f tests/house/glossary.awk tests/house/glossary.txt $(find include -name '*.hpp')
# A line of the list is a term, a tab and the header: "Pocock boundary<tab>detection/...".

function complain(text) { print text; bad = 1 }

function trimmed(text) {
  sub(/^[ \t]+/, "", text)
  sub(/[ \t.]+$/, "", text)
  return text
}

function take_index(name, text,   count, i, terms, term) {
  count = split(text, terms, ",")
  for (i = 1; i <= count; ++i) {
    term = trimmed(terms[i])
    if (term == "") complain("include/nines/" name ".hpp: an index term is empty")
    else if (tolower(term) in found)
      complain("include/nines/" name ".hpp: \"" term "\" leads to " found[tolower(term)] ", too")
    else if (!(tolower(term) in home))
      complain("include/nines/" name ".hpp: \"" term "\" is not in the glossary")
    else if (home[tolower(term)] != name)
      complain("include/nines/" name ".hpp: \"" term "\" leads to " home[tolower(term)] \
               " in the glossary")
    found[tolower(term)] = name
  }
}

function end_header() {
  if (name != "" && has_index) take_index(name, index_text)
  has_index = 0
  index_text = ""
}

FNR == 1 && FILENAME !~ /glossary\.txt$/ {
  end_header()
  name = FILENAME
  sub(/.*include\/nines\//, "", name)
  sub(/\.hpp$/, "", name)
  exists[name] = ++header_count
  is_opening = 1
}

FILENAME ~ /glossary\.txt$/ && !/^#/ && NF > 0 {
  if (split($0, fields, "\t") != 2) {
    complain(FILENAME ":" FNR ": write a term, a tab, a header")
    next
  }
  term = tolower(fields[1])
  if (term in home) complain(FILENAME ":" FNR ": " fields[1] " stands here twice")
  home[term] = fields[2]
  line_of[term] = FILENAME ":" FNR
  ++term_count
}

FILENAME !~ /glossary\.txt$/ && is_opening {
  is_opening = /^\/\//
  if (is_opening && sub(/^\/\/ Index: /, "")) has_index = 1
  if (is_opening && has_index) {
    sub(/^\/\//, "")
    index_text = index_text " " $0
  }
}

END {
  end_header()
  for (term in home) {
    if (!(home[term] in exists)) complain(line_of[term] ": there is no header " home[term])
    else if (!(term in found))
      complain("include/nines/" home[term] ".hpp: its index lacks \"" term "\"")
  }
  if (term_count == 0 || header_count == 0) complain("nothing to check")
  if (bad) exit 1
  printf "%d terms, each in the index of one of %d headers\n", term_count, header_count
}
