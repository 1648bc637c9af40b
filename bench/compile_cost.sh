#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Claim: the umbrella costs no more to include than Eigen/Sparse and one Boost distribution, times 1.3.
# Compiles both in turn, five times, and prints the CPU seconds of each and the ratio of the medians.
# Usage: bench/compile_cost.sh [compiler]
set -eu
cxx=${1:-g++}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#include <nines/nines.hpp>\n' >"$work/ours.cpp"
printf '#include <Eigen/Sparse>\n#include <boost/math/distributions/exponential.hpp>\n' >"$work/limit.cpp"

seconds() { # of user and system time of one compilation
  { /usr/bin/time -f '%U %S' "$cxx" -std=c++20 -fsyntax-only -I "$root/include" \
    -isystem /usr/include/eigen3 "$work/$1.cpp"; } 2>&1 | awk '{ print $1 + $2 }'
}
for run in 1 2 3 4 5; do
  seconds ours >>"$work/ours"
  seconds limit >>"$work/limit"
done
ours=$(sort -n "$work/ours" | sed -n 3p)
limit=$(sort -n "$work/limit" | sed -n 3p)
echo "$cxx: nines/nines.hpp $ours s, Eigen/Sparse and a distribution $limit s, ratio $(awk "BEGIN { print $ours / $limit }")"
