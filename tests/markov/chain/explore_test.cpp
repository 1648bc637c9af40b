// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <nines/markov/chain/explore.hpp>
#include <nines/markov/chain/sort_states.hpp>
#include <nines/markov/steady/steady_state.hpp>
#include <set>

#include "support/message.hpp"
#include "support/published_models.hpp"
#include "support/random.hpp"

using nines_test::message_of;

namespace {

struct pool {
  int up, down;
};

/// Five units, each with a crew of its own.
constexpr auto five_units = [](const pool& s, auto& emit) {
  if (s.up > 0) emit({s.up - 1, s.down + 1}, s.up * 1e-7);
  if (s.down > 0) emit({s.up + 1, s.down - 1}, s.down);
};

struct padded {  // its bytes say nothing: found by ==, hash_value
  char kind;
  int count;
  bool operator==(const padded&) const = default;
};
std::size_t hash_value(const padded& s) { return static_cast<std::size_t>(s.count); }  // a bad one

struct only_ordered {
  double level;
  bool operator<(const only_ordered& other) const { return level < other.level; }
};

struct spoken {
  int number;
};
std::string to_string(const spoken& s) { return "number " + std::to_string(s.number); }

template <class Model>
std::pair<std::size_t, std::size_t> counts(const Model& model) {
  return {model.size(), model.chain().transitions()};
}
using size_pair = std::pair<std::size_t, std::size_t>;

}  // namespace

TEST_CASE("a struct of integers is a state as it is") {
  const auto model = nines::explore(pool{5, 0}, five_units)
                         .label("up", [](const pool& s) { return s.up >= 3; })
                         .reward("crews", [](const pool& s) { return s.down; });
  CHECK(model.size() == 6);
  CHECK(model.chain().transitions() == 10);
  CHECK(model.states()[0].up == 5);
  CHECK(model.states()[model.index_of({2, 3})].down == 3);
  CHECK_FALSE(model.contains({6, 0}));
  CHECK(model.where([](const pool& s) { return s.up == 0; }).states() ==
        std::vector<std::size_t>{model.index_of({0, 5})});
  CHECK(model.chain().reward("crews")[model.index_of({1, 4})] == 4);
  CHECK(model.chain().exit_rates()[0] == 5e-7);
  const auto pi = nines::steady_state(model.chain());
  // Reference: elimination in quadruple precision.
  CHECK(pi.in(model.chain().states("up")).complement() ==
        doctest::Approx(9.9999955000012586e-21).epsilon(1e-14).scale(0));
}

TEST_CASE("transitions may be a range of pairs") {
  const auto model = nines::explore<long double>(3, [](int s) {
    std::vector<std::pair<int, double>> next;
    if (s > 0) next.emplace_back(s - 1, 0.5 * s);
    return next;
  });
  CHECK(model.states() == std::vector<int>{3, 2, 1, 0});
  CHECK(model.chain().rates().coeff(0, 1) == 1.5L);
  CHECK(model.chain().exit_rates()[3] == 0);
}

TEST_CASE("states are found by any of hash_value, std::hash, bytes, elements and order") {
  // A ring of 1000 states, spelled in five types.
  const auto ring = [](auto initial, auto step) {
    return counts(nines::explore(initial, [step](const auto& s, auto& emit) {
      emit(step(s, 1), 1.0);
      emit(step(s, 999), 2.0);
    }));
  };
  const size_pair expected{1000, 2000};
  CHECK(ring(0, [](int s, int by) { return (s + by) % 1000; }) == expected);
  CHECK(ring(std::string("0"), [](const std::string& s, int by) {
          return std::to_string((std::stoi(s) + by) % 1000);
        }) == expected);
  CHECK(ring(padded{'a', 0}, [](const padded& s, int by) {
          return padded{'a', (s.count + by) % 1000};
        }) == expected);
  CHECK(ring(std::vector<int>{0, 7}, [](const std::vector<int>& s, int by) {
          return std::vector<int>{(s[0] + by) % 1000, 7};
        }) == expected);
  CHECK(ring(only_ordered{0}, [](const only_ordered& s, int by) {
          return only_ordered{std::fmod(s.level + by, 1000.0)};
        }) == expected);
  CHECK(ring(std::pair<double, int>{0.5, 0}, [](const std::pair<double, int>& s, int by) {
          return std::pair<double, int>{0.5, (s.second + by) % 1000};
        }) == expected);
}

