# SPDX-License-Identifier: BSL-1.0
# Reads C++ as far as scopes go: where functions begin and end, which public names a header declares
# and whether a doc comment (///) stands before them or behind, and which names belong to `detail`.
# It knows the style of this project, not all of C++. Its results:
#   lengths[1 .. functions]         lines of each function's body, from brace to brace; the places
#                                   are function_at, the longest is that of longest_one
#   names, documented               public declarations, and those with a doc comment
#   undocumented[1 .. n]            "file:line: declaration" of the others
#   detail_room[name, room]         the rooms whose `detail` declares a name

function scopes_begin() {
  depth = parens = in_comment = in_macro = has_doc = 0
  pending = ""
}

# The line without its comments, and with empty strings. Sets has_doc.
function code_of(line,   at) {
  if (in_comment) {
    if (!(at = index(line, "*/"))) return ""
    in_comment = 0
    line = substr(line, at + 2)
  }
  while (match(line, /[0-9a-f]'[0-9]/)) line = substr(line, 1, RSTART) substr(line, RSTART + 2)
  gsub(/\\\\/, "", line)
  gsub(/\\["']/, "", line)
  gsub(/"[^"]*"/, "\"\"", line)
  gsub(/'[^']+'/, "0", line)
  if (match(line, /\/\/\//)) has_doc = 1
  sub(/\/\/.*/, "", line)
  gsub(/\/\*[^*]*\*\//, "", line)
  if (at = index(line, "/*")) {
    in_comment = !index(substr(line, at), "*/")
    line = substr(line, 1, at - 1)
  }
  return line
}

# The declaration without its template parameters.
function without_template(text,   i, open, c) {
  while (match(text, /template *</)) {
    open = 1
    for (i = RSTART + RLENGTH; open > 0 && i <= length(text); ++i) {
      c = substr(text, i, 1)
      open += (c == "<") - (c == ">" && substr(text, i - 1, 1) != "-")
    }
    text = substr(text, 1, RSTART - 1) " " substr(text, i)
  }
  return text
}

function is_open_scope() {
  return depth == 0 || kind[depth] == "namespace" || kind[depth] == "class"
}

# What a brace opens after `text`: namespace, class, function, enum, or a value in midst of it.
function kind_of(text) {
  if (parens > 0 || !is_open_scope()) return "value"
  if (text ~ /(^|[ \t])namespace([ \t]|$)/) return "namespace"
  text = without_template(text)
  if (text ~ /(^|[ \t])enum[ \t]/) return "enum"
  if (text ~ /(^|[ \t>)])(class|struct|union)[ \t]/) return "class"
  if (text ~ /(^|[ \t])concept[ \t]/ || text ~ /=[ \t]*$/) return "value"
  if (text ~ /(=|&&|[|][|]|requires)[ \t]*requires[ \t]*(\(.*\))?[ \t]*$/) return "value"
  if (text ~ /\)[^?]*[^:]:[^:].*[A-Za-z0-9_>][ \t]*$/ && text !~ /->/) return "value"
  return text ~ /\)/ ? "function" : "value"
}

# Whether a name declared here is public: outside of detail and of private parts.
function is_public(   i) {
  for (i = 1; i <= depth; ++i)
    if (is_detail[i] || access[i] != "public" || !(kind[i] == "namespace" || kind[i] == "class"))
      return 0
  return depth > 0
}

function is_specialisation(text) {
  return without_template(text) ~ /(^|[ \t>)])(class|struct)[ \t]+[A-Za-z_0-9]+[ \t]*</
}

# What needs no doc comment: what is no name, or no new one.
function is_exempt(text, is_body,   head) {
  gsub(/\[\[[^]]*\]\]/, "", text)
  text = without_template(text)
  sub(/^[ \t]+/, "", text)
  sub(/[ \t]+$/, "", text)
  head = text
  sub(/[ \t]*[(=].*/, "", head)
  if (head ~ /[>a-z_]::[~a-z_]+$/ && head !~ /std::[a-z_]+$/) return 1 # declared in its class
  return text == "" || is_specialisation(text) || text ~ /^(friend|static_assert|NINES_INLINE) */ ||
         (!is_body && text ~ /^(class|struct|enum|enum class) [A-Za-z0-9_]+$/) ||
         text ~ /^extern / || text ~ /=[ \t]*(default|delete)$/ || text ~ /^~/ ||
         (text ~ /^using / && (kind[depth] == "class" || text !~ /=/)) ||
         (kind[depth] == "namespace" && text ~ /^[a-z_0-9]+\(.*\)[ \t]*(requires.*)?->/)
}

# The name that a declaration gives: before its parameters, its value or its end.
function name_of(text) {
  text = without_template(text)
  gsub(/\[\[[^]]*\]\]/, "", text)
  sub(/^[ \t]*requires[ \t]*\([^)]*\)/, "", text)
  if (text ~ /(class|struct|union|concept)[ \t]/) {
    sub(/.*(class|struct|union|concept)[ \t]+/, "", text)
    match(text, /^[A-Za-z_0-9]+/)
    return substr(text, 1, RLENGTH)
  }
  if (text ~ /^[ \t]*using[ \t]/) sub(/^[ \t]*using[ \t]+/, "", text)
  else sub(/[({=].*/, "", text)
  sub(/[ \t]*=.*/, "", text)
  sub(/[ \t]+$/, "", text)
  return match(text, /[A-Za-z_0-9]+$/) ? substr(text, RSTART) : ""
}

function declare(text, is_body,   name) {
  if (depth > 0 && is_detail[depth] && kind[depth] == "namespace") {
    name = name_of(text)
    if (name != "" && text !~ /^[ \t]*using [^=]*$/) detail_room[name, room] = 1
  }
  if (is_public() && !is_exempt(text, is_body)) {
    ++names
    if (has_doc) ++documented
    else undocumented[names - documented] = FILENAME ":" FNR ": " substr(text, 1, 60)
  }
  has_doc = 0
}

function open_brace(   what) {
  what = kind_of(pending)
  if (what == "class" || what == "function" || what == "enum") declare(pending, 1)
  ++depth
  kind[depth] = what
  begins[depth] = FNR
  is_detail[depth] = is_detail[depth - 1] || (what == "namespace" && pending ~ /detail/) ||
                     (what == "class" && is_specialisation(pending))
  access[depth] = "public"
  if (what == "class" && without_template(pending) ~ /(^|[ \t])class[ \t]/)
    access[depth] = "private"
  if (parens == 0) sub(/requires[ \t]*(\(.*\))?[ \t]*$/, "is_true ", pending)
  kept[depth] = what == "value" ? pending : ""
  kept_parens[depth] = parens
  parens = 0
  pending = ""
}

function close_brace() {
  if (depth == 0) return
  if (kind[depth] == "function") lengths[++functions] = FNR - begins[depth] + 1
  if (kind[depth] == "function") {
    function_at[functions] = FILENAME ":" begins[depth]
    if (lengths[functions] > longest) longest = lengths[longest_one = functions]
  }
  pending = kind[depth] == "value" ? kept[depth] "{}" : ""
  parens = kept_parens[depth]
  --depth
  if (!is_open_scope()) pending = ""
}

function end_statement() {
  if (parens > 0) return
  if (is_open_scope()) declare(pending, 0)
  pending = ""
}

# Takes one line of a header.
function scopes_line(line,   c) {
  if (in_macro || line ~ /^[ \t]*#/) {
    in_macro = line ~ /\\$/
    return
  }
  if (line ~ /^[ \t]*$/ && pending == "") has_doc = 0
  line = code_of(line)
  if (line ~ /^[ \t]*(public|private|protected)[ \t]*:/) {
    access[depth] = line ~ /public/ ? "public" : "private"
    sub(/^[^:]*:/, "", line)
  }
  while (match(line, /[{}();]/)) {
    c = substr(line, RSTART, 1)
    pending = pending substr(line, 1, RSTART - 1)
    line = substr(line, RSTART + 1)
    if (c == "{") open_brace()
    else if (c == "}") close_brace()
    else if (c == ";") end_statement()
    else {
      parens += c == "(" ? 1 : -1
      pending = pending c
    }
  }
  pending = pending line (line == "" ? "" : " ")
  if (pending ~ /^[ \t]*$/) pending = ""
}
