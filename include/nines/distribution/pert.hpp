// SPDX-License-Identifier: BSL-1.0
// pert_time(1min, 2min, 10min): least, most likely, most, on a smooth curve between.
//
//   a beta distribution with mean (least + 4 mode + most) / 6
//
// Accuracy: Boost.Math's, on each tail by itself, given the distance from the nearer end.
// Source: Malcolm, Roseboom, Clark and Fazar 1959.
// Index: PERT distribution.
#pragma once

#include <boost/math/distributions/beta.hpp>
#include <nines/distribution/distribution.hpp>

namespace nines {

/// A duration by the PERT distribution: a beta distribution with mean (least + 4 mode + most) / 6.
template <class T = double>
class pert_time : public distribution_members<pert_time<T>, T> {
  using beta = boost::math::beta_distribution<T>;

 public:
  /// *Throws* domain_error unless 0 <= least <= mode <= most and least < most, finite.
  template <class R1, class P1, class R2, class P2, class R3, class P3>
  pert_time(std::chrono::duration<R1, P1> least, std::chrono::duration<R2, P2> mode,
            std::chrono::duration<R3, P3> most)
      : pert_time(seconds_of<T>("pert_time", "least", least),
                  seconds_of<T>("pert_time", "mode", mode),
                  seconds_of<T>("pert_time", "most", most)) {}

  /// Both tails and the density at t seconds, from the beta distribution and its mirror image.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    if (t < least_ || t > most_) return certainly<T>(t > most_);
    const T width = most_ - least_;  // input, as the distances below
    const bool is_left = t - least_ <= most_ - t;
    const T x = (is_left ? t - least_ : most_ - t) / width;
    const beta& dist = is_left ? dist_ : mirrored_;
    const T low = cdf(dist, x);
    const T high = cdf(boost::math::complement(dist, x));
    return without_atom<T>(is_left ? low : high, is_left ? high : low, pdf(dist, x) / width);
  }
  /// The density at a distance from the shortest time; a small distance keeps its digits.
  [[nodiscard]] T density_after_least(const T& from) const {
    const T width = most_ - least_;  // input, as below
    if (from >= width) return at(most_).density;
    return (from <= width / 2 ? pdf(dist_, from / width) : pdf(mirrored_, (width - from) / width)) /
           width;
  }
  /// From least to most, with the powers by which the density begins and ends there.
  [[nodiscard]] time_outline<T> outline() const {
    const T rise = dist_.alpha() - 1;
    const T fall = dist_.beta() - 1;
    return with_cost<T>({least_, most_, most_, {}, {{least_, rise}, {most_, fall}}}, 8);
  }
  /// (least + 4 mode + most) / 6, by the parameters of the beta distribution.
  [[nodiscard]] T mean_seconds() const {
    return (least_ * dist_.beta() + most_ * dist_.alpha()) / (dist_.alpha() + dist_.beta());
  }
  /// The variance of the beta distribution times (most - least)^2.
  [[nodiscard]] T variance_seconds() const {
    const T width = most_ - least_;  // input
    return width * width * boost::math::variance(dist_);
  }

 private:
  pert_time(const T& least, const T& mode, const T& most)
      : least_(least), most_(checked(least, mode, most)), dist_(1, 1), mirrored_(1, 1) {
    const T rise = 1 + 4 * ((mode - least) / (most - least));  // input
    const T fall = 1 + 4 * ((most - mode) / (most - least));   // input
    dist_ = beta(rise, fall);
    mirrored_ = beta(fall, rise);
  }
  static T checked(const T& least, const T& mode, const T& most) {
    if (!(least <= mode && mode <= most)) fail("pert_time", "mode (s)", mode, "from least to most");
    if (!(least < most)) fail("pert_time", "most (s)", most, "more than least");
    return most;
  }
  T least_, most_;
  beta dist_, mirrored_;
};

template <class R1, class P1, class R2, class P2, class R3, class P3>
pert_time(std::chrono::duration<R1, P1>, std::chrono::duration<R2, P2>,
          std::chrono::duration<R3, P3>) -> pert_time<double>;

}  // namespace nines