TEST_CASE("rates to the same state add up; those to itself and of 0 change nothing") {
  const auto model = nines::explore(0, [](int s, auto emit) {
    emit(1 - s, 0.25);
    emit(s, 100);
    emit(17, 0);
    emit(1 - s, 0.5);
  });
  CHECK(counts(model) == size_pair{2, 2});
  CHECK(model.chain().rates().coeff(1, 0) == 0.75);
  CHECK(model.chain().exit_rates()[1] == 0.75);
}

TEST_CASE("rows come out sorted, short or long") {
  const std::size_t width = 300;
  const auto model = nines::explore(std::size_t{0}, [&](std::size_t s, auto& emit) {
    if (s == 0)
      for (std::size_t k = 1; k <= width; ++k) emit((k * 7919) % 1009, 1.0);
    else
      for (const std::size_t k : {std::size_t{11}, std::size_t{3}, std::size_t{0}}) emit(k, 1.0);
  });
  const auto& rates = model.chain().rates();
  for (int i = 0; i < rates.rows(); ++i)
    for (int k = rates.outerIndexPtr()[i] + 1; k < rates.outerIndexPtr()[i + 1]; ++k)
      REQUIRE(rates.innerIndexPtr()[k - 1] < rates.innerIndexPtr()[k]);
  CHECK(model.chain().exit_rates()[0] == static_cast<double>(width));
}

TEST_CASE("random walks: the same chain from a hash, an order and a plain search") {
  nines_test::random_source random(20260101);
  for (int trial = 0; trial < nines_test::trials(50); ++trial) {
    const std::size_t n = random.between(1, 60);
    std::vector<std::vector<std::pair<int, double>>> next(n);
    for (auto& row : next)
      for (std::size_t k = random.below(5); k > 0; --k)
        row.emplace_back(static_cast<int>(random.below(n)), random.log_uniform(1e-8, 1e8));
    const auto hashed = nines::explore(0, [&](int s) { return next[static_cast<std::size_t>(s)]; });
    const auto ordered = nines::explore(only_ordered{0}, [&](const only_ordered& s, auto& emit) {
      for (const auto& [to, rate] : next[static_cast<std::size_t>(s.level)])
        emit({static_cast<double>(to)}, rate);
    });
    std::set<int> reached{0};
    for (std::size_t before = 0; before != reached.size();) {
      before = reached.size();
      const std::set<int> known = reached;  // it grows meanwhile
      for (const int s : known)
        for (const auto& [to, rate] : next[static_cast<std::size_t>(s)]) reached.insert(to);
    }
    REQUIRE(std::set<int>(hashed.states().begin(), hashed.states().end()) == reached);
    REQUIRE(ordered.size() == reached.size());
    for (std::size_t i = 0; i < hashed.size(); ++i) {
      REQUIRE(ordered.states()[i].level == hashed.states()[i]);
      for (std::size_t j = 0; j < hashed.size(); ++j) {
        double rate = 0;
        for (const auto& [to, r] : next[static_cast<std::size_t>(hashed.states()[i])])
          if (i != j && to == hashed.states()[j]) rate += r;
        const auto entry = [&](const auto& m) {
          return m.chain().rates().coeff(static_cast<int>(i), static_cast<int>(j));
        };
        REQUIRE(std::abs(entry(hashed) - rate) <= 1e-15 * rate);
        REQUIRE(entry(ordered) == entry(hashed));
      }
    }
  }
}

