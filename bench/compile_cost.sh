#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Claims: the umbrella costs no more to parse than Eigen/Sparse and a Boost distribution, times 1.3;
# a leaf costs what it uses; small programs take less than half of it with nines::compiled.
# Prints CPU seconds and peak memory of the compiler, each the median of five runs that take turns.
# Usage: bench/compile_cost.sh [compiler]
set -eu
cxx=${1:-g++}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#include <nines/nines.hpp>\n' >"$work/umbrella.cpp"
printf '#include <nines/rollout.hpp>\n' >"$work/rollout.cpp"
printf '#include <Eigen/Sparse>\n#include <boost/math/distributions/exponential.hpp>\n' \
  >"$work/limit.cpp"
cp "$root"/bench/compile_cost/*.cpp "$work"

measure() { # <name> <source> <flags...>: appends seconds of user and system time, and KiB
  name=$1 source=$2
  shift 2
  { /usr/bin/time -f '%U %S %M' "$cxx" -std=c++20 "$@" -I "$root/include" \
    -isystem /usr/include/eigen3 "$work/$source.cpp"; } 2>&1 |
    awk '{ print $1 + $2, $3 }' >>"$work/$name.figures"
}
median() { sort -n "$work/$1.figures" | sed -n 3p; }
report() {
  median "$1" | awk -v what="$2" '{ printf "%-44s %6.2f s %5d MB\n", what, $1, $2 / 1024 }'
}

for run in 1 2 3 4 5; do
  for source in umbrella limit rollout; do measure $source $source -fsyntax-only; done
  for source in exponential sequence breach explore; do
    measure $source $source -O2 -c -o "$work/out.o"
    measure ${source}_compiled $source -O2 -c -o "$work/out.o" -DNINES_COMPILED
  done
done
echo "$cxx"
report umbrella 'parse nines/nines.hpp'
report limit 'parse Eigen/Sparse and a distribution'
report rollout 'parse nines/rollout.hpp'
for source in exponential sequence breach explore; do
  report $source "$source.cpp, headers alone"
  report ${source}_compiled "$source.cpp, with nines::compiled"
done
