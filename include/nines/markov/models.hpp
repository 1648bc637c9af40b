// SPDX-License-Identifier: BSL-1.0
// Ready models: chains of a few lines, with closed forms.
//
//   one unit that fails and is repaired  repairable_unit         models/repairable_unit.hpp
//   k of n with repair crews, standby,   k_of_n, standby,        models/k_of_n.hpp
//   load                                 load_sharing
//   not every failure is survived        imperfect_coverage      models/coverage.hpp
//   standby that has to be switched in   failover_group          models/failover.hpp
//   all fail at once, now and then       common_cause            models/common_cause_shocks.hpp
//   a majority that votes                quorum_group            models/quorum.hpp
//   a database with a standby            primary_standby         models/primary_standby.hpp
//   instances in zones                   multi_zone              models/zones.hpp
//   maintenance before failure           preventive_maintenance  models/maintenance.hpp
//   restart before a crash               software_rejuvenation   models/rejuvenation.hpp
//   failures that only a test shows      pfd_avg       models/proof_test.hpp
//   any process up and down by one       birth_death             models/birth_death.hpp
//
// Each takes an aggregate, k_of_n({.units = 5, .needed = 3, .mttf = 10000h, .mttr = 1h}), and
// returns a chain whose up states have the label "up". as_repairable(aggregate) is its long run in
// closed form, a part of the algebra of floor 1, and mttf(aggregate) the mean time to the first
// failure where that has one.
#pragma once

#include <nines/markov/models/arguments.hpp>
#include <nines/markov/models/birth_death.hpp>
#include <nines/markov/models/common_cause_shocks.hpp>
#include <nines/markov/models/coverage.hpp>
#include <nines/markov/models/failover.hpp>
#include <nines/markov/models/k_of_n.hpp>
#include <nines/markov/models/maintenance.hpp>
#include <nines/markov/models/primary_standby.hpp>
#include <nines/markov/models/proof_test.hpp>
#include <nines/markov/models/quorum.hpp>
#include <nines/markov/models/recursions.hpp>
#include <nines/markov/models/rejuvenation.hpp>
#include <nines/markov/models/repairable_unit.hpp>
#include <nines/markov/models/staged_birth_death.hpp>
#include <nines/markov/models/unit_group.hpp>
#include <nines/markov/models/zones.hpp>
