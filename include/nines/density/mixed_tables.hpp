// SPDX-License-Identifier: BSL-1.0
// A mixture of two distributions that are known by their tables, as one table.
//
//   f(t) = w_a f_a(t) + w_b f_b(t)
//
// The pieces of both are all that is known of them, so the mixture has no other witness than that
// its probabilities add up. Cost: 20 to 25 values of both densities per piece that
// is tried.
#pragma once

#include <nines/density/table.hpp>

namespace nines::detail {

/// The density of a mixture of two tables.
template <class T>
class table_mixture final : public density_source<T> {
 public:
  table_mixture(const T& origin, const T& of_a, const tabulated<T>& a, const T& of_b,
                const tabulated<T>& b)
      : a_(a),
        b_(b),
        of_a_(of_a),
        of_b_(of_b),
        since_a_(a.origin - origin),
        since_b_(b.origin - origin) {}

  [[nodiscard]] T operator()(const T& t) override {
    return of_a_ * a_.density(t - since_a_) + of_b_ * b_.density(t - since_b_);
  }
  [[nodiscard]] double cost() const override { return 20; }
  /// What the pieces of both show is all there is; that it adds up is seen in finish().
  [[nodiscard]] bool is_empty(const piece_range<T>& /*r*/) override { return true; }
  [[nodiscard]] bool agrees(const density_piece<T>& /*p*/) override { return true; }

 private:
  const tabulated<T>& a_;
  const tabulated<T>& b_;
  T of_a_, of_b_, since_a_, since_b_;
};
template <class T>
tabulated<T> mixed_tables(const T& of_a, const tabulated<T>& a, const T& of_b,
                          const tabulated<T>& b, work_budget& work) {
  tabulated<T> dist;
  dist.origin = std::min(a.origin, b.origin);
  add_marks(dist, a, T(a.origin - dist.origin), of_a);
  add_marks(dist, b, T(b.origin - dist.origin), of_b);
  tidy_marks(dist);
  dist.completion = {unchecked, of_a * a.completion.value() + of_b * b.completion.value(),
                     of_a * a.completion.complement() + of_b * b.completion.complement()};
  table_mixture<T> density(dist.origin, of_a, a, of_b, b);
  refiner<T> refined(density, work);
  const std::vector<T> edges = edges_of(dist.breakpoints, dist.reach);
  dist.pieces = is_finite(dist.max) ? refined.pieces(edges, true) : refined.pieces_of_sum(edges);
  dist.finish("sequence");
  return dist;
}

}  // namespace nines::detail
