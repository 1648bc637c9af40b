// SPDX-License-Identifier: BSL-1.0
// What comments say that compositions cost: counted in operations.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/combine.hpp>
#include <vector>

#include "support/counted.hpp"
#include "support/message.hpp"
#include "support/random.hpp"

using nines_test::counted;
using nines_test::message_of;
using nines_test::operations;
using nines_test::work_of;
using counted_part = nines::probability<counted>;

namespace {

counted_part up_with(double chance) { return counted_part::from_value(counted(chance)); }

std::vector<counted_part> unlike_parts(std::size_t n) {
  nines_test::random_source random(n);
  std::vector<counted_part> parts;
  for (std::size_t i = 0; i < n; ++i) parts.push_back(up_with(random.uniform(0.5, 0.99)));
  return parts;
}
double real(std::size_t n) { return static_cast<double>(n); }
double most_squarings(std::size_t n) { return 2 * std::log2(real(n)); }

}  // namespace

TEST_CASE("copies in series and in parallel take a logarithm of their number") {
  for (const std::size_t n : {10U, 1000U, 1'000'000U}) {
    const auto like = nines::copies(n, up_with(0.99));
    CHECK(work_of([&] { return nines::series(like); }).products() <= most_squarings(n) * 2 + 4);
    CHECK(work_of([&] { return nines::parallel(like); }).products() <= most_squarings(n) * 2 + 4);
    const auto sum = work_of([&] { return nines::expected_attempts(up_with(0.9), n); });
    CHECK(sum.all() <= 4 * most_squarings(n) + 4);
  }
}

TEST_CASE("k of n unlike parts take two products at each of k (n - k + 1) steps, and 5 n") {
  for (const std::size_t n : {10U, 40U, 160U})
    for (const std::size_t k : {std::size_t{1}, n / 2, n - 2, n}) {
      const auto parts = unlike_parts(n);
      const auto work = work_of([&] { return nines::at_least(k, parts); });
      CAPTURE(n);
      CAPTURE(k);
      CHECK(work.products() <= 2 * real(k) * real(n - k + 1) + 5 * real(n));
    }
  CHECK(message_of([] { return nines::detail::check_cells(100'000, 199'999), 0; }) == "no error");
  CHECK(message_of([] { return nines::detail::check_cells(100'001, 200'000), 0; }) != "no error");
}

TEST_CASE("k of n like parts take operations in their number") {
  for (const std::size_t n : {10U, 100U, 1000U})
    for (const std::size_t k : {std::size_t{2}, n / 2, n - 1}) {
      const auto like = nines::copies(n, up_with(0.9));
      CHECK(work_of([&] { return nines::at_least(k, like); }).all() <= 8 * real(n) + 20);
    }
}

TEST_CASE("correlated parts take the square of their number") {
  for (const std::size_t n : {10U, 40U, 160U}) {
    const auto work = work_of([&] {
      return nines::correlated_at_least(n / 2, nines::copies(n, up_with(0.9)), up_with(0.1));
    });
    CHECK(work.all() <= 10 * real(n) * real(n));
  }
}

TEST_CASE("votes take their number times the distinct sums below the threshold") {
  for (const std::size_t n : {10U, 40U}) {
    const auto parts = unlike_parts(n);
    std::vector<nines::weighted_part<counted>> votes;
    for (std::size_t i = 0; i < n; ++i) votes.push_back({1 + i % 3, parts[i]});
    const std::size_t threshold = n;  // as many distinct sums at most
    const auto work = work_of([&] { return nines::weighted_vote(threshold, votes); });
    CHECK(work.products() <= 2 * real(n) * real(threshold));
  }
}

TEST_CASE("what is gained in k of n: n k, and k^2 for each part in three states") {
  for (const std::size_t n : {10U, 40U}) {
    const std::size_t k = n / 2;
    std::vector<nines::improvement<counted>> parts;
    for (const counted_part& p : unlike_parts(n))
      parts.push_back(nines::improvement<counted>::unchanged(p));
    const double same = work_of([&] { return nines::at_least(k, parts); }).all();
    CHECK(same <= 12 * real(n) * real(k));
    for (const std::size_t i : {0U, 1U})
      parts[i] = {.both = counted(0.5), .only_better = counted(0.25), .neither = counted(0.25)};
    CHECK(work_of([&] { return nines::at_least(k, parts); }).all() <=
          12 * real(n) * real(k) + 2 * 6 * real(k) * real(k));
  }
}

TEST_CASE("siblings in a tree take the product of the widths of their distributions") {
  for (const std::size_t hosts : {8U, 32U}) {
    using domain = nines::failure_domain<counted>;
    const auto zone = [&] {
      domain z;
      z.self = up_with(0.999);
      z.hosts.push_back({.count = hosts, .host = up_with(0.99)});
      return z;
    };
    domain region;
    region.domains = {zone(), zone(), zone()};
    const std::size_t lost = hosts;  // that may be
    const auto work = work_of([&] { return nines::at_least_capacity(2 * hosts, region); });
    const double of_hosts = 3 * 10 * real(hosts);
    CHECK(work.products() <= 3 * real(lost + 1) * real(lost + 1) * 2 + of_hosts * 4);
  }
}
