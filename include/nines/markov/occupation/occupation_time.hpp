// SPDX-License-Identifier: BSL-1.0
// The joint distribution of the occupation times of a set and of its complement, as
// downtime_distribution asks for it. "Inside" is the set, D the time outside.
//
// Outside, the clock ticks at rate mu, at least every exit rate there, and moves happen at ticks.
// Let K(u) be the ticks used up when the time inside reaches u. At tick k, with f_k(u) the rates
// at which outside states are met at time u inside,
//   v_k' = v_k Q_in + f_(k-1) R          inside; R and P are the moves at a tick, back in or not
//   f_k  = v_k Q_in,out + f_(k-1) P      outside
// and with N Poisson of mean mu s, exactly,
//   P(D <= s) = sum_k P(N = k) P(K(u) <= k),   P(D > s) = sum_k P(N = k) P(K(u) > k),  u = t - s:
// two sums of positive terms, cut where the remainder is known to be small. P(K <= k) adds up the
// masses v, P(K > k) the rates f. Functions of u live on stretches (see interval_propagator.hpp)
// that double in length from 1/q, q the largest exit rate inside, up to some t / 2^k: the cost
// grows with log(q t), not with q t. Two resolutions are compared before a result is given.
// Sources: uniformisation of occupation times: de Souza e Silva & Gail 1986; Rubino & Sericola
// 1993; that of two clocks and the stretches: here.
// Index: occupation time.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <nines/error.hpp>
#include <nines/markov/occupation/occupation_question.hpp>
#include <nines/markov/occupation/split_generator.hpp>
#include <optional>

namespace nines::detail {

/// A window on two clocks: which states are inside, where the chain starts, how long it lasts.
template <class T>
class occupation_times {
  using matrix = typename stretches<T>::matrix;
  using row = typename split_generator<T>::row;
  using nodes = nine_nodes<T>;
  using index = Eigen::Index;
  static constexpr index m = nodes::last;
  using at_nodes = Eigen::Matrix<T, m + 1, Eigen::Dynamic>;  // the nodes of a state side by side
  using question = occupation_question<T>;
  static constexpr index batch = question::batch;  // ticks for which a stretch is fetched once

 public:
  /// The initial mass is a distribution over the states of the chain; 0 < t < infinity. *Throws*
  /// convergence_error, before it begins, when the multiplications or the bytes needed are more
  /// than is left of the budget and of memory_limit, here or later.
  occupation_times(const chain<T>& c, const state_set& inside, const std::vector<T>& initial,
                   const T& t, work_budget& products, double memory_limit)
      : t_(t),
        products_(products),
        memory_limit_(memory_limit),
        by_(fitting(c), inside, initial, t) {
    for (index b = 0; b <= m; ++b) whole_(b) = nodes::integral(static_cast<int>(b), one<T>());
    build_stretches();
  }
  /// P(D <= s) for each s of 0 <= s < t. The relative error of both sides is at most `tolerance`.
  [[nodiscard]] std::vector<probability<T>> cdf(const std::vector<T>& times,
                                                double tolerance) const {
    check_ticks(times);
    std::vector<poisson_weights<T>> ticks;
    ticks.reserve(times.size());
    for (const T& s : times) ticks.emplace_back(by_.mu * s);
    auto coarse = solve(times, ticks, 4, tolerance);
    for (int level = 5; level <= levels_; ++level) {
      auto fine = solve(times, ticks, level, tolerance);
      // Halving the stretches divides the error by 2^9: 64 leaves a factor of eight. The two sides
      // are sums of their own: that they make 1 is a check of both.
      if (agree(coarse, fine, 64 * tolerance) && make_one(fine, 64 * tolerance))
        return both_sides_of(fine);
      coarse = std::move(fine);
    }
    give_up("downtime_distribution",
            "no agreement on 2^" + std::to_string(levels_) + " stretches of the window");
  }