TEST_CASE("identical parts that are told to be so are lumped exactly") {
  using parts = std::array<int, 4>;  // 0: up, 1: down, 2: in repair
  const auto rules = [](const parts& s, auto& emit) {
    const bool idle = std::count(s.begin(), s.end(), 2) == 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
      parts next = s;
      next[i] = (s[i] + 1) % 3;
      if (s[i] != 1 || idle) emit(next, s[i] == 0 ? 1e-3 : 2.0);
    }
  };
  const auto up = [](const parts& s) { return std::count(s.begin(), s.end(), 0) >= 2; };
  const auto all = nines::explore(parts{}, rules).label("up", up);
  const auto lumped = nines::explore(parts{}, rules,
                                     {.canonical =
                                          [](parts s) {
                                            std::sort(s.begin(), s.end());
                                            return s;
                                          }})
                          .label("up", up);
  CHECK(all.size() == 48);  // 2^4 without a repair, 4 * 2^3 with one
  CHECK(lumped.size() == 9);
  CHECK(lumped.index_of({1, 0, 0, 0}) == lumped.index_of({0, 0, 1, 0}));
  CHECK(lumped.chain().exit_rates()[0] == 4e-3);
  const auto down = [](const auto& model) {
    return nines::steady_state(model.chain()).in(model.chain().states("up")).complement();
  };
  CHECK(down(lumped) == doctest::Approx(down(all)).epsilon(1e-14).scale(0));
}

TEST_CASE("labels unite, rewards add up, impulses count at the rate they are taken") {
  auto model = nines::explore(0, [](int s, auto& emit) {
    if (s < 3) emit(s + 1, 2);
    if (s > 0) emit(s - 1, 8);
  });
  model.label("end", [](int s) { return s == 0; }).label("end", [](int s) { return s == 3; });
  model.reward("cost", [](int s) { return s; }).impulse("cost", [](int from, int to) {
    return from > to ? 10 : 0;
  });
  CHECK(model.chain().states("end").states() == std::vector<std::size_t>{0, 3});
  CHECK(model.chain().reward("cost")[0] == 0);
  CHECK(model.chain().reward("cost")[3] == 83);
  CHECK(message_of([&] { return model.reward("loss", [](int s) { return -s; }), 0; }) ==
        "nines::explored: reward 'loss' of 1 is -1, but must be 0 or more, and finite");
}

TEST_CASE("the chain knows its unit of time and the names of states that can be printed") {
  const auto rules = [](const spoken& s, auto& emit) { emit({(s.number + 1) % 3}, 60); };
  const auto model = nines::explore(spoken{0}, rules, {.rates_per = std::chrono::minutes(1)});
  CHECK(model.chain().unit() == std::chrono::minutes(1));
  CHECK(model.chain().name(2) == "number 2");
  CHECK(nines::explore(spoken{0}, rules, {.names_up_to = 2}).chain().name(2) == "state 2");
}

TEST_CASE("what is wrong is named") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  const auto bad = [](double rate) {
    return message_of([&] {
      return nines::explore(spoken{0}, [&](const spoken& s, auto& emit) {
        emit({s.number + 1}, s.number < 2 ? 1 : rate);
      });
    });
  };
  CHECK(bad(-1) ==
        "nines::explore: rate from state number 2 to state number 3 is -1, but must be 0 or more, "
        "and finite");
  CHECK(bad(nan).find("is nan, but must be 0 or more, and finite") != std::string::npos);
  CHECK(bad(inf).find("is inf, but must be 0 or more, and finite") != std::string::npos);
  CHECK(message_of([&] {
          return nines::explore(pool{0, 0}, [&](const pool& s, auto& emit) {
            emit({s.up + 1, 0}, s.up < 2 ? 1 : -1);
          });
        }) == "nines::explore: rate from state 2 is -1, but must be 0 or more, and finite");
  CHECK(message_of([] {
          return nines::explore(0, [](int s, auto& emit) { emit(s + 1, 1); },
                                {.state_limit = 1000});
        }) == "nines::explore: more states than state_limit, 1000; one is reached from state 999");
  CHECK(message_of([] { return nines::explore(pool{5, 0}, five_units).index_of({6, 0}); }) ==
        "nines::explored::index_of: the state cannot be reached");
  CHECK(message_of([] {
          return nines::explore(0, [](int, auto&) {}, {.rates_per = std::chrono::hours(0)});
        }).find("rates_per is 0, but must be more than 0") != std::string::npos);
}

