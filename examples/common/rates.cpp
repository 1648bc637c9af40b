// SPDX-License-Identifier: BSL-1.0
#include "rates.hpp"

#include <nines/distribution/singularities.hpp>
#include <nines/probability.hpp>

#include "scalars.hpp"

namespace calculator {

namespace {

/// The number of a text that is one, perhaps with a sign of per cent; nothing of "3 nines",
/// "1-1e-9".
std::string bare_number(const std::string& written, bool with_sign) {
  std::string text = plain_blanks(written);
  const bool has_sign = !text.empty() && text.back() == '%';
  if (has_sign != with_sign) return "";
  if (has_sign) text = plain_blanks(text.substr(0, text.size() - 1));
  return text.find_first_not_of("0123456789.") == std::string::npos ? text : "";
}

}  // namespace

void add_doubt(std::vector<std::string>& warnings, const rate& r, rate_of what) {
  const bool is_failures = what == rate_of::failures;
  const std::string number = bare_number(r.written, !is_failures);
  if (number.empty()) return;
  const std::string begins =
      r.name + ": " + quoted(r.written) + " is read as " + percent_as_read(r.read);
  if (is_failures && r.read.value() >= 0.01 && r.read.complement() > 0)
    warnings.push_back(begins + "; if " + number + "% is meant, write " + number + "%");
  if (!is_failures && r.read.value() > 0 && r.read.value() <= 0.01)
    warnings.push_back(begins + ", hardly any; if " + percent_as_read(parse_probability(number)) +
                       " is meant, write " + number);
}

bool reaches(const chance& figure, const chance& objective) {
  if (objective.complement() > 0) return nines::reaches(figure, objective);
  return !(figure.complement() > 0);
}

std::string percent_as_read(const chance& p) { return nines::to_string(p, 12); }

}  // namespace calculator