 private:
  /// A number of equal stretches, from `first` on, of length t / 2^(levels - stage).
  struct run {
    index first, count;
    std::size_t stage;
  };
  /// The chain, whose rates fit into memory.
  [[nodiscard]] const chain<T>& fitting(const chain<T>& c) const {
    const auto n = static_cast<double>(c.size());
    check_memory("the rates of " + std::to_string(c.size()) + " states", 4 * n * n * sizeof(T));
    return c;
  }
  /// Stretches of length t / 2^levels, 2t / 2^levels, ... t / 16.
  void build_stretches() {
    if (!is_finite(T(by_.fastest * t_ * T(32))) || !is_finite(T(by_.mu * t_)))
      give_up("downtime_distribution", "the rates times the window, " + describe(by_.fastest) +
                                           " * " + describe(t_) + ", are out of range");
    for (T whole = by_.fastest * t_ * T(16); whole > one<T>(); whole = whole / T(2)) ++levels_;
    levels_ = std::max(levels_, 12);
    T shortest = t_;
    for (int i = 0; i < levels_; ++i) shortest = shortest / T(2);
    const std::size_t count = at(levels_ - 3);
    check_memory("the window in stretches",
                 stretches<T>::bytes(by_.in, by_.back.cols(), by_.seen.cols(), count));
    products_.spend(stretches<T>::cost(by_.in, by_.back.cols(), by_.seen.cols(), count));
    stretches_.emplace(std::move(by_.among), by_.entering, by_.seen, shortest, count);
  }
  void check_memory(const std::string& what, double bytes) const {
    require_memory("downtime_distribution", what, bytes, memory_limit_);
  }
  /// The tables of ticks, and the work of the first pass, before either is begun.
  void check_ticks(const std::vector<T>& times) const {
    const double first_pass = pass_cost(times, stretches_of(runs_of(4)));
    if (!products_.allows(first_pass)) products_.spend(first_pass);  // throws
    double numbers = 0;
    for (const T& s : times)
      numbers += 3 * (75 * std::sqrt(static_cast<double>(T(by_.mu * s))) + 160);
    check_memory("counting the ticks of the clock", numbers * sizeof(T));
  }
  static index stretches_of(const std::vector<run>& runs) {
    return runs.back().first + runs.back().count;
  }
  /// The multiplications of one pass over the stretches.
  [[nodiscard]] double pass_cost(const std::vector<T>& times, index stretches_in_all) const {
    double most = 0;
    for (const T& s : times) {
      const auto mean = static_cast<double>(T(by_.mu * s));
      most = std::max(most, mean + 8 * std::sqrt(mean) + 10);  // about how many ticks it needs
    }
    constexpr double overhead = 1000;  // of a stretch at a tick, in the time of a multiplication
    return most * static_cast<double>(stretches_in_all) *
           (static_cast<double>((*stretches_)[0].size()) + overhead);
  }

  /// P(D <= s) on stretches of t / 2^level, the first of them divided further.
  [[nodiscard]] std::vector<probability<T>> solve(const std::vector<T>& times,
                                                  const std::vector<poisson_weights<T>>& ticks,
                                                  int level, double tolerance) const {
    const std::vector<run> runs = runs_of(level);
    products_.spend(pass_cost(times, stretches_of(runs)));
    check_memory("what is outside", static_cast<double>(stretches_of(runs)) *
                                        static_cast<double>((m + 1) * by_.out + 16) * sizeof(T));
    std::vector<question> questions;
    questions.reserve(times.size());
    for (std::size_t i = 0; i < times.size(); ++i)
      questions.push_back(ask(times[i], ticks[i], runs));
    answer(questions, runs, tolerance);
    std::vector<probability<T>> result;
    result.reserve(questions.size());
    for (const question& q : questions) result.push_back({unchecked, q.below, q.above});
    return result;
  }
  /// The begin is divided as finely as the whole: into equal parts from each power of two to the
  /// next, because whatever relaxes does so there.
  [[nodiscard]] std::vector<run> runs_of(int level) const {
    const std::size_t longest = at(levels_ - level);
    const index each = index{1} << (level - 4);
    std::vector<run> runs{{0, 2 * each, 0}};
    const auto append = [&](index count, std::size_t stage) {
      runs.push_back({runs.back().first + runs.back().count, count, stage});
    };
    for (std::size_t stage = 1; stage < longest; ++stage) append(each, stage);
    append((index{1} << level) - each, longest);
    return runs;
  }
  [[nodiscard]] question ask(const T& s, const poisson_weights<T>& ticks,
                             const std::vector<run>& runs) const {
    const T u = t_ - s;  // input data: the other clock
    T begin = zero<T>();
    T each = zero<T>();
    index stretch = -1;
    for (const run& r : runs)
      for (index k = 0; k < r.count && (stretch < 0 || begin + each < u); ++k) {
        begin = begin + each;
        each = stretches_->length(r.stage);
        stretch = r.first + k;
      }
    return {ticks, stretch, T((u - begin) / each), each};
  }

