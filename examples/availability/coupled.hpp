// SPDX-License-Identifier: BSL-1.0
// Two versions of one system, a better and a worse one, computed over the same events.
//
// "What would we gain if this part were perfect?" is a difference of two unavailabilities, and a
// difference loses the digits that it is about. So the two versions are carried side by side: the
// chance that both are up, that only the better one is, that neither is. The better one is never
// down alone (series, parallel and at_least are monotone), so these three are all there is, every
// verb only adds and multiplies them, and the gain, `only_better`, keeps its digits at any size.
//
//   part made perfect:  better = always up          other parts: the same in both
//   part critical:      better = up, worse = down
#pragma once

#include <nines/combine.hpp>
#include <vector>

namespace availability {

template <class T>
struct coupled {
  T both;
  T only_better;
  T neither;

  static coupled same(const nines::probability<T>& p) {
    return {p.value(), nines::detail::zero<T>(), p.complement()};
  }
  static coupled perfect(const nines::probability<T>& p) {
    return {p.value(), p.complement(), nines::detail::zero<T>()};
  }
  static coupled critical() {
    return {nines::detail::zero<T>(), nines::detail::one<T>(), nines::detail::zero<T>()};
  }
};

/// Both, in either version.
template <class T>
coupled<T> series(const coupled<T>& a, const coupled<T>& b) {
  const T better = a.both + a.only_better;
  return {a.both * b.both, a.only_better * (b.both + b.only_better) + a.both * b.only_better,
          a.neither + better * b.neither};
}

/// One of the two, in either version: the mirror image.
template <class T>
coupled<T> parallel(const coupled<T>& a, const coupled<T>& b) {
  const T worse_down = a.only_better + a.neither;
  return {a.both + worse_down * b.both,
          a.only_better * (b.only_better + b.neither) + a.neither * b.only_better,
          a.neither * b.neither};
}

namespace detail {

/// The law of a count of parts, up to a limit where "so many or more" are one: each is counted with
/// the chance that `yes` gives and not with the chance that `no` gives.
template <class T, class Yes, class No>
std::vector<T> count_law(const std::vector<coupled<T>>& parts, std::size_t limit, const Yes& yes,
                         const No& no) {
  std::vector<T> mass(limit + 1, nines::detail::zero<T>());
  mass[0] = nines::detail::one<T>();
  for (const auto& p : parts) {
    for (std::size_t n = limit; n-- > 0;) {
      mass[n + 1] = mass[n + 1] + mass[n] * yes(p);
      mass[n] = mass[n] * no(p);
    }
  }
  return mass;
}

/// The mass by (parts up in both versions, parts up in the better one only), below k of the first
/// and with at most k of the second; what reaches k of the first is up in both.
template <class T>
class coupled_count {
 public:
  coupled_count(std::size_t k, const std::vector<T>& same, const std::vector<T>& gained,
                std::size_t width)
      : k_(k), width_(width), mass_(k * width, nines::detail::zero<T>()), both_(same[k]) {
    for (std::size_t up = 0; up < k; ++up)
      for (std::size_t gain = 0; gain < gained.size(); ++gain)
        mass_[up * width + gain] = same[up] * gained[gain];
  }

  void add(const coupled<T>& p) {
    for (std::size_t up = k_; up-- > 0;)
      for (std::size_t gain = width_; gain-- > 0;) {
        const T here = mass_[up * width_ + gain];
        T& further = up + 1 < k_ ? mass_[(up + 1) * width_ + gain] : both_;
        T& gained = mass_[up * width_ + (gain + 1 < width_ ? gain + 1 : gain)];
        mass_[up * width_ + gain] = here * p.neither;
        further = further + here * p.both;
        gained = gained + here * p.only_better;
      }
  }

  coupled<T> result() const {
    coupled<T> sum{both_, nines::detail::zero<T>(), nines::detail::zero<T>()};
    for (std::size_t up = 0; up < k_; ++up)
      for (std::size_t gain = 0; gain < width_; ++gain) {
        T& side = up + gain >= k_ ? sum.only_better : sum.neither;
        side = side + mass_[up * width_ + gain];
      }
    return sum;
  }

 private:
  std::size_t k_;
  std::size_t width_;
  std::vector<T> mass_;
  T both_;
};

/// at_least(k) where parts of all kinds occur. Those that are the same in both versions, and those
/// that are up in the better one at most, are counted each on their own: O(n k). Only parts that
/// can be in all three states (of which there are few: a service among alternatives) cost O(k^2)
/// each.
template <class T>
coupled<T> count_coupled(std::size_t k, const std::vector<coupled<T>>& parts) {
  const T nothing = nines::detail::zero<T>();
  std::vector<coupled<T>> same;
  std::vector<coupled<T>> gaining;
  std::vector<coupled<T>> mixed;
  for (const auto& p : parts)
    (p.only_better == nothing ? same : p.both == nothing ? gaining : mixed).push_back(p);
  const auto both = [](const auto& p) { return p.both; };
  const auto better = [](const auto& p) { return p.only_better; };
  const auto neither = [](const auto& p) { return p.neither; };
  const std::size_t gains = gaining.size() < k ? gaining.size() : k;
  const std::size_t width = (gains + mixed.size() < k ? gains + mixed.size() : k) + 1;
  coupled_count<T> count(k, count_law(same, k, both, neither),
                         count_law(gaining, gains, better, neither), width);
  for (const auto& p : mixed) count.add(p);
  return count.result();
}

}  // namespace detail

/// At least k of the parts, in either version. A part that is surely down is left out; where every
/// part is the same in both versions, or none is down in the better one, it is nines::at_least.
template <class T>
coupled<T> at_least(std::size_t k, std::vector<coupled<T>> parts) {
  const T nothing = nines::detail::zero<T>();
  std::erase_if(parts,
                [&](const auto& p) { return p.both == nothing && p.only_better == nothing; });
  if (k > parts.size()) return {nothing, nothing, nines::detail::one<T>()};
  bool same = true;
  bool perfect = true;
  std::vector<nines::probability<T>> worse;
  for (const auto& p : parts) {
    same = same && p.only_better == nothing;
    perfect = perfect && p.neither == nothing;
    worse.emplace_back(nines::detail::unchecked, p.both, p.only_better + p.neither);
  }
  if (!same && !perfect) return detail::count_coupled(k, parts);
  const auto up = nines::at_least(k, worse);
  return same ? coupled<T>::same(up) : coupled<T>::perfect(up);
}

/// The law of total probability: f(state) for each state that the condition can be in.
template <class T, class F>
coupled<T> pivot(const coupled<T>& condition, const F& f) {
  const T nothing = nines::detail::zero<T>();
  const T one = nines::detail::one<T>();
  coupled<T> sum{nothing, nothing, nothing};
  const auto add = [&](const T& weight, const coupled<T>& state) {
    if (weight == nothing) return;
    const coupled<T> r = f(state);
    sum = {sum.both + weight * r.both, sum.only_better + weight * r.only_better,
           sum.neither + weight * r.neither};
  };
  add(condition.both, {one, nothing, nothing});
  add(condition.only_better, coupled<T>::critical());
  add(condition.neither, {nothing, nothing, one});
  return sum;
}

}  // namespace availability
