// SPDX-License-Identifier: BSL-1.0
// Random plans: all distributions and all verbs, to a depth, of times from a millisecond to a year,
// with steps that are equal and anchors that meet; and what must hold of each.
#pragma once

#include <boost/math/distributions/inverse_gaussian.hpp>
#include <chrono>
#include <string>

#include "support/random.hpp"
#include "timing/distributions_test.hpp"

namespace nines_test {

/// A distribution, and the words that make it.
struct named_distribution {
  random_time<> dist;
  std::string words;
};

class random_plan {
 public:
  explicit random_plan(std::uint64_t seed)
      : random_(seed), scale_(random_.log_uniform(1e-3, 3e7)) {}

  named_distribution operator()(int depth = 3) {
    if (depth == 0 || random_.one_in(4)) return leaf();
    switch (random_.below(10)) {
      case 0:
      case 1:
      case 2:
        return listed("sequence", depth, [](const auto& l) { return sequence(l); });
      case 3:
        return repeated(depth);
      case 4:
        return listed("all_of", depth, [](const auto& l) { return all_of(l); });
      case 5:
        return listed("first_of", depth, [](const auto& l) { return first_of(l); });
      case 6:
        return chosen(depth);
      case 7:
        return cut(depth);
      case 8:
        return retried(depth);
      default:
        return left(depth);
    }
  }

 private:
  static std::string text(double x) { return nines::describe(x); }
  named_distribution named(const random_time<>& dist, const char* name,
                           std::initializer_list<double> of) {
    std::string words = std::string(name) + "(";
    for (const double x : of) words += (words.back() == '(' ? "" : ", ") + text(x);
    return {dist, words + ")"};
  }
  /// A time near the scale of the plan, one that has been before, or one of any scale.
  double time() {
    if (!times_.empty() && random_.one_in(3)) return times_[random_.below(times_.size())];
    const double t =
        random_.one_in(5) ? random_.log_uniform(1e-3, 3e7) : scale_ * random_.log_uniform(0.1, 10);
    times_.push_back(random_.one_in(2) ? t : std::stod(text(std::max(1e-3, std::round(t)))));
    return times_.back();
  }
  named_distribution leaf() {
    const double a = time();
    const double b = time();
    const double c = time();
    const double shape = random_.one_in(4) ? 1 : random_.log_uniform(0.2, 20);
    const double low = std::min({a, b, c});
    const double high = std::max({a, b, c});
    const double middle = std::max(std::min(a, b), std::min(std::max(a, b), c));
    const double mode = random_.one_in(4) ? low : middle;
    switch (random_.below(12)) {
      case 0:
        return named(fixed_time(seconds(a)), "fixed", {a});
      case 1:
        if (!(low < high)) break;
        return named(uniform_time(seconds(low), seconds(high)), "uniform", {low, high});
      case 2:
        if (!(low < high) || mode > high) break;
        return named(triangular_time(seconds(low), seconds(mode), seconds(high)), "triangular",
                     {low, mode, high});
      case 3:
        if (!(low < high) || mode > high) break;
        return named(pert_time(seconds(low), seconds(mode), seconds(high)), "pert",
                     {low, mode, high});
      case 4:
        return named(weibull_time(shape, seconds(a)), "weibull", {shape, a});
      case 5:
        return named(gamma_time(shape, seconds(a)), "gamma", {shape, a});
      case 6: {
        const double deviation = random_.log_uniform(0.05, 2);
        return named(lognormal_time(seconds(a), deviation), "lognormal", {a, deviation});
      }
      case 7: {
        const boost::math::inverse_gaussian dist(1, random_.log_uniform(0.2, 20));
        return named(distribution_time(dist, seconds(a), smooth_order<double>), "wald",
                     {1, dist.scale(), a});
      }
      case 8: {
        const std::size_t phases = random_.between(1, 6);
        return named(erlang_time(phases, seconds(a)), "erlang", {double(phases), a});
      }
      case 9:
        return named(empirical_time(std::vector<seconds>{seconds(a), seconds(b), seconds(c)}),
                     "records", {a, b, c});
      case 10:
        return named(hypoexponential_time({seconds(a), seconds(b)}), "hypo", {a, b});
      default:
        break;
    }
    return named(exponential_time(seconds(a)), "exponential", {a});
  }
  template <class Verb>
  named_distribution listed(const char* name, int depth, const Verb& verb) {
    std::vector<random_time<>> dists;
    std::string words = std::string(name) + "(";
    const std::size_t count = random_.between(1, 4);
    for (std::size_t i = 0; i < count; ++i) {
      auto part = (*this)(depth - 1);
      const std::size_t copies = random_.one_in(3) ? 2 : 1;  // equal steps
      for (std::size_t k = 0; k < copies; ++k) {
        dists.push_back(part.dist);
        words += (words.back() == '(' ? "" : ", ") + part.words;
      }
    }
    last_ = words + ")";
    return {verb(dists), words + ")"};
  }
  named_distribution repeated(int depth) {
    const auto part = (*this)(depth - 1);
    const std::size_t n = random_.between(1, 5);
    last_ = "repeat(" + std::to_string(n) + ", " + part.words + ")";
    return {sum_of(n, part.dist), last_};
  }
  named_distribution chosen(int depth) {
    const auto a = (*this)(depth - 1);
    const auto b = (*this)(depth - 1);
    const auto chance = probability<double>::from_value(random_.log_uniform(1e-6, 1));
    last_ = "choice(" + text(chance.value()) + ", " + a.words + ", " + b.words + ")";
    return {mixture(chance, a.dist, b.dist), last_};
  }
  named_distribution cut(int depth) {
    const auto a = (*this)(depth - 1);
    const auto b = (*this)(depth - 1);
    const double after = time();
    last_ = "timeout(" + a.words + ", " + text(after) + ", " + b.words + ")";
    return {timeout(a.dist, seconds(after), b.dist), last_};
  }
  named_distribution retried(int depth) {
    const auto a = (*this)(depth - 1);
    const auto success = probability<double>::from_value(random_.uniform(0.3, 1));
    const double pause = time();
    last_ = "retry(" + a.words + ", " + text(success.value()) + ", " + text(pause) + ", 3)";
    return {retry(a.dist, success, fixed_time(seconds(pause)), 3), last_};
  }
  named_distribution left(int depth) {
    const auto part = (*this)(depth - 1);
    last_ = "residual(" + part.words + ")";
    return {residual_life(part.dist), last_};
  }

