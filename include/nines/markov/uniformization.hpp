// SPDX-License-Identifier: BSL-1.0
// v exp(Q t) and its integrals by uniformization (randomization, Jensen's method).
//
//   v exp(Q t) = sum over k of w_k v P^k,   P = I + Q / q,   w_k Poisson chances of mean q t
//
// All terms are positive. The sum is cut where, after more than q t steps, each entry of the last
// term is below epsilon / sqrt(q t) of what has been summed: what is left out of an entry is then
// below a few epsilon of that entry, for any non-negative P. The integral over [0, t] takes
// P(N > k) / q for w_k, the integral of that E[(N - k - 1)^+] / q^2.
// The mass left among the states is known from what has gone out, which is a sum of positive
// numbers; every 16 steps the vector is scaled to it, so that rounding does not build up.
#pragma once

#include <array>
#include <nines/markov/long_horizon.hpp>
#include <nines/markov/poisson.hpp>
#include <nines/markov/step_matrix.hpp>
#include <optional>

namespace nines::detail {

/// Of each order the entries: the vector at time t, its integral over [0, t], the integral of that.
template <class T>
struct evolution {
  std::array<std::vector<T>, 3> of_order;
  solver_report report;
};

/// Works on all tuples of rows at once, in the calling thread.
struct sequential {
  template <class Work>
  void operator()(std::size_t tuples, const Work& work) const {
    work(std::size_t{0}, tuples);
  }
};

/// The chain among some states in steps of a Poisson clock.
template <class T>
class uniformization {
 public:
  uniformization(const restricted_chain<T>& states, direction way)
      : way_(way), rate_(rate_of(states)), matrix_(make_matrix(states, way, rate_)) {
    for (std::size_t i = 0; i < states.exits.size(); ++i)
      if (states.exits[i] > zero<T>()) exits_.push_back({i, T(states.exits[i] / rate_)});
  }

  [[nodiscard]] direction way() const { return way_; }
  /// The rate of the clock: a 50th more than the largest exit rate, so that each state may stay
  /// where it is and a chain that swings to and fro settles.
  [[nodiscard]] const T& rate() const { return rate_; }
  [[nodiscard]] const step_matrix<T>& matrix() const { return matrix_; }
  /// The chance that a step leaves the states.
  [[nodiscard]] T leaving(const T* mass) const {
    T sum = zero<T>();
    for (const exit& e : exits_) sum += mass[e.state] * e.chance;
    return sum;
  }
  [[nodiscard]] bool may_leave() const { return !exits_.empty(); }

 private:
  struct exit {
    std::size_t state;
    T chance;
  };
  static T exit_rate(const restricted_chain<T>& states, std::size_t i) {
    T sum = states.exits[i];
    for (typename rate_matrix<T>::InnerIterator to(states.rates, static_cast<Eigen::Index>(i)); to;
         ++to)
      sum += to.value();
    return sum;
  }
  static T rate_of(const restricted_chain<T>& states) {
    T largest = zero<T>();
    for (std::size_t i = 0; i < states.exits.size(); ++i)
      if (const T rate = exit_rate(states, i); rate > largest) largest = rate;
    return largest * constant<T>(1.02);
  }
  static step_matrix<T> make_matrix(const restricted_chain<T>& states, direction way,
                                    const T& rate) {
    std::vector<T> stay(states.exits.size());
    for (std::size_t i = 0; i < stay.size(); ++i)
      stay[i] = (rate - exit_rate(states, i)) / rate;  // benign: at least a 50th of rate is left
    if (way == direction::backward) return {states.rates, rate, stay};
    const rate_matrix<T> inflow = states.rates.transpose();
    return {inflow, rate, stay};
  }

  direction way_;
  T rate_;
  step_matrix<T> matrix_;
  std::vector<exit> exits_;
};

/// One vector on its way: v_k = v P^k, and the weighted sums up to it.
template <class T, class Sweep>
class uniformized_walk {
 public:
  /// Towards time t, with the integrals up to `order`.
  uniformized_walk(const uniformization<T>& chain, std::span<const T> v, const T& t, int order,
                   Sweep sweep)
      : chain_(chain),
        sweep_(std::move(sweep)),
        mean_(chain.rate() * t),
        order_(order),
        now_(v.size()),
        next_(v.size()),
        sum_{now_, padded_vector<T>(order > 0 ? v.size() : 0),
             padded_vector<T>(order > 1 ? v.size() : 0)} {
    T largest = zero<T>();
    for (const T& x : v) largest = x > largest ? x : largest;
    // By an exact factor far up, so that what is small stays clear of the end of the range.
    if (largest > zero<T>())
      scale_ = std::ldexp(1.0, std::clamp(400 - std::ilogb(static_cast<double>(largest)), 0, 900));
    for (std::size_t i = 0; i < v.size(); ++i) now_.data()[i] = v[i] * constant<T>(scale_);
    start_ = mass_ = total(now_);
  }

