// SPDX-License-Identifier: BSL-1.0
// Logarithms of normal and gamma tails, also where the tails are below any double.
//
//   log_half_erfc(t) = ln(erfc(t)/2)        log_gamma_q(a, x) = ln Q(a, x)
//
// Far out by the asymptotic series of erfc and by Legendre's continued fraction of Q; for a >= 1e8
// by the first term of Temme's expansion, which is right to 1e-12 there. Accuracy: 1e-13 of a
// logarithm, or of 1. Source: DLMF 7.12, 8.9, 8.12.
#pragma once

#include <nines/inline.hpp>

namespace nines::detail {

/// exp(t^2) erfc(t) for t >= 0.
double scaled_erfc(double t);
double log_half_erfc(double t);

/// ln of x^a e^-x / Gamma(a).
double log_gamma_density(double a, double x);

/// The tails of a gamma distribution of shape a >= 1e8: those of a normal distribution at t, and
/// what they are off by.
struct large_gamma {
  double t, rest;

  large_gamma(double a, double x);
  [[nodiscard]] double log_upper() const;
  [[nodiscard]] double upper() const;
  [[nodiscard]] double lower() const;
};

double log_gamma_q(double a, double x);

}  // namespace nines::detail

#ifndef NINES_COMPILED
#include <nines/detection/impl/log_tails.hpp>
#endif