 public:
  /// The words of what was made last, for an exception's report.
  const std::string& last() const { return last_; }

 private:
  random_source random_;
  double scale_;
  std::vector<double> times_;
  std::string last_;
};

/// What must hold of any distribution: both sides add up to 1, grow and fall, and agree with the
/// quantile. Empty, or what does not.
inline std::string fault_of(const random_time<>& dist) {
  const auto bad = [](const std::string& what, double t) {
    return what + " at " + nines::describe(t);
  };
  const double ends = dist.completion_probability().value();
  if (!(ends >= 1e-6)) return {};
  double before = 0;
  double left = 2;
  double last_time = -1;
  for (const double share : {1e-9, 1e-4, 0.1, 0.5, 0.9, 0.9999, 1 - 1e-9}) {
    const auto chance = share < 0.99 ? probability<double>::from_value(share * ends)
                                     : probability<double>::from_complement((1 - share * ends));
    if (!(chance.value() > 0 && chance.complement() > 0)) continue;
    const double t = dist.quantile(chance).count();
    if (std::isinf(t)) continue;
    const auto p = dist.cdf(seconds(t));
    if (!(std::abs(p.value() + p.complement() - 1) <= 1e-9)) return bad("sides do not add up", t);
    if (!(t >= last_time * (1 - 1e-15))) return bad("quantiles fall", t);  // to 4 epsilon of each
    if (!(p.value() >= before * (1 - 1e-9))) return bad("the probability falls", t);
    if (!(p.complement() <= left * (1 + 1e-9))) return bad("the rest grows", t);
    if (!(p.value() >= chance.value() * (1 - 1e-9))) return bad("the quantile is too early", t);
    const auto earlier = dist.cdf(seconds(t * (1 - 1e-9)));
    if (!(earlier.value() <= chance.value() * (1 + 1e-6) ||
          earlier.complement() >= chance.complement() * (1 - 1e-6)))
      return bad("the quantile is too late", t);
    if (!(dist.density(seconds(t)) >= 0)) return bad("no density", t);
    before = p.value();
    left = p.complement();
    last_time = t;
  }
  return {};
}

}  // namespace nines_test
