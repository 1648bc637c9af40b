# SPDX-License-Identifier: BSL-1.0
# The figures of the house, each with its limit of today and what is wanted:
#   LC_ALL=C awk -f tests/house/scopes.awk -f tests/house/figures.awk \
#       tests/house/limits.txt cmake/floors.cmake \
#       $(find include examples tests bench -name '*.[ch]pp')
# Fails where a limit of today is broken. -v list=names (or functions, columns, cycles, upward,
# stale, detail, ground, reach) lists where.

function room_of(path) {
  sub(/.*include\/nines\//, "", path)
  sub(/^tests\//, "", path)
  sub(/[\/.].*/, "", path)
  return path
}

FNR == 1 {
  part = FILENAME ~ /limits\.txt$/ ? "limits" : FILENAME ~ /floors\.cmake$/ ? "floors" : \
         FILENAME ~ /include\/nines\// ? "header" : "user"
  room = room_of(FILENAME)
  if (part == "header") {
    scopes_begin()
    header = FILENAME
    sub(/.*include\//, "", header)
    headers[++header_count] = header
    folder = header
    sub(/\/[^\/]*$/, "", folder)
    is_folder[folder] = 1
  }
}

part == "limits" && /^[a-z]/ { order[++limit_count] = $1; limit[$1] = $2; wanted[$1] = $3; next }

part == "floors" && /^ *set\(nines_floor_[0-9]/ {
  gsub(/[()]/, " ")
  for (i = 3; i <= NF; ++i)
    if (!($i in rank) && $i !~ /^\$/) {
      rank[$i] = ++ranks
      if ($2 == "nines_floor_0") ground[$i] = 1
    }
}

part == "header" || part == "user" {
  columns = $0
  gsub(/[\200-\277]/, "", columns) # of a letter of several bytes the first counts
  if (length(columns) > 100) note("columns", FILENAME ":" FNR)
  text = $0
  sub(/\/\/.*/, "", text)
  while (match(text, /detail::[a-z_0-9]+/)) {
    use[++uses] = substr(text, RSTART + 8, RLENGTH - 8)
    use_at[uses] = FILENAME ":" FNR
    use_room[uses] = room
    text = substr(text, RSTART + RLENGTH)
  }
}

part == "header" {
  ++lines_of[header]
  scopes_line($0)
  if (match($0, /^#include <nines\/[^>]*>/)) {
    target = substr($0, 11, RLENGTH - 11)
    if (target ~ /\/impl\// && header !~ /\/impl\//) next  # its own bodies: not in nines::compiled
    includes[header, ++include_count[header]] = target
    from = header ~ /^nines\/(core|nines)\.hpp$/ ? ranks + 1 : rank[room]
    if (rank[room_of("include/" target)] > from) note("upward", FILENAME ":" FNR)
  }
}

# Headers that comments name: all but the last part of the path may be left out.
(part == "header" || FILENAME ~ /pp$/) && match($0, /\/\/.*/) {
  text = substr($0, RSTART)
  while (match(text, /[A-Za-z_0-9.\/]*[a-z_0-9]\.hpp/)) {
    mention[++mentions] = substr(text, RSTART, RLENGTH)
    mention_at[mentions] = FILENAME ":" FNR
    text = substr(text, RSTART + RLENGTH)
  }
}
part == "header" || (part == "user" && FNR == 1) {
  file = FILENAME
  sub(/.*\//, "", file)
  is_file[file] = 1
}

function note(what, where) { at[what, ++found[what]] = where }

# All that a header includes, and how deep: marks reached[header, ...], sets depth_of[header].
function visit(h,   i, j, t) {
  if (state[h] == "done") return
  state[h] = "open"
  reach[h] = depth_of[h] = 0
  for (i = 1; i <= include_count[h]; ++i) {
    t = includes[h, i]
    if (state[t] == "open") { note("cycles", h " -> " t); continue }
    visit(t)
    if (depth_of[t] + 1 > depth_of[h]) depth_of[h] = depth_of[t] + 1
    add_reached(h, t)
    for (j = 1; j <= reach[t]; ++j) add_reached(h, reached[t, j])
  }
  state[h] = "done"
}

function add_reached(h, t) {
  if ((h, t) in is_reached) return
  is_reached[h, t] = 1
  reached[h, ++reach[h]] = t
}

# The value below which a share of counts[1 .. n] lies.
function percentile(counts, n, share,   i, v, hist, most, sum) {
  for (i = 1; i <= n; ++i) {
    ++hist[counts[i]]
    if (counts[i] > most) most = counts[i]
  }
  for (v = 0; v < most; ++v)
    if ((sum += hist[v]) >= share * n) break
  return v
}

# Uses of detail::name where no header of the same room declares it: of the vocabulary of floor 0,
# and of all else. What stands in a namespace detail itself, without the prefix, is not seen.
function count_foreign_uses(   i, key, parts, declared) {
  for (key in detail_room) {
    split(key, parts, SUBSEP)
    if (declared[parts[1]] != "detail")
      declared[parts[1]] = parts[2] in ground ? "ground" : "detail"
  }
  for (i = 1; i <= uses; ++i)
    if (use[i] in declared && !((use[i], use_room[i]) in detail_room))
      note(declared[use[i]], use_at[i] ": detail::" use[i])
}

function count_stale_mentions(   i, file) {
  for (i = 1; i <= mentions; ++i) {
    file = mention[i]
    sub(/.*\//, "", file)
    if (!(file in is_file) && mention[i] !~ /^(boost|Eigen)\//)
      note("stale", mention_at[i] ": " mention[i])
  }
}

# An umbrella opens the folder that it stands beside; a person does not look for it among the files.
function count_folders(   i, folder) {
  for (i = 1; i <= header_count; ++i) {
    folder = headers[i]
    sub(/\.hpp$/, "", folder)
    if (folder in is_folder) continue
    sub(/\/[^\/]*$/, "", folder)
    if (++in_folder[folder] > fullest) { fullest = in_folder[folder]; fullest_at = folder }
  }
}

function say(name, value, where) {
  value += 0
  printf "%-22s %6d   limit %5s   wanted %5s   %s\n", name, value, limit[name], wanted[name], where
  if (!(name in limit) || value > limit[name]) broken = broken " " name
  said[name] = 1
}

function measure_headers(   i, h) {
  for (i = 1; i <= header_count; ++i) {
    visit(h = headers[i])
    sizes[i] = lines_of[h]
    reaches[i] = reach[h]
    if (depth_of[h] > deepest) { deepest = depth_of[h]; deepest_at = h }
    if (lines_of[h] > largest) { largest = lines_of[h]; largest_at = h }
    if (reach[h] > farthest && h ~ /\/.*\//) { farthest = reach[h]; farthest_at = h }
  }
}

function say_all(   name) {
  printf "%d headers, %d functions, %d of %d public names with a doc comment\n", header_count,
         functions, documented, names
  say("header_lines_median", percentile(sizes, header_count, 0.5))
  say("header_lines_p95", percentile(sizes, header_count, 0.95))
  say("header_lines_most", largest, largest_at)
  say("function_lines_median", percentile(lengths, functions, 0.5))
  say("function_lines_p95", percentile(lengths, functions, 0.95))
  say("function_lines_most", longest, function_at[longest_one])
  say("cycles", found["cycles"], at["cycles", 1])
  say("upward", found["upward"], at["upward", 1])
  say("folder_files_most", fullest, fullest_at)
  say("reach_median", percentile(reaches, header_count, 0.5))
  say("reach_most", farthest, farthest_at)
  say("depth_most", deepest, deepest_at)
  say("columns", found["columns"], at["columns", 1])
  say("stale_mentions", found["stale"], at["stale", 1])
  say("foreign_detail", found["detail"], at["detail", 1])
  say("ground_detail", found["ground"])
  say("undocumented_percent", names > 0 ? int(100 * (names - documented) / names + 0.999) : 0)
  for (name in limit)
    if (!(name in said)) broken = broken " " name " (no such figure)"
}

END {
  measure_headers()
  count_foreign_uses()
  count_folders()
  count_stale_mentions()
  say_all()
  for (i = 1; i <= found[list]; ++i) print at[list, i]
  for (i = 1; list == "names" && i <= names - documented; ++i) print undocumented[i]
  for (i = 1; list == "functions" && i <= functions; ++i)
    if (lengths[i] > wanted["function_lines_p95"]) print function_at[i] ": " lengths[i] " lines"
  for (i = 1; list == "reach" && i <= header_count; ++i)
    print reach[headers[i]], depth_of[headers[i]], headers[i]
  if (header_count == 0) broken = " no headers"
  if (broken != "") { print "worse than tests/house/limits.txt allows:" broken; exit 1 }
}
