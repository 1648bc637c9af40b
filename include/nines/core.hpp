// SPDX-License-Identifier: BSL-1.0
// The core: all rooms that need the standard library alone.
//
//   probability  the two-sided number, sums, bounds, text, literals     probability.hpp
//   duration     windows, and the down time in one                      duration.hpp
//   discrete     distributions of counts                                discrete.hpp
//   combine      series, parallel, at_least, pivot, failure domains     combine.hpp
//   repairable   MTTF, MTTR and their systems                           repairable.hpp
//   structure    shared parts, fault trees: exactly, importance, cuts   structure.hpp
//   network      graphs whose links and nodes fail                      network.hpp
//   roots        bracketing searches                                    roots.hpp
//
// It compiles without exceptions (see error.hpp) and without extensions of a compiler
// (NINES_NO_EXTENSIONS, see scalar.hpp).
#pragma once

#include <nines/algebra.hpp>
#include <nines/combine.hpp>
#include <nines/discrete.hpp>
#include <nines/duration.hpp>
#include <nines/error.hpp>
#include <nines/network.hpp>
#include <nines/probability.hpp>
#include <nines/repairable.hpp>
#include <nines/roots.hpp>
#include <nines/scalar.hpp>
#include <nines/simd.hpp>
#include <nines/structure.hpp>
