// SPDX-License-Identifier: BSL-1.0
// top_event_moments: the mean and the variance of the top event, exactly, of parts whose values are
// uncertain and independent of each other.
//
// The probability of the top event is linear in that of each part, so its mean is its value at the
// means. For two events f and g that a part s decides (f1, g1 if it is up, f0, g0 if not), with p,
// q the mean sides and v the variance of s:
//
//   cov(f, g) = (p^2 + v) cov(f1, g1) + (p q - v) (cov(f1, g0) + cov(f0, g1))
//             + (q^2 + v) cov(f0, g0) + v (E f1 - E f0) (E g1 - E g0)
//
// In a coherent structure no term is negative, so no digit is lost; p q - v, the mean of s (1 - s),
// is off by no more than other terms are rounded. Modules are parts in their own right. Cost: up to
// the square of the number of decisions, in practice some times that number; limited.
// Index: variance of the top event, method of moments.
#pragma once

#include <nines/error.hpp>
#include <nines/structure/evaluate.hpp>
#include <nines/structure/uncertainty/mean_differences.hpp>

namespace nines {

/// The mean and the variance of a probability that is not known exactly.
template <scalar T = double>
struct probability_moments {
  probability<T> mean;  ///< its expected value, both sides
  T variance{};         ///< from 0 to mean (1 - mean)
};

/// What top_event_moments() may take.
struct moments_options {
  double memory_limit = default_memory_limit;  ///< bytes
};

namespace detail {

template <class T>
std::vector<probability<T>> means_of(const std::vector<probability_moments<T>>& parts) {
  std::vector<probability<T>> means;
  for (const auto& each : parts) means.push_back(each.mean);
  return means;
}

/// Covariances of literals of one structure.
template <class T>
class literal_covariances {
 public:
  literal_covariances(const compiled_structure& of,
                      const std::vector<probability_moments<T>>& parts, double memory_limit)
      : of_(of),
        differences_(of, means_of(parts)),
        variances_(of.first_slot() + of.decisions().size(), zero<T>()),
        memory_(memory_limit) {
    for (std::size_t i = 0; i < parts.size(); ++i) variances_[i + 1] = parts[i].variance;
    for (std::size_t slot = of.first_slot(); slot < variances_.size(); ++slot) {
      const literal module(static_cast<std::uint32_t>(slot));
      if (of.rank(module.index()) != compiled_structure::no_rank)
        variances_[slot] = decided({module, module});
    }
  }
  /// The variance of a literal.
  T variance(literal of) {
    const literal plain = of.plain();
    return known({plain, plain}, result_) ? result_ : decided({plain, plain});
  }

 private:
  struct pair {
    literal first, second;
  };
  struct branches {
    std::uint32_t selector;
    pair pairs[4];  // of both up, first up, second up, both down
  };

