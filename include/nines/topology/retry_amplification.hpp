// SPDX-License-Identifier: BSL-1.0
// retry_amplification(model): how many attempts a request becomes where services try again.
//
//   worst      attempts at a service = sum over its users of theirs x needed x (1 + retries)
//   ordinary   the same with 1 + q + ... + q^retries, q that an attempt fails by itself
//
// Retries multiply from layer to layer: three layers that try twice more ask the last one 27 times
// while it is down. The worst case is a service that fails all attempts, and users that all ask.
// Of alternatives all are asked in the worst case, and as many as are needed in the ordinary one.
// Source: Google SRE Book, chapter 22.
// Index: retry amplification.
#pragma once

#include <nines/combine/dependency.hpp>
#include <nines/topology/resolve.hpp>

namespace nines {

/// The attempts that arrive at a service for each request of a path.
struct retry_load {
  std::string service;  ///< its name
  double ordinary = 0;  ///< on average, where an attempt fails as often as one instance is down
  double worst = 0;     ///< while it fails every attempt
};

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

/// The attempts at each service that a path needs, for each of its requests. *Throws* model_error
/// as resolved_model does, domain_error unless there is such a path. O(size).
[[nodiscard]] inline std::vector<retry_load> retry_amplification(const service_model& model,
                                                                 const std::string& path) {
  const resolved_model resolved(model);
  for (const auto& each : model.paths)
    if (each.name == path) return detail::retry_flow(resolved).run(each);
  fail("retry_amplification", "no path is called \"" + path + "\"");
}

}  // namespace nines
