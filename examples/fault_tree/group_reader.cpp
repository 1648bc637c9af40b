// SPDX-License-Identifier: BSL-1.0
#include "group_reader.hpp"

#include <cmath>

#include "common/format.hpp"

namespace fault_tree {

namespace {

enum class factor_model { beta, greek_letters, alpha, phi };

factor_model model_of(const element& e) {
  const std::string name = e.attribute("model");
  const std::vector<std::string> names = {"beta-factor", "MGL", "alpha-factor", "phi-factor"};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (name == names[i]) return static_cast<factor_model>(i);
  e.fail("there is no model " + quoted(name) + suggestion(name, names));
}

/// Factors by level, and the total probability of each member.
class group_maker {
 public:
  group_maker(const pending& from, expression_reader& read, model& to)
      : from_(from), read_(read), values_(to.values), group_(to.groups[from.index]) {}

  void run() {
    model_ = model_of(from_.from);
    const auto content = from_.from.content();
    for (std::size_t i = 1; i < content.size(); ++i) take(content[i]);
    if (total_ == none) from_.from.fail("has no <distribution>");
    if (factors_.empty()) from_.from.fail("has no <factors>");
    for (std::size_t i = 0; i < factors_.size(); ++i)
      if (factors_[i] == none)
        from_.from.fail("has no factor of level " + std::to_string(i + least_level()));
    group_.checked = factors_;
    group_.checked.push_back(total_);
    group_.adds_up_to_one = model_ == factor_model::phi;
    group_.by_size.assign(group_.members.size(), none);
    if (model_ == factor_model::beta) return use_beta();
    if (model_ == factor_model::greek_letters) return use_greek_letters();
    if (model_ == factor_model::alpha) return use_alphas();
    for (std::size_t i = 0; i < factors_.size(); ++i)
      group_.by_size[i] = product({factors_[i], total_});
  }

 private:
  /// The level of the first factor: of all members, of two, or of one.
  [[nodiscard]] std::size_t least_level() const {
    return model_ == factor_model::beta            ? group_.members.size()
           : model_ == factor_model::greek_letters ? 2
                                                   : 1;
  }
  void take(const element& e) {
    if (e.name() == "distribution") {
      e.allow({});
      if (total_ != none) e.fail("stands there twice");
      total_ = read_.read(e.only_child(), from_.in);
    } else if (e.name() == "factor") {
      add_factor(e);
    } else if (e.name() == "factors") {
      e.allow({});
      for (const auto& each : e.children()) {
        if (each.name() != "factor") each.fail("must be <factor>");
        add_factor(each);
      }
    } else {
      e.fail("may not stand here" + suggestion(e.name(), {"distribution", "factor", "factors"}));
    }
  }
  void add_factor(const element& e) {
    e.allow({"level"});
    const std::size_t least = least_level();
    const std::size_t level =
        e.find_count("level").value_or(next_level_ == 0 ? least : next_level_);
    if (level < least || level > group_.members.size())
      e.fail("level is " + std::to_string(level) + ", but must be from " + std::to_string(least) +
             " to the number of members, " + std::to_string(group_.members.size()));
    if (factors_.size() <= level - least) factors_.resize(level - least + 1, none);
    if (factors_[level - least] != none)
      e.fail("there is already a factor of level " + std::to_string(level));
    factors_[level - least] = read_.read(e.only_child(), from_.in);
    next_level_ = level + 1;
  }

  std::size_t apply(const char* name, std::vector<std::size_t> of) {
    return values_.apply(*find_operation(name), std::move(of), from_.from.at());
  }
  std::size_t product(std::vector<std::size_t> of) { return apply("mul", std::move(of)); }
  std::size_t number(double x) { return values_.constant(two_sided_value::of(x)); }
  std::size_t opposite(std::size_t of) { return apply("sub", {number(1), of}); }
  /// 1 / C(n - 1, k - 1): what is of all sets of k with a given member among them, for each.
  std::size_t share_of_set(std::size_t k) {
    const auto others = static_cast<double>(group_.members.size() - 1);
    double sets = 1;
    for (std::size_t i = 1; i < k; ++i)
      sets = sets * (others - static_cast<double>(i - 1)) / static_cast<double>(i);
    return number(1 / std::round(sets));
  }

  void use_beta() {
    group_.by_size.front() = product({opposite(factors_[0]), total_});
    group_.by_size.back() = product({factors_[0], total_});
  }
  void use_greek_letters() {
    for (std::size_t k = 1; k <= factors_.size() + 1; ++k) {
      std::vector<std::size_t> list = {share_of_set(k), total_};
      for (std::size_t i = 0; i + 1 < k; ++i) list.push_back(factors_[i]);
      if (k <= factors_.size()) list.push_back(opposite(factors_[k - 1]));
      group_.by_size[k - 1] = product(std::move(list));
    }
  }
  /// k alpha_k over the sum of all of them: tests are not staggered.
  void use_alphas() {
    std::vector<std::size_t> weighted;
    for (std::size_t k = 1; k <= factors_.size(); ++k)
      weighted.push_back(product({number(static_cast<double>(k)), factors_[k - 1]}));
    const std::size_t all = apply("add", weighted);
    for (std::size_t k = 1; k <= factors_.size(); ++k)
      group_.by_size[k - 1] =
          product({apply("div", {weighted[k - 1], all}), share_of_set(k), total_});
  }

  const pending& from_;
  expression_reader& read_;
  expressions& values_;
  common_cause_group& group_;
  factor_model model_ = factor_model::beta;
  std::vector<std::size_t> factors_;
  std::size_t total_ = none;
  std::size_t next_level_ = 0;
};

}  // namespace

void read_group(const pending& from, expression_reader& read, model& to) {
  group_maker(from, read, to).run();
}

void check_groups(const model& m) {
  for (const auto& group : m.groups) {
    double sum = 0;
    for (const std::size_t each : group.checked) {
      const auto& x = m.values.value(each);
      if (!x.is_probability())
        group.at.fail("its factors and its distribution must be probabilities, but one is " +
                      significant(x.value, 6));
      if (each != group.checked.back()) sum += x.value;
    }
    if (group.adds_up_to_one && std::abs(sum - 1) > 1e-4)
      group.at.fail("its factors must add up to 1, but are " + significant(sum, 6) + " together");
  }
}

}  // namespace fault_tree
