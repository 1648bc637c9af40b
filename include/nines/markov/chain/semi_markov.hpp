// SPDX-License-Identifier: BSL-1.0
// semi_markov<T>: states that last as long as any distribution says, and then lead on by
// probability.
//
//   semi_markov<> s;
//   s.add("up", "failed over", 0.98).add("up", "down", 0.02).lasts("up", 5000);       // hours
//   s.lasts("failed over", phase_type<>::fit(0.05, 0.2)).add("failed over", "up", 1) ...
//   s.lasts("down", sequence(5min, lognormal_time(30min, 0.8)))       a repair that is a plan
//
// In the long run only the mean sojourns m_i count: share of time pi_i ~ nu_i m_i, nu the
// stationary distribution of the jumps. The chain with rates p_ij / m_i has the same; so long_run()
// is that chain, and whatever depends on means alone - steady state, frequencies, MTTF and MTTR,
// probabilities and rewards - is asked of it. What depends on the distributions (the state at time
// t, quantiles) is asked of expanded(), in which each state is replaced by the phases of its
// distribution. Sources: Cinlar 1975, chapter 10; Trivedi & Bobbio 2017, chapter 14.
// Index: semi-Markov process, embedded chain.
#pragma once

#include <nines/distribution/properties.hpp>
#include <nines/markov/passage/phase_type.hpp>
#include <variant>

namespace nines {

/// A semi-Markov process, put together state by state. Functions *throw* domain_error with what is
/// wrong and where. Times are in the unit that the chains made of it are to have.
template <class T = double>
class semi_markov {
 public:
  /// The probability that a state leads to another, or to itself: its sojourn begins again.
  semi_markov& add(std::string_view from, std::string_view to, const T& p) {
    if (!is_in_unit_interval(p))
      fail("semi_markov::add",
           "probability from '" + std::string(from) + "' to '" + std::string(to) + "'", p,
           "in [0, 1]");
    const std::size_t i = state(from);  // in the order of the arguments
    const std::size_t j = state(to);
    rows_[i].probabilities.try_emplace(j, zero<T>()).first->second += p;
    return *this;
  }
  /// How long a state lasts: the mean of any distribution (of a mixture, sum of p_ij m_ij, if that
  /// depends on where it leads) ...
  semi_markov& lasts(std::string_view name, const T& mean) {
    if (!(mean > zero<T>()) || !is_finite(mean))
      fail("semi_markov::lasts", "mean of '" + std::string(name) + "'", mean,
           "more than 0, and finite");
    rows_[state(name)].sojourn = mean;
    return *this;
  }
  /// ... of any random time: a duration, a distribution, a plan; only its mean counts ...
  template <random_time_like D>
  semi_markov& lasts(std::string_view name, const D& time) {
    const T mean = detail::seen(time).mean_seconds();
    if (!(mean > zero<T>()) || !is_finite(mean))
      fail("semi_markov::lasts", "mean of '" + std::string(name) + "' in seconds", mean,
           "more than 0, and finite");
    rows_[state(name)].sojourn = seconds_in<T>(mean);
    return *this;
  }
  /// ... or the distribution itself.
  semi_markov& lasts(std::string_view name, phase_type<T> dist) {
    rows_[state(name)].sojourn = std::move(dist);
    return *this;
  }
  /// A named set of states.
  semi_markov& label(std::string_view name, std::initializer_list<std::string_view> states) {
    for (const std::string_view s : states) {
      const auto found = std::find(names_.begin(), names_.end(), s);
      if (found == names_.end())
        fail("semi_markov::label", "there is no state '" + std::string(s) + "'");
      labels_[std::string(name)].push_back(static_cast<std::size_t>(found - names_.begin()));
    }
    return *this;
  }
  /// The unit of time of means and distributions.
  template <class Rep, class Period>
  semi_markov& times_in(std::chrono::duration<Rep, Period> unit) {
    unit_ = detail::unit_of("semi_markov::times_in", "unit", unit);
    return *this;
  }

