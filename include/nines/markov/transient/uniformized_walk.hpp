// SPDX-License-Identifier: BSL-1.0
// v exp(Q t) and its integrals by the steps of uniformization.
//
//   v exp(Q t) = sum over k of w_k v P^k,   w_k Poisson probabilities of mean x = q t
//
// All terms are positive. For the integral over [0, t] the weights are P(N > k) / q, for the
// integral of that E[(N - k - 1)^+] / q^2. The sum ends at a step k > x at which w_k v P^k is below
// d times what has been summed, in each entry: as w_(k+m) w_j <= w_k w_(j+m) for j <= k, what is
// left out of an entry is then below d times some sqrt(x) of that entry. d
// is epsilon / (4 sqrt(k)).
//
// The mass left among the states is known from what goes out of them, a sum of positive numbers;
// every 16 steps the weights are corrected by it, so that rounding does not add up. Cost: one pass
// over the matrix a step. *Accuracy*: some 100 epsilon; up to a few epsilon a step
// for what decays alone.
// Index: uniformization.
#pragma once

#include <array>
#include <nines/discrete/poisson.hpp>
#include <nines/markov/transient/evolution.hpp>
#include <nines/markov/transient/settled.hpp>
#include <nines/markov/transient/uniformization.hpp>
#include <optional>

namespace nines::detail {

/// One vector on its way: v_k = v P^k, and the weighted sums up to it.
template <class T, class Sweep>
class uniformized_walk {
 public:
  /// Towards time t, with the integrals up to `order`.
  uniformized_walk(const uniformization<T>& chain, std::span<const T> v, const T& t, int order,
                   Sweep sweep)
      : chain_(chain),
        sweep_(std::move(sweep)),
        t_(t),
        mean_(chain.rate() * t),
        order_(order),
        now_(v.size()),
        next_(v.size()),
        sum_{now_, padded_vector<T>(order > 0 ? v.size() : 0),
             padded_vector<T>(order > 1 ? v.size() : 0)},
        scale_(lift(v)) {
    for (std::size_t i = 0; i < v.size(); ++i) now_.data()[i] = v[i] * constant<T>(scale_);
    start_ = mass_ = total(now_);
    if (chain.may_leave() && chain.way() == direction::forward) leaving_ = chain.leaving(now_);
  }

  /// The evolution; the steps end early when the vector has settled to `shape`, if one is given.
  /// Nothing when more than `limit` steps would be needed.
  [[nodiscard]] std::optional<evolution<T>> run(double tolerance, double limit,
                                                const settled_vector<T>* shape) {
    if (mean_ < constant<T>(1e-150) && start_ > zero<T>()) return at_once(t_);
    const auto mean = static_cast<double>(mean_);
    const double begin = poisson_weights<T>::lower_bound(mean);
    const auto every = static_cast<std::size_t>(1 + std::sqrt(mean) / 8);
    double check = 32;
    if (begin <= 0) weights_.emplace(mean_);
    add_first();
    while (!is_spent()) {
      const auto k = static_cast<double>(k_);
      if (shape != nullptr && k >= check && k < begin) {
        check = k * 1.02 + 32;
        if (has_settled(*shape, tolerance)) return settled(*shape, tolerance);
      }
      if (k > mean && (k_ >= weights_->last() || (k_ % every == 0 && is_complete()))) break;
      if (k >= limit) return std::nullopt;
      if (!weights_ && k + 1 >= begin) weights_.emplace(mean_);
      step();
    }
    return finished("uniformization", 0);
  }

 private:
  /// An exact factor that takes v far up, so that what is small stays clear of
  /// the end of the range.
  static double lift(std::span<const T> v) {
    constexpr int height = std::min(400, std::numeric_limits<T>::max_exponent / 2 - 14);
    T largest = zero<T>();
    for (const T& x : v) largest = x > largest ? x : largest;
    if (!(largest > zero<T>())) return 1;
    return std::ldexp(1.0,
                      std::clamp(height - std::ilogb(static_cast<double>(largest)), 0, 2 * height));
  }

  [[nodiscard]] std::array<T, 3> weights(std::size_t k) const {
    std::array<T, 3> w{zero<T>(), one<T>(), T(mean_ - constant<T>(static_cast<double>(k + 1)))};
    if (weights_) w = {weights_->at(k), weights_->above(k), weights_->excess(k)};
    for (T& x : w) x = x * correction_;
    return w;
  }
  void add_first() {
    const auto w = weights(0);
    for (int o = 0; o <= order_; ++o)
      for (std::size_t i = 0; i < now_.size(); ++i)
        sums(o)[i] = w[static_cast<std::size_t>(o)] * now_.data()[i];
  }
  /// v_(k+1), and its share of the sums, in one pass.
  void step() {
    const auto w = weights(++k_);
    const T* const x = now_.data();
    T* const y = next_.data();
    sweep_(chain_.matrix().tuples(),
           [&](std::size_t from, std::size_t to) { multiply(x, y, from, to, w); });
    std::swap(now_, next_);
    if (k_ % uniformization<T>::period == 0) tidy();
  }
  void multiply(const T* x, T* y, std::size_t from, std::size_t to, const std::array<T, 3>& w) {
    using pack = typename step_matrix<T>::pack;
    const auto add = [](T* sum, const T& weight) {
      return [sum, w = pack(weight)](std::size_t row, const pack& v) {
        (pack::load(sum + row) + w * v).store(sum + row);
      };
    };
    const auto multiply_and = [&](const auto& use) {
      chain_.matrix().multiply(x, y, from, to, use);
    };
    const auto add_0 = add(sums(0), w[0]);
    const auto add_1 = add(sums(1), w[1]);
    const auto add_2 = add(sums(2), w[2]);
    const bool zeroth = w[0] > zero<T>();
    const bool second = order_ == 2;
    if (order_ == 0 && !zeroth) return multiply_and([](std::size_t, const pack&) {});
    if (order_ == 0) return multiply_and(add_0);
    if (order_ == 1 && !zeroth) return multiply_and(add_1);
    multiply_and([&](std::size_t row, const pack& v) {
      add_0(row, v);
      add_1(row, v);
      if (second) add_2(row, v);
    });
  }
  T* sums(int order) { return sum_[static_cast<std::size_t>(order)].data(); }