  /// The evolution; the steps end early when the vector has settled to `shape`, if one is given.
  /// Nothing when more than `limit` steps would be needed.
  [[nodiscard]] std::optional<evolution<T>> run(double tolerance, double limit,
                                                const settled_vector<T>* shape) {
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
  std::array<T, 3> weights(std::size_t k) const {
    if (!weights_) return {zero<T>(), one<T>(), T(mean_ - constant<T>(static_cast<double>(k + 1)))};
    return {weights_->at(k), weights_->above(k), weights_->excess(k)};
  }
  void add_first() {
    const auto w = weights(0);
    for (int o = 0; o <= order_; ++o)
      for (std::size_t i = 0; i < now_.size(); ++i)
        sums(o)[i] = w[static_cast<std::size_t>(o)] * now_.data()[i];
  }
  /// v_(k+1), and its share of the sums, in one pass.
  void step() {
    if (chain_.way() == direction::forward) lost_ += chain_.leaving(now_.data());
    const auto w = weights(++k_);
    const T* const x = now_.data();
    T* const y = next_.data();
    sweep_(chain_.matrix().tuples(),
           [&](std::size_t from, std::size_t to) { multiply(x, y, from, to, w); });
    std::swap(now_, next_);
    if (k_ % 16 == 0) tidy();
  }
  void multiply(const T* x, T* y, std::size_t from, std::size_t to, const std::array<T, 3>& w) {
    using pack = typename step_matrix<T>::pack;
    const auto add = [](T* sum, const pack& weight) {
      return [=](std::size_t row, const pack& v) {
        (pack::load(sum + row) + weight * v).store(sum + row);
      };
    };
    const auto& matrix = chain_.matrix();
    const bool zeroth = w[0] > zero<T>();
    const auto add_0 = add(sums(0), pack(w[0]));
    const auto add_1 = add(sums(1), pack(w[1]));
    if (!zeroth && order_ == 0)
      matrix.multiply(x, y, from, to, [](std::size_t, const pack&) {});
    else if (order_ == 0)
      matrix.multiply(x, y, from, to, add_0);
    else if (!zeroth && order_ == 1)
      matrix.multiply(x, y, from, to, add_1);
    else if (order_ == 1)
      matrix.multiply(x, y, from, to, [&](std::size_t row, const pack& v) {
        add_0(row, v);
        add_1(row, v);
      });
    else
      matrix.multiply(x, y, from, to,
                      [&, add_2 = add(sums(2), pack(w[2]))](std::size_t row, const pack& v) {
                        add_0(row, v);
                        add_1(row, v);
                        add_2(row, v);
                      });
  }
  T* sums(int order) { return sum_[static_cast<std::size_t>(order)].data(); }

  /// Puts right what steps add up: drift of the mass, and entries that sink below the range of T,
  /// where arithmetic is slow (what they were is below 1e-400 of the rest).
  void tidy() {
    for (T& x : now_.span())
      if (x < constant<T>(1e-290)) x = zero<T>();
    if (chain_.way() == direction::forward)
      rescale();
    else
      mass_ = total(now_);
  }
  /// Scales the vector to the mass that cannot have left yet.
  void rescale() {
    if (!(mass_ > zero<T>())) return;
    const T share = lost_ / mass_;
    lost_ = zero<T>();
    const T found = total(now_);
    if (share > constant<T>(0.5)) {  // so much has left that what is found is the better figure
      log_mass_ = log_of(T(found / start_));
    } else {
      log_mass_ += log1p_of(T(-share));
      const T factor = start_ * exp_of(log_mass_) / found;
      for (T& x : now_.span()) x *= factor;
    }
    mass_ = start_ * exp_of(log_mass_);
  }
  static T total(const padded_vector<T>& v) {
    T sum = zero<T>();
    for (const T& x : v.span()) sum += x;
    return sum;
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
  bool has_settled(const settled_vector<T>& shape, double tolerance) const {
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
      height = total(now_) / sum;
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
    T unit = one<T>() / constant<T>(scale_);
    for (int o = 0; o <= order_; ++o, unit = unit / chain_.rate()) {
      auto& entries = result.of_order[static_cast<std::size_t>(o)];
      entries.assign(sums(o), sums(o) + now_.size());
      for (T& x : entries) x *= unit;
    }
    return result;
  }

  const uniformization<T>& chain_;
  Sweep sweep_;
  T mean_;
  int order_;
  std::size_t k_ = 0;
  padded_vector<T> now_, next_;
  std::array<padded_vector<T>, 3> sum_;
  std::optional<poisson_weights<T>> weights_;
  double scale_ = 1;
  T start_, mass_;
  T log_mass_ = zero<T>(), lost_ = zero<T>();
};

}  // namespace nines::detail
