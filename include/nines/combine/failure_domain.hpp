// SPDX-License-Identifier: BSL-1.0
// Failure domains as a tree: "10 of 15 hosts, in 3 zones, and the zones fail too".
//
// A domain (a region, a zone, a rack) holds groups of like hosts and further domains; when it
// fails, all of its capacity is lost at once. The distribution of the lost capacity is built from
// the leaves up: binomial for a group, a convolution for what stands side by side, a mixture with
// "all lost" for the domain itself. Like domains (`count`) are added by doubling. More loss than is
// tolerated is lumped into one mass, so both sides are positive sums.
// Index: failure domain, capacity outage distribution.
#pragma once

#include <nines/combine/at_least.hpp>
#include <nines/combine/failure_domain_tree.hpp>
#include <nines/error.hpp>
#include <nines/probability/two_sided_sum.hpp>
#include <numeric>
#include <vector>

namespace nines {

namespace detail {

/// The distribution of a lost capacity: mass[j] for a loss of j <= most, and the mass of all larger
/// losses. Entries outside [0, mass.size()) are zero.
template <class T>
struct loss_distribution {
  std::vector<T> mass = {one<T>()};
  T beyond = zero<T>();
};

/// What is the same for a whole tree: the largest loss that is tolerated, and
/// the work that is left.
struct loss_question {
  std::size_t most;
  work_budget work;
};

/// The distribution of the loss of a group. Terms outwards from the largest, as in binomial.hpp.
template <class T>
loss_distribution<T> group_loss(const host_group<T>& group, loss_question& asked) {
  const std::size_t most = asked.most;
  loss_distribution<T> dist;
  const std::size_t n = group.count;
  if (n == 0 || group.capacity == 0) return dist;
  const std::size_t last = most / group.capacity < n ? most / group.capacity : n;
  dist.mass.assign(last * group.capacity + 1, zero<T>());
  const auto at = [&](std::size_t down) -> T& { return dist.mass[down * group.capacity]; };
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
  if (last < n) dist.beyond = split_binomial(n, last, p).more;
  return dist;
}

/// A stretch [first, last) of a distribution without zeros.
struct run {
  std::size_t first;
  std::size_t last;
};
template <class T>
std::vector<run> runs(const std::vector<T>& mass) {
  std::vector<run> found;
  for (std::size_t i = 0; i < mass.size(); ++i) {
    if (scalar_traits<T>::all(mass[i] == zero<T>())) continue;
    if (found.empty() || found.back().last != i) found.push_back({i, i});
    found.back().last = i + 1;
  }
  return found;
}

inline double length(const std::vector<run>& of) {
  double sum = 0;
  for (const run& each : of) sum += static_cast<double>(each.last - each.first);
  return sum;
}

/// The distribution of the sum of two independent losses.
template <class T>
loss_distribution<T> add_losses(const loss_distribution<T>& a, const loss_distribution<T>& b,
                                loss_question& asked) {
  const std::size_t most = asked.most;
  const std::size_t longest = a.mass.size() + b.mass.size() - 1;
  loss_distribution<T> sum{std::vector<T>(longest < most ? longest : most + 1, zero<T>()),
                           a.beyond};
  std::vector<T> tail(b.mass.size() + 1, b.beyond);  // tail[j]: b loses at least j
  for (std::size_t j = b.mass.size(); j-- > 0;) tail[j] = tail[j + 1] + b.mass[j];
  const auto runs_of_a = runs(a.mass);
  const auto runs_of_b = runs(b.mass);
  asked.work.spend(length(runs_of_a) * length(runs_of_b));
  for (const run& in_a : runs_of_a) {
    for (std::size_t i = in_a.first; i < in_a.last; ++i) {
      const std::size_t end = most - i + 1;  // b may lose less than this
      for (const run& in_b : runs_of_b)
        for (std::size_t j = in_b.first; j < (in_b.last < end ? in_b.last : end); ++j)
          sum.mass[i + j] = sum.mass[i + j] + a.mass[i] * b.mass[j];
      sum.beyond = sum.beyond + a.mass[i] * tail[end < b.mass.size() ? end : b.mass.size()];
    }
  }
  return sum;
}

/// The distribution of the sum of all, neighbours first: the wide distributions are then few.
template <class T>
loss_distribution<T> add_all(std::vector<loss_distribution<T>> dists, loss_question& asked) {
  if (dists.empty()) return {};
  for (std::size_t count = dists.size(); count > 1; count = (count + 1) / 2) {
    for (std::size_t i = 0; i < count / 2; ++i)
      dists[i] = add_losses(dists[2 * i], dists[2 * i + 1], asked);
    if (count % 2 == 1) dists[count / 2] = std::move(dists[count - 1]);
  }
  return std::move(dists.front());
}

/// The distribution of the sum of `count` independent losses of the same distribution, by doubling.
template <class T>
loss_distribution<T> repeat_loss(loss_distribution<T> dist, std::size_t count,
                                 loss_question& asked) {
  if (count == 1) return dist;
  loss_distribution<T> sum;
  for (; count > 0; count /= 2) {
    if (count % 2 == 1) sum = add_losses(sum, dist, asked);
    if (count > 1) dist = add_losses(dist, dist, asked);
  }
  return sum;
}

/// Adds to the probability of a loss.
template <class T>
void add_mass(loss_distribution<T>& dist, std::size_t loss, const T& p, std::size_t most) {
  if (loss > most) {
    dist.beyond = dist.beyond + p;
  } else {
    if (dist.mass.size() <= loss) dist.mass.resize(loss + 1, zero<T>());
    dist.mass[loss] = dist.mass[loss] + p;
  }
}

/// The distribution of the loss of a group, in lanes. Host by host, since the largest term differs
/// from lane to lane.
template <class T>
  requires(scalar_traits<T>::is_lanes)
loss_distribution<T> group_loss(const host_group<T>& group, loss_question& asked) {
  loss_distribution<T> dist;
  if (group.capacity == 0) return dist;
  dist.mass.front() = group.host.value();
  add_mass(dist, group.capacity, group.host.complement(), asked.most);
  return repeat_loss(std::move(dist), group.count, asked);
}

/// The distribution of the loss of all `count` of a domain: of the contents of each while it is up,
/// of all of them when it is down.
template <class T>
loss_distribution<T> domain_loss(const failure_domain<T>& domain, loss_question& asked) {
  if (domain.count == 0) return {};
  std::vector<loss_distribution<T>> dists;
  for (const auto& group : domain.hosts) dists.push_back(group_loss(group, asked));
  for (const auto& inner : domain.domains) dists.push_back(domain_loss(inner, asked));
  loss_distribution<T> dist = add_all(std::move(dists), asked);
  for (T& mass : dist.mass) mass = mass * domain.self.value();
  dist.beyond = dist.beyond * domain.self.value();
  add_mass(dist, domain.capacity() / domain.count, domain.self.complement(), asked.most);
  return repeat_loss(std::move(dist), domain.count, asked);
}

/// The greatest common divisor of all capacities of hosts; 0 where there are none.
template <class T>
std::size_t common_unit(const failure_domain<T>& domain) {
  std::size_t unit = 0;
  for (const auto& group : domain.hosts) unit = std::gcd(unit, group.capacity);
  for (const auto& inner : domain.domains) unit = std::gcd(unit, common_unit(inner));
  return unit;
}
/// The same tree with its capacities in a unit that divides each.
template <class T>
void divide_capacities(failure_domain<T>& domain, std::size_t unit) {
  for (auto& group : domain.hosts) group.capacity /= unit;
  for (auto& inner : domain.domains) divide_capacities(inner, unit);
}

/// The bytes of all distributions of a tree, were they held at once; three of each while it is
/// added.
template <class T>
double bytes_of_distributions(const failure_domain<T>& domain, std::size_t most) {
  const auto width = [most](std::size_t capacity) {
    return 3 * sizeof(T) * (static_cast<double>(capacity < most ? capacity : most) + 1);
  };
  double bytes = width(domain.capacity());
  for (const auto& group : domain.hosts) bytes += width(group.count * group.capacity);
  for (const auto& inner : domain.domains) bytes += bytes_of_distributions(inner, most);
  return bytes;
}

}  // namespace detail

/// The probability that at least `need` units of the capacity of a domain tree are up. Zones may
/// differ in size, in hosts and in depth; capacities are counted in their greatest common divisor,
/// so that hosts of 2e12 and 3e12 bytes are hosts of 2 and 3. *Throws* domain_error if `need`
/// exceeds the capacity; convergence_error before it takes more than `memory_limit` bytes, or
/// minutes. *Accuracy*: (hosts) epsilon at worst, both sides. *Cost*: per pair of siblings the
/// product of the widths of their distributions, at most the loss tolerated each; only masses that
/// are not zero count. *Source*: convolution; layouts as in AWS "Availability with redundancy".
template <class T>
[[nodiscard]] probability<T> at_least_capacity(std::size_t need, const failure_domain<T>& domain,
                                               double memory_limit = default_memory_limit) {
  constexpr auto function = "at_least_capacity";
  const std::size_t capacity = domain.capacity();
  if (need > capacity) fail(function, "need", need, "at most the capacity, " + describe(capacity));
  if (need == 0) return probability<T>::always();
  const std::size_t unit = detail::common_unit(domain);  // not 0: there is capacity
  failure_domain<T> tree = domain;
  detail::divide_capacities(tree, unit);
  const std::size_t most = (capacity - need) / unit;
  require_memory(function, "the distribution of " + describe(most) + " units that may be lost",
                 detail::bytes_of_distributions(tree, most), memory_limit);
  detail::loss_question asked{
      most, {function, 3e10, "multiplications", "give the capacities in larger units"}};
  const auto dist = detail::domain_loss(tree, asked);
  two_sided_sum<T> sum(zero<T>(), dist.beyond);
  for (const T& mass : dist.mass) sum.add_value(mass);
  return sum.result();
}

}  // namespace nines