  /// Adds up the two sums of the header, some ticks at a time, until all remainders are small.
  void answer(std::vector<question>& questions, const std::vector<run>& runs,
              double tolerance) const {
    const T small = constant<T>(tolerance / 4);
    std::vector<at_nodes> outside;  // f at the nodes of each stretch, at the last tick done
    for (const run& r : runs)
      outside.insert(outside.end(), at(r.count), at_nodes::Zero(m + 1, by_.out));
    std::vector<std::vector<question*>> asked(outside.size());  // by stretch
    for (question& q : questions) asked[at(q.stretch)].push_back(&q);
    row mass_outside = by_.start_out;  // of those outside before any time inside
    row mass_inside = by_.start_in;
    const auto all_done = [&] {
      return std::all_of(questions.begin(), questions.end(), [](const auto& q) { return q.done; });
    };
    while (!all_done()) {
      matrix begin(batch, by_.in);
      row met(batch);
      for (index k = 0; k < batch; ++k) {
        begin.row(k) = mass_inside;
        met(k) = mass_outside.sum();
        mass_inside = (mass_outside * by_.back) * by_.entering;
        mass_outside = mass_outside * by_.moves;
      }
      for (const run& r : runs)
        for (index k = r.first; k < r.first + r.count; ++k)
          pass(r.stage, begin, met, outside[at(k)], asked[at(k)]);
      for (question& q : questions) q.add(small);
    }
  }
  /// One stretch, a batch of ticks: from what is there at its begin to what is at its end.
  void pass(std::size_t stage, matrix& begin, row& met, at_nodes& outside,
            const std::vector<question*>& asked) const {
    const matrix& stretch = (*stretches_)[stage];
    const row weight = stretches_->length(stage) * whole_;
    matrix end = begin * stretch.topRows(by_.in);
    matrix seen(m + 1, by_.seen.cols());
    for (index k = 0; k < batch; ++k) {
      const matrix inflow = outside * by_.back;
      end.row(k) +=
          Eigen::Map<const row>(inflow.data(), inflow.size()) * stretch.bottomRows(inflow.size());
      seen.row(0) = begin.row(k) * by_.seen;
      seen.bottomRows(m) = Eigen::Map<const matrix>(end.row(k).data() + by_.in, m, by_.seen.cols());
      at_nodes next = seen.leftCols(by_.met.rows()) * by_.met;
      move_outside(outside, next);
      outside.swap(next);
      const Eigen::Matrix<T, m + 1, 1> rate = outside.rowwise().sum();
      for (question* q : asked) {
        if (q->done) continue;
        q->inside(k) = q->value.dot(seen.col(by_.met.rows()));
        q->met(k) = met(k) + q->integral.dot(rate);
      }
      met(k) += weight.dot(rate);
    }
    begin = end.leftCols(by_.in);
  }
  /// Adds what is outside after the moves of a tick.
  void move_outside(const at_nodes& now, at_nodes& next) const {
    for (index i = 0; i < by_.out; ++i)
      for (typename rate_matrix<T>::InnerIterator to(by_.moves, i); to; ++to)
        next.col(to.col()) += to.value() * now.col(i);
  }
  static std::size_t at(index i) { return static_cast<std::size_t>(i); }

  T t_;
  work_budget& products_;
  double memory_limit_;
  split_generator<T> by_;
  row whole_ = row(m + 1);  // weights of the nodes for the integral over a stretch of length one
  int levels_ = 0;
  std::optional<stretches<T>> stretches_;
};

}  // namespace nines::detail
