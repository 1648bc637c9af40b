// SPDX-License-Identifier: BSL-1.0
#include "price.hpp"

namespace rollout {

namespace {

using calculator::cursor;
using calculator::fields;

double amount_or(const fields& given, const char* key, double otherwise) {
  const auto* value = given.find(key);
  return value != nullptr ? value->amount() : otherwise;
}

}  // namespace

nines::rollout_costs read_costs(const fields& given) {
  return {.bad_request = amount_or(given, "bad_request", 1),
          .escape = amount_or(given, "escape", 0),
          .false_rollback = amount_or(given, "false_rollback", 0),
          .rollback = amount_or(given, "rollback", 0),
          .hour = amount_or(given, "hour", 0)};
}

std::optional<strategy_prices> read_prices(const cursor& entry) {
  const cursor* price = nullptr;
  const cursor* choose = nullptr;
  const auto keys = entry.entries();
  for (const auto& [key, value] : keys) {
    if (key == "price") price = &value;
    if (key == "choose") choose = &value;
  }
  if (price == nullptr && choose == nullptr) return std::nullopt;
  const fields given(price != nullptr ? *price : *choose,
                     {"bad_request", "escape", "false_rollback", "rollback", "hour",
                      price != nullptr ? "capacity_hour" : "deadline",
                      price != nullptr ? "aversion" : "step", "aversion"});
  return strategy_prices{read_costs(given),
                         price != nullptr ? amount_or(given, "capacity_hour", 0) : 0,
                         amount_or(given, "aversion", 0)};
}

}  // namespace rollout
