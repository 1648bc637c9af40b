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
#include <nines/budget.hpp>
#include <nines/discrete/poisson.hpp>
#include <nines/markov/chain/distribution.hpp>
#include <nines/markov/occupation/interval_propagator.hpp>
#include <nines/probability/two_sided.hpp>
#include <optional>
#include <tuple>

namespace nines::detail {

/// A window on two clocks: which states are inside, where the chain starts, how long it lasts.
template <class T>
class occupation_times {
  using matrix = typename stretches<T>::matrix;
  using row = Eigen::Matrix<T, 1, Eigen::Dynamic, Eigen::RowMajor>;
  using nodes = nine_nodes<T>;
  using index = Eigen::Index;
  static constexpr index m = nodes::last;
  using at_nodes = Eigen::Matrix<T, m + 1, Eigen::Dynamic>;  // the nodes of a state side by side
  static constexpr index batch = 8;  // ticks for which a stretch is fetched once

 public:
  /// The initial mass is a distribution over the states of the chain; 0 < t < infinity. *Throws*
  /// convergence_error, before it begins, when the multiplications or the bytes needed are more
  /// than is left of the budget and of memory_limit, here or later.
  occupation_times(const chain<T>& c, const state_set& inside, const std::vector<T>& initial,
                   const T& t, work_budget& products, double memory_limit)
      : t_(t), products_(products), memory_limit_(memory_limit) {
    const auto n = static_cast<double>(c.size());
    check_memory("the rates of " + std::to_string(c.size()) + " states", 4 * n * n * sizeof(T));
    for (index b = 0; b <= m; ++b) whole_(b) = nodes::integral(static_cast<int>(b), one<T>());
    number(c, inside);
    build_stretches(read_rates(c, inside, initial));
  }
  /// P(D <= s) for each s of 0 <= s < t. The relative error of both sides is at most `tolerance`.
  [[nodiscard]] std::vector<probability<T>> cdf(const std::vector<T>& times,
                                                double tolerance) const {
    check_ticks(times);
    std::vector<poisson_weights<T>> ticks;
    ticks.reserve(times.size());
    for (const T& s : times) ticks.emplace_back(mu_ * s);
    auto coarse = solve(times, ticks, 4, tolerance);
    for (int level = 5; level <= levels_; ++level) {
      auto fine = solve(times, ticks, level, tolerance);
      // Halving the stretches divides the error by 2^9: 64 leaves a factor of eight. The two sides
      // are sums of their own: that they make 1 is a check of both.
      if (agree(coarse, fine, 64 * tolerance) && make_one(fine, 64 * tolerance))
        return agreed(fine);
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
  /// One question: where its u lies and what has been added up.
  struct question {
    const poisson_weights<T>& ticks;
    index stretch;
    row value = row(m + 1), integral = row(m + 1);  // weights of the nodes of the stretch
    row inside = row(batch), met = row(batch);      // of each tick of the batch
    T total = zero<T>(), below = zero<T>(), above = zero<T>();
    std::size_t tick = 0;
    bool done = false;

    question(const poisson_weights<T>& table, index number, const T& x, const T& each)
        : ticks(table), stretch(number) {
      for (index b = 0; b <= m; ++b) {
        value(b) = nodes::basis(static_cast<int>(b), x);
        integral(b) = each * nodes::integral(static_cast<int>(b), x);
      }
    }
    /// At each tick P(K <= k) grows by the mass inside, and P(K > k) is what is met outside. From
    /// then on the one only grows and the other only falls, and they add up to one.
    void add(const T& small) {
      for (index i = 0; i < batch && !done; ++i, ++tick) {
        total += inside(i);
        below += ticks.at(tick) * total;
        above += ticks.at(tick) * met(i);
        const T unknown = ticks.above(tick) * met(i);
        const T known = below + ticks.above(tick) * total;
        done = tick >= ticks.last() || (unknown <= small * known && unknown <= small * above);
        if (done) below = known;
      }
    }
  };

  void number(const chain<T>& c, const state_set& inside) {
    position_.assign(c.size(), 0);
    for (std::size_t i = 0; i < c.size(); ++i) position_[i] = inside.contains(i) ? in_++ : out_++;
    gone_ = in_++;  // where mass goes that leaves: rows of probabilities then sum to one
  }
  /// All but the generator inside, which it returns.
  rate_matrix<T> read_rates(const chain<T>& c, const state_set& inside,
                            const std::vector<T>& initial) {
    matrix leaving = matrix::Zero(in_, out_);
    matrix returning = matrix::Zero(out_, in_);
    matrix moves = matrix::Zero(out_, out_);
    matrix inner = matrix::Zero(in_, in_);
    start_in_ = row::Zero(in_);
    start_out_ = row::Zero(out_);
    mu_ = one<T>() / t_;
    fastest_ = mu_;
    for (std::size_t i = 0; i < c.size(); ++i) {
      T& most = inside.contains(i) ? fastest_ : mu_;
      if (most < c.exit_rates()[i]) most = c.exit_rates()[i];
      (inside.contains(i) ? start_in_ : start_out_)(position_[i]) = initial[i];
    }
    mu_ = mu_ * constant<T>(1.0625);
    for (std::size_t i = 0; i < c.size(); ++i) {
      const index from = position_[i];
      for (const auto [j, rate] : c.row(i)) {
        const index into = position_[j];
        if (!inside.contains(i)) {
          (inside.contains(j) ? returning : moves)(from, into) = rate / mu_;
        } else if (inside.contains(j)) {
          inner(from, into) = rate;
        } else {
          leaving(from, into) = rate;
          inner(from, gone_) += rate;
        }
      }
      if (inside.contains(i))
        inner(from, from) = zero<T>() - c.exit_rates()[i];
      else
        moves(from, from) = (mu_ - c.exit_rates()[i]) / mu_;  // mu is larger by a 16th of itself
    }
    moves_ = moves.sparseView(zero<T>());
    keep_columns(leaving, returning);
    return inner.sparseView(zero<T>());
  }
  /// A matrix of rates as the product of two narrow ones. One only picks: the columns that are not
  /// zero, or the rows where they are fewer.
  static std::pair<matrix, matrix> narrow(const matrix& rates) {
    std::vector<index> some_rows, some_columns;
    for (index i = 0; i < rates.rows(); ++i)
      if ((rates.row(i).array() > zero<T>()).any()) some_rows.push_back(i);
    for (index j = 0; j < rates.cols(); ++j)
      if ((rates.col(j).array() > zero<T>()).any()) some_columns.push_back(j);
    const bool by_rows = some_rows.size() < some_columns.size();
    const auto& picked = by_rows ? some_rows : some_columns;
    const auto count = static_cast<index>(picked.size());
    matrix left = matrix::Zero(rates.rows(), count);
    matrix right = matrix::Zero(count, rates.cols());
    for (index k = 0; k < count; ++k) {
      const index which = picked[at(k)];
      (by_rows ? left(which, k) : right(k, which)) = one<T>();
      if (by_rows)
        right.row(k) = rates.row(which);
      else
        left.col(k) = rates.col(which);
    }
    return {std::move(left), std::move(right)};
  }
  void keep_columns(const matrix& leaving, const matrix& returning) {
    std::tie(back_, entering_) = narrow(returning);
    matrix leaves;
    std::tie(leaves, met_) = narrow(leaving);
    seen_ = matrix::Zero(in_, leaves.cols() + 1);
    seen_.leftCols(leaves.cols()) = leaves;
    seen_.col(leaves.cols()).head(gone_).setConstant(one<T>());
  }
  /// Stretches of length t / 2^levels, 2t / 2^levels, ... t / 16.
  void build_stretches(rate_matrix<T> inner) {
    if (!is_finite(T(fastest_ * t_ * T(32))) || !is_finite(T(mu_ * t_)))
      give_up("downtime_distribution", "the rates times the window, " + describe(fastest_) + " * " +
                                           describe(t_) + ", are out of range");
    for (T whole = fastest_ * t_ * T(16); whole > one<T>(); whole = whole / T(2)) ++levels_;
    levels_ = std::max(levels_, 12);
    T shortest = t_;
    for (int i = 0; i < levels_; ++i) shortest = shortest / T(2);
    const std::size_t count = at(levels_ - 3);
    check_memory("the window in stretches",
                 stretches<T>::bytes(in_, back_.cols(), seen_.cols(), count));
    products_.spend(stretches<T>::cost(in_, back_.cols(), seen_.cols(), count));
    stretches_.emplace(std::move(inner), entering_, seen_, shortest, count);
  }
  void check_memory(const std::string& what, double bytes) const {
    require_memory("downtime_distribution", what, bytes, memory_limit_);
  }
  /// The tables of ticks, and the work of the first pass, before either is begun.
  void check_ticks(const std::vector<T>& times) const {
    const double first_pass = pass_cost(times, stretches_of(runs_of(4)));
    if (!products_.allows(first_pass)) products_.spend(first_pass);  // throws
    double numbers = 0;
    for (const T& s : times) numbers += 3 * (75 * std::sqrt(static_cast<double>(T(mu_ * s))) + 160);
    check_memory("counting the ticks of the clock", numbers * sizeof(T));
  }
  static index stretches_of(const std::vector<run>& runs) {
    return runs.back().first + runs.back().count;
  }
  /// The multiplications of one pass over the stretches.
  [[nodiscard]] double pass_cost(const std::vector<T>& times, index stretches_in_all) const {
    double most = 0;
    for (const T& s : times) {
      const auto mean = static_cast<double>(T(mu_ * s));
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
                                        static_cast<double>((m + 1) * out_ + 16) * sizeof(T));
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
      outside.insert(outside.end(), at(r.count), at_nodes::Zero(m + 1, out_));
    std::vector<std::vector<question*>> asked(outside.size());  // by stretch
    for (question& q : questions) asked[at(q.stretch)].push_back(&q);
    row mass_outside = start_out_;  // of those outside before any time inside
    row mass_inside = start_in_;
    const auto all_done = [&] {
      return std::all_of(questions.begin(), questions.end(), [](const auto& q) { return q.done; });
    };
    while (!all_done()) {
      matrix begin(batch, in_);
      row met(batch);
      for (index k = 0; k < batch; ++k) {
        begin.row(k) = mass_inside;
        met(k) = mass_outside.sum();
        mass_inside = (mass_outside * back_) * entering_;
        mass_outside = mass_outside * moves_;
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
    matrix end = begin * stretch.topRows(in_);
    matrix seen(m + 1, seen_.cols());
    for (index k = 0; k < batch; ++k) {
      const matrix inflow = outside * back_;
      end.row(k) +=
          Eigen::Map<const row>(inflow.data(), inflow.size()) * stretch.bottomRows(inflow.size());
      seen.row(0) = begin.row(k) * seen_;
      seen.bottomRows(m) = Eigen::Map<const matrix>(end.row(k).data() + in_, m, seen_.cols());
      at_nodes next = seen.leftCols(met_.rows()) * met_;
      move_outside(outside, next);
      outside.swap(next);
      const Eigen::Matrix<T, m + 1, 1> rate = outside.rowwise().sum();
      for (question* q : asked) {
        if (q->done) continue;
        q->inside(k) = q->value.dot(seen.col(met_.rows()));
        q->met(k) = met(k) + q->integral.dot(rate);
      }
      met(k) += weight.dot(rate);
    }
    begin = end.leftCols(in_);
  }
  /// Adds what is outside after the moves of a tick.
  void move_outside(const at_nodes& now, at_nodes& next) const {
    for (index i = 0; i < out_; ++i)
      for (typename rate_matrix<T>::InnerIterator to(moves_, i); to; ++to)
        next.col(to.col()) += to.value() * now.col(i);
  }
  static bool make_one(const std::vector<probability<T>>& all, double tolerance) {
    const T slack = constant<T>(tolerance) + constant<T>(1000) * std::numeric_limits<T>::epsilon();
    return std::all_of(all.begin(), all.end(), [&](const auto& p) {
      const T sum = p.value() + p.complement();
      return sum <= one<T>() + slack && one<T>() <= sum + slack;
    });
  }
  static std::vector<probability<T>> agreed(std::vector<probability<T>> all) {
    for (auto& p : all) p = both_sides("downtime_distribution", p.value(), p.complement());
    return all;
  }
  static bool agree(const std::vector<probability<T>>& a, const std::vector<probability<T>>& b,
                    double tolerance) {
    const auto near = [&](const T& x, const T& y) {
      const T difference = x < y ? T(y - x) : T(x - y);  // a test, not a result
      return difference <= constant<T>(tolerance) * y + constant<T>(1e-290);  // the range of T
    };
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!near(a[i].value(), b[i].value()) || !near(a[i].complement(), b[i].complement()))
        return false;
    return true;
  }
  static std::size_t at(index i) { return static_cast<std::size_t>(i); }

  T t_;
  work_budget& products_;
  double memory_limit_;
  std::vector<index> position_;
  index in_ = 0, out_ = 0, gone_ = 0;
  T fastest_, mu_;          // the largest exit rate inside; the rate of ticks outside
  rate_matrix<T> moves_;    // the moves outside at a tick
  matrix back_, entering_;  // the moves from outside to inside at a tick, as a product
  matrix seen_, met_;       // the rates from inside to outside, as a product; seen_ has a column
                            // more, of ones
  row start_in_, start_out_;
  row whole_ = row(m + 1);  // weights of the nodes for the integral over a stretch of length one
  int levels_ = 0;
  std::optional<stretches<T>> stretches_;
};

}  // namespace nines::detail
