// SPDX-License-Identifier: BSL-1.0
#include "parts.hpp"

#include <nines/repairable.hpp>

namespace availability {

const std::vector<std::string>& part_keys() {
  static const std::vector<std::string> keys = {"availability", "mttf", "mttr", "cost"};
  return keys;
}

bool has_part(const fields& f) {
  return f.find("availability") != nullptr || f.find("mttf") != nullptr ||
         f.find("mttr") != nullptr;
}

part read_part(const cursor& c, const fields& f) {
  const auto* up = f.find("availability");
  const auto* mttf = f.find("mttf");
  const auto* mttr = f.find("mttr");
  part p;
  if (const auto* cost = f.find("cost")) p.cost = cost->amount();
  if (up && mttf && mttr)
    c.fail("has availability, mttf and mttr, but any two of them give the third");
  if (mttf && !mttr && !up) mttf->fail("needs an mttr or an availability beside it");
  if (mttr && !mttf && !up) mttr->fail("needs an mttf or an availability beside it");
  if (up) p.up = up->probability();
  if (mttr) p.mttr = mttr->duration();
  if (up && p.up.value() == 0 && (mttf || mttr))
    up->fail("is 0%: the part is down for ever, so there must be no mttf or mttr beside it");
  if (up && p.up.complement() == 0) {
    if (mttf) up->fail("is 100%: the part never fails, so there must be no mttf beside it");
    p.mttr.reset();  // of no bearing
  }
  if (up && mttf) p.mttr = nines::required_mttr(p.up, mttf->mean_time());
  if (mttf && mttr) p.up = nines::repairable(mttf->mean_time(), *p.mttr).availability();
  return p;
}

std::optional<hours> parse_switching_time(const std::string& text) {
  const hours time = parse_duration_or_zero(text);
  return time.count() > 0 ? std::optional(time) : std::nullopt;
}

part with_mttr(const part& p, hours mttr) {
  const hours mttf = nines::required_mttf(p.up, *p.mttr);
  return {nines::repairable(mttf, mttr).availability(), mttr, p.cost};
}

part with_mttf(const part& p, hours mttf) {
  return {nines::repairable(mttf, *p.mttr).availability(), p.mttr, p.cost};
}

part with_availability(const part& p, const chance& up) {
  const bool fails = up.value() > 0 && up.complement() > 0;
  return {up, fails ? p.mttr : std::nullopt, p.cost};
}

}  // namespace availability