TEST_CASE("the published models have the size that is published") {
  // Sources: the papers named in published_models.hpp, and the explicit chains that Prism exports.
  CHECK(counts(nines_test::cluster(4)) == size_pair{820, 3616});
  CHECK(counts(nines_test::tandem(31)) == size_pair{2016, 6819});
  CHECK(counts(nines_test::poll(7)) == size_pair{1344, 5824});
  CHECK(counts(nines_test::stiff(6)) == size_pair{1127, 4724});
  CHECK(counts(nines_test::k_of_n({1000, 990, 1e-6, 1, 4})) == size_pair{1001, 2000});
  CHECK(counts(nines_test::k_of_n_in_environments()) == size_pair{12, 32});
  CHECK(counts(nines_test::mission()) == size_pair{3, 4});
  if (!nines_test::is_optimised) return;
  CHECK(counts(nines_test::cluster(16)) == size_pair{10132, 48160});
  CHECK(counts(nines_test::cluster(64)) == size_pair{151060, 733216});
  CHECK(counts(nines_test::tandem(255)) == size_pair{130816, 455939});
  CHECK(counts(nines_test::poll(13)) == size_pair{159744, 1171456});
  CHECK(counts(nines_test::stiff(65)) == size_pair{100188, 445631});
  CHECK(counts(nines_test::fms(3)) == size_pair{6520, 37394});
  CHECK(counts(nines_test::kanban(3)) == size_pair{58400, 446400});
}

TEST_CASE("the published models have the long run that is published") {
  // References: elimination in quadruple precision.
  const auto approx = [](double x) { return doctest::Approx(x).epsilon(1e-13).scale(0); };
  const auto environments = nines_test::k_of_n_in_environments().chain();
  CHECK(nines::steady_state(environments).in(environments.states("env1")).value() == approx(0.25));
  if (!nines_test::is_optimised) return;
  const auto cluster = nines_test::cluster(4).chain();
  const auto pi = nines::steady_state(cluster);
  CHECK(pi.in(cluster.states("premium")).value() == approx(0.99992124085137938));
  CHECK(pi.in(cluster.states("minimum")).complement() == approx(3.7011298647145485e-06));
}

TEST_CASE("an impulse counts where a state leads to itself, sorted or not") {
  auto model = nines::explore(0, [](int s, auto& emit) {
    emit(s, 5. + s);
    emit(1 - s, 1.);
  });
  model.impulse("moves", [](int, int) { return 1.; });
  CHECK(model.chain().reward("moves")[0] == 6);
  auto sorted = nines::sort_states(std::move(model), std::greater<>());
  sorted.impulse("again", [](int from, int to) { return from == to ? 1. : 0.; });
  CHECK(sorted.chain().reward("again")[0] == 6);  // state 1
  CHECK(sorted.chain().reward("again")[1] == 5);
}

TEST_CASE("a model without an end is refused while it grows") {
  const auto endless = [](std::uint64_t s, auto& emit) { emit(s + 1, 1.); };
  CHECK(message_of([&] {
          return nines::explore(std::uint64_t{0}, endless, {.memory_limit = 1e6});
        }).find("states needs 0.0009") != std::string::npos);
  const auto dense = [](int s, auto& emit) {
    for (int k = 0; k < 5000; ++k)
      if (k != s) emit(k, 1.);
  };
  CHECK(message_of([&] {
          return nines::explore(0, dense, {.memory_limit = 1e6});
        }).find("but memory_limit is 0.0009") != std::string::npos);
  CHECK(message_of([&] {
          return nines::explore(0, dense, {.memory_limit = static_cast<double>(NAN)});
        }) == "nines::explore: memory_limit is nan, but must be 0 or more");
}
