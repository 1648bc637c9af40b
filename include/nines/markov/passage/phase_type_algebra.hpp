// SPDX-License-Identifier: BSL-1.0
// Sums, races, maxima, mixtures and retries of independent phase-type times: phase-type again.
//
//   sequence(a, b)         one after the other              a + b phases
//   first_of(a, b)         the first to end             a b phases
//   all_of(a, b)           the last to end              a b + a + b phases
//   mixture(p, a, b)       a with probability p, else b          a + b phases
//   retry(a, success)      again until it succeeds          a phases
//
// These are the verbs of timing, in closed form where all steps are phase types.
// Built exactly, of sums and products of the rates given. Source: Neuts 1981, section 2.2.
#pragma once

#include <nines/markov/passage/phase_type.hpp>

namespace nines {

namespace detail {

/// Throws convergence_error where distributions of that many phases each have too many pairs to be
/// held.
template <class T>
void check_pairs(std::string_view function, const phase_type<T>& a, const phase_type<T>& b,
                 const passage_options& options) {
  const auto moves = [](const phase_type<T>& x) {
    return static_cast<double>(x.absorbing_chain().transitions() + x.phases());
  };
  const double links =
      moves(a) * static_cast<double>(b.phases()) + moves(b) * static_cast<double>(a.phases());
  require_memory(function,
                 "a distribution of pairs of " + std::to_string(a.phases()) + " and " +
                     std::to_string(b.phases()) + " phases",
                 6 * links * (sizeof(T) + 2 * sizeof(int)), options.memory_limit);
}

/// Puts distributions together: the phases of one, from number `first` on.
template <class T>
class phase_composer : public phase_parts<T> {
 public:
  using phase_parts<T>::phase_parts;

  void copy(const phase_type<T>& dist, std::size_t first, const T& start, bool with_exits) {
    for (std::size_t i = 0; i < dist.phases(); ++i) {
      this->initial[first + i] += start * dist.initial()[i];
      each_rate(dist, i,
                [&](std::size_t j, const T& rate) { this->add(first + i, first + j, rate); });
      if (with_exits) this->exits[first + i] += dist.exit(i);
    }
  }
  /// From a phase at a rate to where a distribution begins.
  void begin(std::size_t from, const phase_type<T>& dist, std::size_t first, const T& rate) {
    for (std::size_t j = 0; j < dist.phases(); ++j)
      this->add(from, first + j, rate * dist.initial()[j]);
  }
  /// Both at once, as phase i of a and j of b at first + i |b| + j, while neither has ended.
  void pair(const phase_type<T>& a, const phase_type<T>& b) {
    const std::size_t n = b.phases();
    for (std::size_t i = 0; i < a.phases(); ++i)
      for (std::size_t j = 0; j < n; ++j) {
        this->initial[i * n + j] = a.initial()[i] * b.initial()[j];
        each_rate(a, i, [&](auto k, const T& rate) { this->add(i * n + j, k * n + j, rate); });
        each_rate(b, j, [&](auto k, const T& rate) { this->add(i * n + j, i * n + k, rate); });
      }
  }

 private:
  template <class Use>
  static void each_rate(const phase_type<T>& dist, std::size_t i, Use&& use) {
    for (const auto [to, rate] : dist.absorbing_chain().row(i))
      if (to < dist.phases()) use(to, rate);
  }
};

}  // namespace detail

/// The time of one after the other.
template <class T>
[[nodiscard]] phase_type<T> sequence(const phase_type<T>& a, const phase_type<T>& b) {
  detail::phase_composer<T> both(a.phases() + b.phases());
  both.copy(a, 0, one<T>(), false);
  both.copy(b, a.phases(), zero<T>(), true);
  for (std::size_t i = 0; i < a.phases(); ++i) both.begin(i, b, a.phases(), a.exit(i));
  return phase_type<T>::from(std::move(both));
}

/// The time of the first of two that run at once. *Throws* convergence_error when the pairs of
/// phases would take more memory than allowed.
template <class T>
[[nodiscard]] phase_type<T> first_of(const phase_type<T>& a, const phase_type<T>& b,
                                     const passage_options& options = {}) {
  detail::check_pairs("first_of", a, b, options);
  detail::phase_composer<T> both(a.phases() * b.phases());
  both.pair(a, b);
  for (std::size_t i = 0; i < a.phases(); ++i)
    for (std::size_t j = 0; j < b.phases(); ++j)
      both.exits[i * b.phases() + j] = a.exit(i) + b.exit(j);
  return phase_type<T>::from(std::move(both));
}

/// The time of the last of two that run at once. *Throws* convergence_error when the pairs of
/// phases would take more memory than allowed.
template <class T>
[[nodiscard]] phase_type<T> all_of(const phase_type<T>& a, const phase_type<T>& b,
                                   const passage_options& options = {}) {
  detail::check_pairs("all_of", a, b, options);
  const std::size_t pairs = a.phases() * b.phases();
  detail::phase_composer<T> both(pairs + a.phases() + b.phases());
  both.pair(a, b);
  both.copy(a, pairs, zero<T>(), true);  // b has ended
  both.copy(b, pairs + a.phases(), zero<T>(), true);
  for (std::size_t i = 0; i < a.phases(); ++i)
    for (std::size_t j = 0; j < b.phases(); ++j) {
      both.add(i * b.phases() + j, pairs + i, b.exit(j));
      both.add(i * b.phases() + j, pairs + a.phases() + j, a.exit(i));
    }
  return phase_type<T>::from(std::move(both));
}

/// The time of a with this probability, else of b.
template <class T>
[[nodiscard]] phase_type<T> mixture(const probability<T>& p, const phase_type<T>& a,
                                    const phase_type<T>& b) {
  detail::phase_composer<T> either(a.phases() + b.phases());
  either.copy(a, 0, p.value(), true);
  either.copy(b, a.phases(), p.complement(), true);
  return phase_type<T>::from(std::move(either));
}

/// The time of a, begun again each time that it ends without success. *Throws* domain_error when
/// success has no probability.
template <class T>
[[nodiscard]] phase_type<T> retry(const phase_type<T>& a, const probability<T>& success) {
  if (!(success.value() > zero<T>())) fail("retry", "success", success.value(), "more than 0");
  detail::phase_composer<T> again(a.phases());
  again.copy(a, 0, one<T>(), false);
  for (std::size_t i = 0; i < a.phases(); ++i) {
    again.exits[i] = a.exit(i) * success.value();
    again.begin(i, a, 0, T(a.exit(i) * success.complement()));
  }
  return phase_type<T>::from(std::move(again));
}

}  // namespace nines
