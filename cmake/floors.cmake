# SPDX-License-Identifier: BSL-1.0
# The house plan: which room lives on which floor, and what it may bring in from outside.
# CMakeLists.txt splits the headers into targets by it; check_floors.cmake enforces it.

set(nines_floors 0 1 2 3 4 5)
set(nines_floor_0 error budget scalar packed probability algebra duration) # each may use those before it
set(nines_floor_1 combine repairable lifetime)
set(nines_floor_2 lanes structure markov network)
set(nines_floor_3 timing)
set(nines_floor_4 slo recovery rollout)
set(nines_floor_5 topology)

# nines::core: the standard library alone.
set(nines_core_rooms ${nines_floor_0} combine repairable structure network)

set(nines_boost_rooms lifetime markov timing slo recovery rollout topology)
set(nines_eigen_rooms lanes markov timing slo recovery rollout topology)

# Standard headers that cost every reader of the core more than they give.
set(nines_heavy_headers iostream sstream functional regex ranges)

# <execution> needs TBB at link time, so these headers have it, and whoever wants it includes them.
set(nines_execution_headers nines/lanes/execution.hpp nines/markov/execution.hpp)
