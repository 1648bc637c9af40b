// SPDX-License-Identifier: BSL-1.0
// The room `combine`: independent parts, and the simplest dependent ones, into a system.
#pragma once

#include <nines/algebra.hpp>
#include <nines/combine/at_least.hpp>
#include <nines/combine/binomial_polynomial.hpp>
#include <nines/combine/bounds.hpp>
#include <nines/combine/bridge.hpp>
#include <nines/combine/common_cause.hpp>
#include <nines/combine/copies.hpp>
#include <nines/combine/dependency.hpp>
#include <nines/combine/failure_domain.hpp>
#include <nines/combine/failure_domain_tree.hpp>
#include <nines/combine/improvement.hpp>
#include <nines/combine/numbers.hpp>
#include <nines/combine/over_time.hpp>
#include <nines/combine/parallel.hpp>
#include <nines/combine/series.hpp>
#include <nines/combine/split_common_cause.hpp>
#include <nines/combine/weighted_vote.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
