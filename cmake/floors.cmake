# SPDX-License-Identifier: BSL-1.0
# The house plan: which room lives on which floor, and what it may bring in from outside.
# CMakeLists.txt splits the headers into targets by it; check_floors.cmake enforces it.
# A room may use those of lower floors, and those that stand before it on its own.

set(nines_floors 0 1 2 3 4 5)
set(nines_floor_0 version inline scalar error roots simd probability algebra duration)
set(nines_floor_1 discrete distribution combine repairable detection)
set(nines_floor_2 structure network lanes markov density)
set(nines_floor_3 timing rollout)
set(nines_floor_4 slo recovery)
set(nines_floor_5 topology)

# Rooms that have rooms of their own; no header lies deeper, or in another folder.
set(nines_subrooms
    density/impl detection/impl detection/mann_whitney detection/tests detection/windows
    markov/chain markov/elimination markov/impl markov/lumping markov/measures markov/models
    markov/occupation markov/passage markov/steady markov/transient
    network/impl network/state
    rollout/impl rollout/plan rollout/risk rollout/schedule
    slo/breach slo/budget slo/downtime slo/impl
    structure/bounds structure/counting structure/cut_sets structure/decisions structure/impl
    structure/uncertainty
    timing/impl topology/impl)

# nines::core: the standard library alone.
set(nines_core_rooms ${nines_floor_0} discrete combine repairable structure network)

set(nines_boost_rooms distribution detection markov density timing slo recovery rollout topology)
set(nines_eigen_rooms lanes markov density timing slo recovery rollout topology)

# Standard headers that cost every reader of the core more than they give.
set(nines_heavy_headers iostream sstream functional regex ranges)

# <execution> needs TBB at link time, so these headers have it, and whoever wants it includes them.
set(nines_execution_headers nines/lanes/execution.hpp nines/markov/transient/execution.hpp)
