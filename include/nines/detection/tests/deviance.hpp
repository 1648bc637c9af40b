// SPDX-License-Identifier: BSL-1.0
// Pieces from which logarithms of likelihoods and of gamma functions are put together without large
// terms that cancel.
//
//   deviance(x, m) = x ln(x/m) + m - x >= 0
//   ln Gamma(z) = (z - 1/2) ln z - z + ln(2 pi)/2 + stirling_rest(z)
//
// so ln Gamma(z + w)/Gamma(z) is deviance(z + w, z) + w ln z - log1p(w/z)/2 + a difference of
// rests, which are 1/(12 z) and less. Accuracy: 6 epsilon of a deviance, 2e-15 of a rest. Source:
// Loader, Fast and Accurate Computation of Binomial Probabilities, 2000.
#pragma once

#include <nines/inline.hpp>

namespace nines::detail {

/// With mean - x, where it is better known than by subtraction.
double deviance(double x, double mean, double difference);
double deviance(double x, double mean);

double stirling_rest(double z);

/// The part of ln Gamma(z + w)/Gamma(z) beside deviance(z + w, z) + w ln z.
double gamma_ratio_rest(double z, double w);

}  // namespace nines::detail

#ifndef NINES_COMPILED
#include <nines/detection/impl/deviance.hpp>
#endif