  static pair in_order(const pair& p) {
    const literal a = p.first.plain();
    const literal b = p.second.plain();
    return a.index() < b.index() ? pair{a, b} : pair{b, a};
  }
  static std::uint64_t key(const pair& p) {
    return pair_table<T>::key_of(p.first.code(), p.second.code());
  }
  /// The covariance of plain literals in order, if it needs no more.
  bool known(const pair& p, T& result) const {
    result = zero<T>();
    if (p.first.is_constant()) return true;
    const bool is_selector = of_.selector_of(p.first.index()) == p.first.index();
    if (p.first == p.second && is_selector) {
      result = variances_[p.first.index()];
      return true;
    }
    const bool is_other = of_.selector_of(p.second.index()) == p.second.index();
    return (is_selector && is_other) || found_.find(key(p), result);
  }
  /// The covariance of any literals.
  bool answer(const pair& p, T& result) {
    const pair plain = in_order(p);
    if (!known(plain, result)) {
      stack_.push_back(plain);
      return false;
    }
    if (p.first.negated() != p.second.negated()) result = zero<T>() - result;  // a sign
    return true;
  }
  /// By the selector that is asked first; of a literal and itself, by its own decision.
  [[nodiscard]] branches divided(const pair& p) const {
    if (p.first == p.second) {
      const auto& d = of_.decisions()[p.first.index() - of_.first_slot()];
      return {d.selector, {{d.high, d.high}, {d.high, d.low}, {d.low, d.high}, {d.low, d.low}}};
    }
    const std::uint32_t first = of_.selector_of(p.first.index());
    const std::uint32_t second = of_.selector_of(p.second.index());
    const std::uint32_t s = of_.rank(second) < of_.rank(first) ? second : first;
    const literal f[2] = {of_.branch(p.first, s, true), of_.branch(p.first, s, false)};
    const literal g[2] = {of_.branch(p.second, s, true), of_.branch(p.second, s, false)};
    return {s, {{f[0], g[0]}, {f[0], g[1]}, {f[1], g[0]}, {f[1], g[1]}}};
  }
  /// The covariance of plain literals in order, which are not two selectors.
  T decided(const pair& top) {
    T result = zero<T>();
    stack_ = {top};
    while (!stack_.empty()) {
      const pair now = stack_.back();
      const branches next = divided(now);
      T parts[4];
      bool is_complete = true;
      for (int i = 0; i < 4; ++i) is_complete = answer(next.pairs[i], parts[i]) && is_complete;
      if (!is_complete) continue;
      result = combined(next, parts);
      if (2 * found_.size() + 2 > reserved_) reserve();
      found_.insert(key(now), result);
      stack_.pop_back();
    }
    return result;
  }
  T combined(const branches& next, const T (&parts)[4]) {
    const probability<T>& s = differences_.mean(next.selector);
    const T& v = variances_[next.selector];
    const T product = s.value() * s.complement();
    const T mixed = v < product ? T(product - v) : zero<T>();  // see the head of this file
    const T slopes = differences_(next.pairs[0].first, next.pairs[3].first) *
                     differences_(next.pairs[0].second, next.pairs[3].second);
    return T((s.value() * s.value() + v) * parts[0] + mixed * (parts[1] + parts[2]) +
             (s.complement() * s.complement() + v) * parts[3] + v * slopes);
  }
  void reserve() {
    reserved_ = reserved_ == 0 ? 64 : 2 * reserved_;
    require_memory("top_event_moments", "the covariances of pairs of decisions",
                   static_cast<double>(reserved_) * 1.5 * sizeof(std::pair<std::uint64_t, T>),
                   memory_);
  }

  const compiled_structure& of_;
  mean_differences<T> differences_;
  std::vector<T> variances_;
  double memory_;
  pair_table<T> found_;
  std::vector<pair> stack_;
  std::size_t reserved_ = 0;
  T result_{};
};

}  // namespace detail

/// The mean and the variance of the probability that the system is down, of parts that are up with
/// the given ones, which are independent. *Throws* domain_error unless there is one value for each
/// part and each variance is possible; convergence_error where it takes more memory than allowed.
/// *Accuracy*: some epsilon for each decision on a path, on each side and of the variance, in a
/// coherent structure.
template <class T>
[[nodiscard]] probability_moments<T> top_event_moments(
    const compiled_structure& of, const std::vector<probability_moments<T>>& parts,
    const moments_options& options = {}) {
  detail::require_part_values("top_event_moments", of, parts.size());
  for (const auto& each : parts) {
    require_nonnegative_finite("top_event_moments", "variance", each.variance);
    require_at_most("top_event_moments", "variance", each.variance,
                    T(each.mean.value() * each.mean.complement() * constant<T>(1 + 1e-12)),
                    "at most mean (1 - mean)");
  }
  detail::literal_covariances<T> covariances(of, parts, options.memory_limit);
  return {!evaluate(of, detail::means_of(parts)), covariances.variance(of.top())};
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::probability_moments<double> nines::top_event_moments<double>(
    const nines::compiled_structure&, const std::vector<nines::probability_moments<double>>&,
    const nines::moments_options&);
#endif