  /// The chain with the same jumps and mean sojourns: right for all that means decide. *Throws*
  /// domain_error when probabilities from a state sum neither to 1 (+- 1e-9) nor to 0 (it is never
  /// left), and when a state that is left has no sojourn.
  [[nodiscard]] chain<T> long_run() const {
    check();
    chain_builder<T> builder;
    for (const std::string& name : names_) builder.state(name);
    for (std::size_t i = 0; i < rows_.size(); ++i)
      for (const auto& [to, p] : rows_[i].probabilities)
        if (p > zero<T>()) builder.add(i, to, p / mean(i));
    for (const auto& [name, members] : labels_) builder.label(name, members);
    return builder.rates_per(unit_).build();
  }
  /// The chain of the phases of all states: right for everything, if all distributions are given.
  /// The phases of a state are labelled by its name, unless that is another label; a state is
  /// entered as its distribution begins. *Throws* as long_run(), and when a state that is left has
  /// a mean but no distribution.
  [[nodiscard]] chain<T> expanded() const {
    check();
    const std::vector<std::size_t> first = first_phases();
    chain_builder<T> builder(first.back());
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (!rows_[i].probabilities.empty()) add_phases(builder, i, first);
    std::vector<std::string> names(first.back());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (std::size_t k = first[i]; k < first[i + 1]; ++k)
        names[k] =
            names_[i] + (first[i + 1] == first[i] + 1 ? std::string()
                                                      : " phase " + std::to_string(k - first[i]));
      if (!labels_.contains(names_[i])) builder.label(names_[i], phases_of(first, {i}));
    }
    for (const auto& [name, members] : labels_) builder.label(name, phases_of(first, members));
    return builder.names(std::move(names)).rates_per(unit_).build();
  }
  /// The distribution over the phases of expanded() when a state is entered.
  [[nodiscard]] std::vector<T> entry(std::string_view name) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end())
      fail("semi_markov::entry", "there is no state '" + std::string(name) + "'");
    const auto i = static_cast<std::size_t>(found - names_.begin());
    const std::vector<std::size_t> first = first_phases();
    std::vector<T> mass(first.back(), zero<T>());
    each_start(i, [&](std::size_t k, const T& p) { mass[first[i] + k] = p; });
    return mass;
  }

 private:
  struct row {
    std::variant<std::monostate, T, seconds_in<T>, phase_type<T>> sojourn;
    std::map<std::size_t, T> probabilities;
  };

  std::size_t state(std::string_view name) {
    const auto [found, is_new] = number_.try_emplace(std::string(name), names_.size());
    if (is_new) {
      names_.emplace_back(name);
      rows_.emplace_back();
    }
    return found->second;
  }
  [[nodiscard]] T mean(std::size_t i) const {
    if (const auto* dist = std::get_if<phase_type<T>>(&rows_[i].sojourn)) return dist->mean();
    if (const auto* time = std::get_if<seconds_in<T>>(&rows_[i].sojourn))
      return count_in<T>(*time) / constant<T>(unit_.count());
    return std::get<T>(rows_[i].sojourn);
  }
  [[nodiscard]] const phase_type<T>& dist(std::size_t i) const {
    const auto* dist = std::get_if<phase_type<T>>(&rows_[i].sojourn);
    if (dist == nullptr)
      fail("semi_markov::expanded", "'" + names_[i] + "' has a mean, but no distribution");
    return *dist;
  }
  void check() const {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].probabilities.empty()) continue;
      T sum = zero<T>();
      for (const auto& [to, p] : rows_[i].probabilities) sum += p;
      if (!(sum > constant<T>(1 - 1e-9) &&  // benign: how far input may be off
            sum < constant<T>(1 + 1e-9)))
        fail("semi_markov", "sum of the probabilities from '" + names_[i] + "'", sum, "1");
      if (rows_[i].sojourn.index() == 0)
        fail("semi_markov", "how long '" + names_[i] + "' lasts is not given");
    }
  }

  /// Where the phases of each state begin, and how many there are; a state that is never left has
  /// one.
  [[nodiscard]] std::vector<std::size_t> first_phases() const {
    std::vector<std::size_t> first{0};
    for (std::size_t i = 0; i < rows_.size(); ++i)
      first.push_back(first.back() + (rows_[i].probabilities.empty() ? 1 : dist(i).phases()));
    return first;
  }
  [[nodiscard]] static std::vector<std::size_t> phases_of(const std::vector<std::size_t>& first,
                                                          const std::vector<std::size_t>& states) {
    std::vector<std::size_t> phases;
    for (const std::size_t i : states)
      for (std::size_t k = first[i]; k < first[i + 1]; ++k) phases.push_back(k);
    return phases;
  }
  template <class Use>
  void each_start(std::size_t i, Use&& use) const {
    if (rows_[i].probabilities.empty()) return use(std::size_t{0}, one<T>());
    for (std::size_t k = 0; k < dist(i).phases(); ++k) use(k, dist(i).initial()[k]);
  }
  void add_phases(chain_builder<T>& builder, std::size_t i,
                  const std::vector<std::size_t>& first) const {
    const phase_type<T>& own = dist(i);
    const rate_matrix<T>& rates = own.absorbing_chain().rates();
    for (std::size_t k = 0; k < own.phases(); ++k) {
      for (const auto [to, rate] : row_of(rates, k))
        if (to < own.phases()) builder.add(first[i] + k, first[i] + to, rate);
      for (const auto& [j, p] : rows_[i].probabilities)
        each_start(j, [&, j = j, p = p](std::size_t l, const T& start) {
          builder.add(first[i] + k, first[j] + l, own.exit(k) * p * start);
        });
    }
  }

  std::map<std::string, std::size_t, std::less<>> number_;
  std::vector<std::string> names_;
  std::vector<row> rows_;
  std::map<std::string, std::vector<std::size_t>> labels_;
  hours_in<double> unit_{1};
};

}  // namespace nines
