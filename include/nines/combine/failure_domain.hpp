// SPDX-License-Identifier: BSL-1.0
// Failure domains as a tree: "10 of 15 hosts, in 3 zones, and the zones fail too".
//
// A domain (a region, a zone, a rack) holds groups of like hosts and further domains; when it
// fails, all of its capacity is lost at once. The law of the lost capacity is built from the leaves
// up: binomial for a group, a convolution for what stands side by side, a mixture with "all lost"
// for the domain itself. More loss than is tolerated is lumped into one mass, so both sides are
// positive sums.
#pragma once

#include <nines/combine/at_least.hpp>
#include <vector>

namespace nines {

/// `count` independent, identical hosts of `capacity` units each.
template <class T = double>
struct host_group {
  std::size_t count = 1;
  probability<T> host;
  std::size_t capacity = 1;
};

/// What fails as a whole, with what is in it. The default `self` never fails.
template <class T = double>
struct failure_domain {
  probability<T> self = probability<T>::always();
  std::vector<host_group<T>> hosts = {};
  std::vector<failure_domain> domains = {};

  /// The capacity with everything up.
  [[nodiscard]] std::size_t capacity() const {
    std::size_t sum = 0;
    for (const auto& group : hosts) sum += group.count * group.capacity;
    for (const auto& domain : domains) sum += domain.capacity();
    return sum;
  }
};

namespace detail {

/// The law of a lost capacity: mass[j] for a loss of j <= most, and the mass of all larger losses.
/// Entries outside [0, mass.size()) are zero.
template <class T>
struct loss_law {
  std::vector<T> mass = {one<T>()};
  T beyond = zero<T>();
};

/// The law of the loss of a group. Terms outwards from the largest, as in binomial.hpp.
template <class T>
loss_law<T> group_loss(const host_group<T>& group, std::size_t most) {
  loss_law<T> law;
  const std::size_t n = group.count;
  if (n == 0 || group.capacity == 0) return law;
  const std::size_t last = most / group.capacity < n ? most / group.capacity : n;
  law.mass.assign(last * group.capacity + 1, zero<T>());
  const auto at = [&](std::size_t down) -> T& { return law.mass[down * group.capacity]; };
  const auto& p = group.host;
  const auto mode =
      static_cast<std::size_t>(static_cast<double>(p.complement()) * (static_cast<double>(n) + 1));
  const std::size_t top = mode < last ? mode : last;
  at(top) = binomial_term(n, top, p);
  if (!(p.value() == zero<T>()) && !(p.complement() == zero<T>())) {
    const T odds = p.complement() / p.value();
    for (std::size_t j = top; j < last && at(j) > zero<T>(); ++j)
      at(j + 1) = at(j) * term_ratio(n, j, odds);
    for (std::size_t j = top; j > 0 && at(j) > zero<T>(); --j)
      at(j - 1) = at(j) / term_ratio(n, j - 1, odds);
  }
  if (last < n) law.beyond = binomial_sum(n, last + 1, n, p);
  return law;
}

/// The first index of a positive mass, and one past the last: what a convolution must visit.
template <class T>
std::pair<std::size_t, std::size_t> support(const std::vector<T>& mass) {
  std::size_t first = 0;
  std::size_t last = mass.size();
  while (first < last && mass[first] == zero<T>()) ++first;
  while (last > first && mass[last - 1] == zero<T>()) --last;
  return {first, last};
}

/// The law of the sum of two independent losses.
template <class T>
loss_law<T> add_losses(const loss_law<T>& a, const loss_law<T>& b, std::size_t most) {
  const auto [a_first, a_last] = support(a.mass);
  const auto [b_first, b_last] = support(b.mass);
  loss_law<T> sum;
  if (a_first == a_last || b_first == b_last) return {{zero<T>()}, one<T>()};
  sum.mass.assign(a_last + b_last - 2 < most ? a_last + b_last - 1 : most + 1, zero<T>());
  std::vector<T> tail(b_last - b_first + 1, b.beyond);  // tail[i]: b loses at least b_first + i
  for (std::size_t i = b_last - b_first; i-- > 0;) tail[i] = tail[i + 1] + b.mass[b_first + i];
  sum.beyond = a.beyond;
  for (std::size_t i = a_first; i < a_last; ++i) {
    const std::size_t room = most - i;  // b may lose this much
    const std::size_t end = room + 1 < b_last ? room + 1 : b_last;
    for (std::size_t j = b_first; j < end; ++j)
      sum.mass[i + j] = sum.mass[i + j] + a.mass[i] * b.mass[j];
    sum.beyond = sum.beyond + a.mass[i] * tail[end > b_first ? end - b_first : 0];
  }
  return sum;
}

template <class T>
loss_law<T> domain_loss(const failure_domain<T>& domain, std::size_t most) {
  loss_law<T> law;
  for (const auto& group : domain.hosts) law = add_losses(law, group_loss(group, most), most);
  for (const auto& inner : domain.domains) law = add_losses(law, domain_loss(inner, most), most);
  if (domain.self.complement() == zero<T>()) return law;
  for (T& mass : law.mass) mass = mass * domain.self.value();
  law.beyond = law.beyond * domain.self.value();
  const std::size_t all = domain.capacity();
  if (all > most) {
    law.beyond = law.beyond + domain.self.complement();
  } else {
    if (law.mass.size() <= all) law.mass.resize(all + 1, zero<T>());
    law.mass[all] = law.mass[all] + domain.self.complement();
  }
  return law;
}

}  // namespace detail

/// The chance that at least `need` units of the capacity of a domain tree are up. Zones may differ
/// in size, in hosts and in depth. *Throws* domain_error if `need` exceeds the capacity.
/// *Accuracy*: (hosts) epsilon at worst, both sides. *Cost*: per pair of siblings the product of
/// the widths of their laws, at most the loss tolerated each; only masses that are not zero count,
/// so a million hosts take milliseconds. *Source*: convolution; layouts as in AWS "Availability
/// with redundancy".
template <class T>
[[nodiscard]] probability<T> at_least_capacity(std::size_t need, const failure_domain<T>& domain) {
  const std::size_t capacity = domain.capacity();
  if (need > capacity)
    detail::fail("at_least_capacity", "need", need,
                 "at most the capacity, " + detail::describe(capacity));
  if (need == 0) return probability<T>::always();
  const auto law = detail::domain_loss(domain, capacity - need);
  T up = detail::zero<T>();
  for (const T& mass : law.mass) up = up + mass;
  return {detail::unchecked, std::move(up), law.beyond};
}

}  // namespace nines
