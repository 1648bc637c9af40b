// SPDX-License-Identifier: BSL-1.0
// The room `structure`: systems that share parts, exactly: block diagrams and fault trees.
#pragma once

#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/structure/coherence.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/decision_diagram.hpp>
#include <nines/structure/decision_graph.hpp>
#include <nines/structure/differences.hpp>
#include <nines/structure/dominators.hpp>
#include <nines/structure/evaluate.hpp>
#include <nines/structure/frequency.hpp>
#include <nines/structure/gate_graph.hpp>
#include <nines/structure/importance.hpp>
#include <nines/structure/literal.hpp>
#include <nines/structure/model.hpp>
#include <nines/structure/modules.hpp>
#include <nines/structure/order.hpp>
#include <nines/structure/simplify.hpp>
