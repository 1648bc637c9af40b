// SPDX-License-Identifier: BSL-1.0
#include "expressions.hpp"

#include <cmath>
#include <numeric>

#include "inputs_first.hpp"

namespace fault_tree {

namespace {

/// f(), whose complaints get a place.
template <class F>
auto complaining_at(const place& at, const F& f) {
  try {
    return f();
  } catch (const std::invalid_argument& e) {
    at.fail(e.what());
  } catch (const nines::domain_error& e) {
    at.fail(reason_of(e));
  }
}

}  // namespace

std::size_t expressions::constant(const two_sided_value& value) {
  nodes_.push_back({});
  values_.push_back(value);
  return nodes_.size() - 1;
}
std::size_t expressions::reference(const std::string& name, const place& at) {
  const std::size_t made = constant({});
  nodes_[made].name = name;
  nodes_[made].at = at;
  return made;
}
std::size_t expressions::apply(const operation& what, std::vector<std::size_t> of,
                               const place& at) {
  const std::size_t made = constant({});
  nodes_[made].what = &what;
  nodes_[made].arguments = std::move(of);
  nodes_[made].at = at;
  return made;
}

void expressions::evaluate() {
  for (const std::size_t i : in_order()) {
    node& n = nodes_[i];
    for (const std::size_t each : n.arguments)
      n.is_uncertain = n.is_uncertain || nodes_[each].is_uncertain;
    if (n.what != nullptr && n.what->deviate != nullptr) make_deviate(n);
    if (!n.arguments.empty() || n.what != nullptr) values_[i] = computed(n, values_);
    if (n.is_uncertain) uncertain_.push_back(i);
  }
}

void expressions::sample(nines::random_stream& random, std::vector<two_sided_value>& values) const {
  for (const std::size_t i : uncertain_) {
    const node& n = nodes_[i];
    const bool is_deviate = n.what != nullptr && n.what->deviate != nullptr;
    values[i] = is_deviate ? draw(deviates_[n.deviate], random) : computed(n, values);
  }
}

std::vector<std::size_t> expressions::in_order() const {
  std::vector<std::size_t> roots(nodes_.size());
  std::iota(roots.rbegin(), roots.rend(), std::size_t{0});
  return inputs_first(
      nodes_.size(), std::move(roots),
      [&](std::size_t i, const auto& f) {
        for (const std::size_t each : nodes_[i].arguments) f(each);
      },
      [&](const auto& path, std::size_t, std::size_t to) { fail_cycle(path, to); });
}

void expressions::fail_cycle(const std::vector<std::size_t>& path, std::size_t to) const {
  for (auto i = path.size(); i-- > 0;) {
    const auto& n = nodes_[path[i]];
    if (!n.name.empty()) n.at.fail("the parameter '" + n.name + "' depends on itself (a cycle)");
    if (path[i] == to) break;
  }
  nodes_[to].at.fail("depends on itself (a cycle)");
}

two_sided_value expressions::computed(const node& of,
                                      const std::vector<two_sided_value>& values) const {
  if (of.what == nullptr) return values[of.arguments.front()];
  if (of.what->deviate != nullptr) return mean(deviates_[of.deviate]);
  std::vector<two_sided_value> list;
  list.reserve(of.arguments.size());
  for (const std::size_t each : of.arguments) list.push_back(values[each]);
  const auto found = complaining_at(of.at, [&] { return of.what->compute(list); });
  if (!std::isfinite(found.value)) of.at.fail("is not a finite number");
  return found;
}

/// The parameters of a distribution are taken at their means.
void expressions::make_deviate(node& of) {
  std::vector<two_sided_value> list;
  for (const std::size_t each : of.arguments) list.push_back(values_[each]);
  of.deviate = deviates_.size();
  of.is_uncertain = true;
  deviates_.push_back(complaining_at(of.at, [&] { return of.what->deviate(list); }));
}

}  // namespace fault_tree