  /// Puts right what steps add up: drift of the mass, and entries that sink below the range of T,
  /// where arithmetic is slow (what they were is below 1e-400 of the rest).
  void tidy() {
    for (T& x : now_.span())
      if (x < constant<T>(1e-290)) x = zero<T>();
    const T before = mass_;
    mass_ = total(now_);
    if (chain_.way() == direction::backward || !(mass_ > zero<T>())) return;
    const T share = leaving_ / before;
    if (share > constant<T>(0.5)) {  // so much has left that what is found is the better figure
      log_mass_ = log_of(T(mass_ * correction_ / start_));
    } else {
      log_mass_ += log1p_of(T(-share));
      correction_ = start_ * exp_of(log_mass_) / mass_;
    }
    if (chain_.may_leave()) leaving_ = chain_.leaving(now_);
  }
  /// Whether nothing is left that could still count.
  [[nodiscard]] bool is_spent() const { return !(mass_ > start_ * constant<T>(1e-290)); }
  /// Whether what is still to come is below epsilon of every entry; see the top of the file.
  [[nodiscard]] bool is_complete() const {
    const T w = weights_->at(k_) * constant<T>(4 * std::sqrt(static_cast<double>(k_)));
    for (std::size_t i = 0; i < now_.size(); ++i)
      if (w * now_.data()[i] > std::numeric_limits<T>::epsilon() * sum_[0].data()[i]) return false;
    return true;
  }

  [[nodiscard]] bool has_settled(const settled_vector<T>& shape, double tolerance) const {
    const auto [least, largest] = ratio_bounds<T>(now_.span(), shape.shape);
    return largest <= least * constant<T>(1 + tolerance);
  }
  /// The sums, completed by the geometric rest.
  evolution<T> settled(const settled_vector<T>& shape, double tolerance) {
    const auto [least, largest] = ratio_bounds<T>(now_.span(), shape.shape);
    T height = (least + largest) / constant<T>(2);
    if (chain_.way() == direction::forward) {
      T sum = zero<T>();
      for (const T& x : shape.shape) sum += x;
      height = correction_ * total(now_) / sum;
    }
    const T d = shape.rate / chain_.rate();
    // The present vector is in the sums already; the rest begins one step on.
    const auto rest = geometric_rest(mean_, constant<T>(static_cast<double>(k_ + 1)), d);
    height = height * (one<T>() - d);  // benign: d is below 1 / 1.02
    for (int o = 0; o <= order_; ++o)
      for (std::size_t i = 0; i < now_.size(); ++i)
        sums(o)[i] += height * rest[static_cast<std::size_t>(o)] * shape.shape[i];
    return finished("uniformization until settled", tolerance);
  }
  evolution<T> finished(std::string_view method, double error) {
    evolution<T> result;
    result.report = {method, k_, error};
    for (int o = 0; o <= order_; ++o) {
      auto& entries = result.of_order[static_cast<std::size_t>(o)];
      entries.assign(sums(o), sums(o) + now_.size());
      const auto [factor, exponent] = unit(o);
      for (T& x : entries) {
        x *= factor;
        if constexpr (std::floating_point<T>) x = std::ldexp(x, exponent);
      }
    }
    return result;
  }
  /// What the sums of an order are in units of, its power of two apart: 1 / (scale rate^order)
  /// alone may be out of the range of T.
  [[nodiscard]] std::pair<T, int> unit(int order) const {
    T factor = one<T>();
    if constexpr (std::floating_point<T>) {
      const int power = std::ilogb(chain_.rate());
      for (int k = 0; k < order; ++k) factor = factor / std::ldexp(chain_.rate(), -power);
      return {factor, -std::ilogb(scale_) - order * power};
    } else {
      for (int k = 0; k < order; ++k) factor = factor / chain_.rate();
      return {T(factor / constant<T>(scale_)), 0};
    }
  }
  /// The leading terms of each entry, for a time so short that a second step is below the range of
  /// T; probabilities of a first one over the rate may be, too.
  evolution<T> at_once(const T& t) {
    step();
    evolution<T> result;
    result.report = {"uniformization", k_, 0};
    for (int o = 0; o <= order_; ++o) {
      auto& entries = result.of_order[static_cast<std::size_t>(o)];
      for (std::size_t i = 0; i < now_.size(); ++i) {
        const T& begin = next_.data()[i];
        T x = begin > zero<T>() ? begin : T(now_.data()[i] * chain_.rate() * t);
        x = x / constant<T>(scale_);
        for (int k = 1; k <= o; ++k) x = x * t / constant<T>(begin > zero<T>() ? k : k + 1);
        entries.push_back(x);
      }
    }
    return result;
  }

  const uniformization<T>& chain_;
  Sweep sweep_;
  T t_, mean_;
  int order_;
  std::size_t k_ = 0;
  padded_vector<T> now_, next_;
  std::array<padded_vector<T>, 3> sum_;
  std::optional<poisson_weights<T>> weights_;
  double scale_;
  T start_, mass_;  // the sums of v, at the start and when last tidied
  T leaving_ = zero<T>(), log_mass_ = zero<T>(), correction_ = one<T>();
};

}  // namespace nines::detail
