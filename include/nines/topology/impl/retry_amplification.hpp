// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/retry_amplification.hpp: attempts flow from users down.
#pragma once

#include <nines/combine/dependency.hpp>
#include <nines/topology/retry_amplification.hpp>

namespace nines {

namespace detail {

/// Passes on attempts from users to what they need.
class retry_flow {
 public:
  explicit retry_flow(const resolved_model& model)
      : model_(model), loads_(model.model().services.size()) {
    for (std::size_t s = 0; s < loads_.size(); ++s) loads_[s].service = at(s).name;
  }
  std::vector<retry_load> run(const request_path& path) {
    for (const auto& each : path.needs) add(each, 1, 1);
    std::vector<retry_load> list;
    const auto& order = model_.needed_first();
    for (std::size_t i = order.size(); i-- > 0;) pass_on(order[i]);  // users first
    for (const std::size_t s : model_.users_first())
      if (loads_[s].worst > 0) list.push_back(loads_[s]);
    return list;
  }

 private:
  [[nodiscard]] const service& at(std::size_t s) const { return model_.model().services[s]; }
  void add(const service_dependency& on, double ordinary, double worst) {
    const std::size_t s = model_.number(on.service);
    const service& to = at(s);
    const auto up = to.own ? to.own->availability : probability<double>::always();
    loads_[s].ordinary += ordinary * on.needed.value() * expected_attempts(up, to.retries);
    loads_[s].worst += worst * on.needed.value() * (1 + static_cast<double>(to.retries));
  }
  void pass_on(std::size_t s) {
    const retry_load load = loads_[s];
    for (const auto& each : at(s).needs) add(each, load.ordinary, load.worst);
    if (!at(s).any) return;
    for (std::size_t i = 0; i < at(s).any->of.size(); ++i)
      add(at(s).any->of[i], i < at(s).any->need ? load.ordinary : 0, load.worst);
  }

  const resolved_model& model_;
  std::vector<retry_load> loads_;
};

}  // namespace detail

NINES_INLINE std::vector<retry_load> retry_amplification(const service_model& model,
                                                         const std::string& path) {
  const resolved_model resolved(model);
  for (const auto& each : model.paths)
    if (each.name == path) return detail::retry_flow(resolved).run(each);
  fail("retry_amplification", "no path is called \"" + path + "\"");
}

}  // namespace nines
