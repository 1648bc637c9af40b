// SPDX-License-Identifier: BSL-1.0
// The room `density`: the engine that adds random times.
//
//   any distribution of a time, as a value  random_time        random_time.hpp
//   its table: pieces of its density        tabulated          table.hpp, tabulate.hpp, refine.hpp,
//                                                              panel.hpp
//   what is known by its table alone        table_distribution table_distribution.hpp
//   the sum of two tables                   convolved          convolution.hpp,
//                                                              sum_singularities.hpp,
//                                                              narrow_peaks.hpp
//   a distribution as several tables, and   table_parts        table_parts.hpp, mixed_tables.hpp,
//   their sum                                                  sum_of_parts.hpp
//   cells of a lattice that bound it        cell_counts        lattice_bounds.hpp
//   uniform within each of equal cells      piecewise_uniform  piecewise_uniform.hpp
//   Gauss-Kronrod by blocks                                    quadrature.hpp
#pragma once

#include <nines/density/convolution.hpp>
#include <nines/density/geometric_tail.hpp>
#include <nines/density/lattice_bounds.hpp>
#include <nines/density/mixed_tables.hpp>
#include <nines/density/moments.hpp>
#include <nines/density/narrow_peaks.hpp>
#include <nines/density/one_table.hpp>
#include <nines/density/panel.hpp>
#include <nines/density/piecewise_uniform.hpp>
#include <nines/density/quadrature.hpp>
#include <nines/density/random_time.hpp>
#include <nines/density/refine.hpp>
#include <nines/density/sum_of_parts.hpp>
#include <nines/density/sum_singularities.hpp>
#include <nines/density/table.hpp>
#include <nines/density/table_distribution.hpp>
#include <nines/density/table_parts.hpp>
#include <nines/density/tabulate.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
