// SPDX-License-Identifier: BSL-1.0
#include "reader.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "common/format.hpp"
#include "product.hpp"

namespace markov {

namespace {

const std::vector<std::string> model_keys = {
    "title", "states", "up", "initial", "rates", "chances", "transitions", "rewards", "objective"};

class reader {
 public:
  reader(const cursor& root, model& m) : root_(root), m_(m) {}

  void run() {
    const fields top(root_, model_keys);
    read_states(top.at("states"));
    if (const auto* c = top.find("rates")) read_parameters(*c, true);
    if (const auto* c = top.find("chances")) read_parameters(*c, false);
    m_.up = nines::state_set(m_.states.size());
    for (const auto& c : top.at("up").items()) m_.up.insert(state(c));
    read_initial(top.find("initial"));
    for (const auto& c : top.at("transitions").items()) read_transition(c);
    if (const auto* c = top.find("rewards")) read_rewards(*c);
    if (const auto* c = top.find("objective")) {
      m_.objective = c->probability();
      m_.written_objective = c->text();
    }
    check_rates();
  }

 private:
  void read_states(const cursor& c) {
    for (const auto& item : c.items()) {
      const std::string name = item.name();
      if (std::find(m_.states.begin(), m_.states.end(), name) != m_.states.end())
        item.fail("there is already a state '" + name + "'");
      m_.states.push_back(name);
    }
  }
  std::size_t state(const cursor& c) const {
    const std::string name = c.name();
    const auto found = std::find(m_.states.begin(), m_.states.end(), name);
    if (found == m_.states.end())
      c.fail("there is no state '" + name + "'" + suggestion(name, m_.states));
    return static_cast<std::size_t>(found - m_.states.begin());
  }
  /// A state, or several with their probabilities; the first state where nothing is said.
  void read_initial(const cursor* c) {
    m_.initial.assign(m_.states.size(), 0);
    if (c == nullptr || !c->is_map()) {
      m_.initial[c == nullptr ? 0 : state(*c)] = 1;
      return;
    }
    double sum = 0;
    for (const auto& [name, share] : c->entries()) {
      const auto found = std::find(m_.states.begin(), m_.states.end(), name);
      if (found == m_.states.end())
        share.fail("there is no state '" + name + "'" + suggestion(name, m_.states));
      const double probability_of = share.probability().value();
      m_.initial[static_cast<std::size_t>(found - m_.states.begin())] += probability_of;
      sum += probability_of;
    }
    if (!(std::abs(sum - 1) < 1e-9))
      c->fail("the chances sum to " + significant(sum, 10) + ", but must sum to 1");
  }
  void read_parameters(const cursor& c, bool are_rates) {
    for (const auto& [name, value] : c.entries()) {
      check_parameter_name(name, value.where());
      if (find_parameter(m_, name)) value.fail("is there twice");
      parameter p{.name = name, .where = value.where()};
      if (are_rates)
        p.per_hour = read_rate(value);
      else
        p.share = value.probability();
      m_.parameters.push_back(p);
    }
  }
  void read_transition(const cursor& c) {
    const fields f(c, {"from", "to", "rate"});
    transition t{.from = state(f.at("from")), .to = state(f.at("to")), .where = c.where()};
    if (t.from == t.to) c.fail("goes from a state to itself, which changes nothing");
    read_product(m_, f.at("rate"), t);
    m_.transitions.push_back(t);
  }
  void read_rewards(const cursor& c) {
    for (const auto& [name, states] : c.entries()) {
      reward r{.name = name, .per_hour = {}};
      for (const auto& [state_name, amount] : states.entries()) {
        const auto found = std::find(m_.states.begin(), m_.states.end(), state_name);
        if (found == m_.states.end())
          amount.fail("there is no state '" + state_name + "'" + suggestion(state_name, m_.states));
        r.per_hour.emplace_back(found - m_.states.begin(), amount.amount());
      }
      m_.rewards.push_back(r);
    }
  }
  void check_rates() const {
    for (const auto& t : m_.transitions)
      if (!std::isfinite(rate_of(m_, t))) t.where.fail("the rate is out of range");
  }

  cursor root_;
  model& m_;
};

}  // namespace

namespace {

model read_model(const std::string& name, const cursor& c, const std::string& title_of_file) {
  model m;
  m.title = title_of(fields(c, model_keys), name, title_of_file, "A Markov model");
  reader(c, m).run();
  return m;
}

model only_chain_of(const std::string& file) {
  chains list;
  read_sections(read_file_text(file), file, [&](const fields& top) { list = read_chains(top); });
  if (list.size() != 1) location{file, 1, 1, ""}.fail("must have one chain, under the key chains");
  return list.front().what;
}

}  // namespace

chains read_chains(const fields& top) {
  const auto* title = top.find("title");
  const std::string of_file = title != nullptr ? title->line() : "";
  return read_section<model>(top, "chains", [&](const std::string& name, const cursor& c) {
    return read_model(name, c, of_file);
  });
}

model find_chain(const cursor& name, const chains& known) {
  if (const model* found = find_named(known, name.text())) return *found;
  namespace fs = std::filesystem;
  const fs::path beside = fs::path(name.where().file).parent_path() / name.text();
  std::error_code ignored;
  if (!fs::exists(beside, ignored))
    name.fail("there is no chain " + quoted(name.text()) + ", and no file of that name" +
              suggestion(name.text(), names_of(known)));
  try {
    return only_chain_of(beside.string());
  } catch (const input_error& e) {
    name.fail(e.what());
  }
}

}  // namespace markov
