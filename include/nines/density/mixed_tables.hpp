// SPDX-License-Identifier: BSL-1.0
// A mixture of two laws that are known by their tables, as one table.
//
//   f(t) = w_a f_a(t) + w_b f_b(t)
//
// The pieces of both are all that is known of them, so the mixture has no other witness than that
// its chances add up. Cost: 20 values of both densities per piece that is tried.
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
  tabulated<T> law;
  law.origin = std::min(a.origin, b.origin);
  add_marks(law, a, T(a.origin - law.origin), of_a);
  add_marks(law, b, T(b.origin - law.origin), of_b);
  tidy_marks(law);
  law.finishes = {unchecked, of_a * a.finishes.value() + of_b * b.finishes.value(),
                  of_a * a.finishes.complement() + of_b * b.finishes.complement()};
  table_mixture<T> density(law.origin, of_a, a, of_b, b);
  refiner<T> refined(density, work);
  const std::vector<T> edges = edges_of(law.breakpoints, law.reach);
  law.pieces = is_finite(law.most) ? refined.pieces(edges, true) : refined.pieces_of_sum(edges);
  law.finish("sequence");
  return law;
}

}  // namespace nines::detail
