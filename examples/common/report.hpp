// SPDX-License-Identifier: BSL-1.0
// A report as tables whose cells are text for people and figures for programs. What a question
// computes goes in once and comes out in each format: see output/answers.hpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "format.hpp"
#include "input.hpp"
#include "plot.hpp"
#include "rates.hpp"
#include "sections.hpp"

namespace calculator {

/// What stands in one place of a table.
struct cell {
  std::string text;                       ///< for people
  std::optional<double> value = {};       ///< for programs, in the unit that the column's key says
  std::optional<double> complement = {};  ///< of a probability: its other side
  std::string unit = {};                  ///< of the value: "hours"; the end of its key

  cell(std::string words) : text(std::move(words)) {}
  cell(const char* words) : text(words) {}
  cell(std::string words, double figure) : text(std::move(words)), value(figure) {}
  cell(std::string words, hours time) : cell(std::move(words), time.count()) { unit = "hours"; }
};

cell probability_cell(const chance& p);  ///< "99.9975%"
cell risk_cell(const chance& p);         ///< of something bad: "26.21%", "1.23e-5%", "99.9963%"
/// The same of a share of so many simulated runs; 0 of them where it is no such share. Of what none
/// of them had, "below" what would have been seen in 19 cases of 20.
cell probability_cell(const chance& p, double runs);
cell risk_cell(const chance& p, double runs);
/// A figure that does not exist, or is not known: "-", and for programs nothing, which is not 0.
cell undefined_cell();
cell time_cell(hours t);                 ///< "43.8 h"; the figure is in hours
cell number_cell(double x, int digits);  ///< "1.23e-4"
cell share_cell(double share);           ///< "12.3%", "99.997%"
cell percent_change_cell(double elasticity);

/// Whom a section is for: where both get the same, everyone.
enum class audience { everyone, people, programs };

struct section {
  std::string key;        ///< for programs
  std::string title;      ///< for people
  std::string alignment;  ///< '<' or '>' a column; '-' for one that programs alone get
  std::vector<std::string> header;
  std::vector<std::string> keys;  ///< of the columns; that of one for people alone is empty
  std::vector<std::vector<cell>> rows;
  /// What all rows are about, where several sections have one key: {"path", "order"}.
  std::pair<std::string, std::string> about = {};
  audience readers = audience::everyone;

  /// Whether it has a figure a row, under its name: for programs an object.
  [[nodiscard]] bool is_list() const {
    return keys.size() == 2 && keys[0] == "quantity" && keys[1] == "value";
  }
};
/// Says in the title how many of `all` rows there are, unless all are.
void say_how_many(section& s, std::size_t all);

/// A figure that an entry of a file does not say, for another part of the file says it.
struct taken_figure {
  std::string key;
  std::string text;
  std::string from;  ///< as "path checkout"
};

/// How an objective stands: it is met, or missed; or bounds do not tell.
class standing {
 public:
  standing(bool is_met) : state_(is_met ? state::met : state::missed) {}
  static standing undecided() { return standing(state::undecided); }
  /// Of a figure that is known between bounds, by whether each end is good enough.
  static standing between(bool worst_is_met, bool best_is_met) {
    return worst_is_met == best_is_met ? standing(best_is_met) : undecided();
  }
  [[nodiscard]] bool is_met() const { return state_ == state::met; }
  [[nodiscard]] bool is_missed() const { return state_ == state::missed; }
  [[nodiscard]] bool is_undecided() const { return state_ == state::undecided; }
  /// For people: "met", "MISSED", "not decided".
  [[nodiscard]] const char* words() const {
    return is_met() ? "met" : is_missed() ? "MISSED" : "not decided";
  }
  /// For programs: "met", "missed", "undecided".
  [[nodiscard]] const char* key() const {
    return is_met() ? "met" : is_missed() ? "missed" : "undecided";
  }
  friend bool operator==(const standing&, const standing&) = default;

 private:
  enum class state { met, missed, undecided };
  explicit standing(state s) : state_(s) {}

  state state_;
};

/// An objective that is stated, and where it stands.
struct objective_result {
  std::string what;    ///< "recovery time"
  std::string wanted;  ///< "3 min in 99%"
  std::string reached;
  standing stands = true;
};

struct report {
  std::string title;
  std::vector<section> sections;
  std::string notes;
  std::vector<rate> rates = {};                      ///< as they were read; said first
  std::vector<std::string> warnings = {};            ///< said next
  std::vector<taken_figure> taken = {};              ///< from elsewhere in the file
  std::vector<objective_result> objectives = {};     ///< all that are stated
  std::vector<std::function<plot()>> pictures = {};  ///< drawn where someone looks at them
};

/// "As read: good 5%, bad 20% (assumed).", and a line for each warning; empty where there is
/// nothing to say.
std::string opening_lines(const std::vector<rate>& rates, const std::vector<std::string>& warnings);
/// "Taken from path checkout: objective 99.9%, mttf 30 d.", a line for each place.
std::string taken_lines(const std::vector<taken_figure>& taken);

/// What people see of a section.
table as_table(const section& s);

/// A text as a key for programs: "P99.9, at most" is "p99_9_at_most".
std::string snake_case(const std::string& text);
/// The keys of the cells of a section: those of their columns or, in a list, of their rows; at the
/// end the unit.
class cell_keys {
 public:
  explicit cell_keys(const section& s);
  [[nodiscard]] std::string of(const std::vector<cell>& row, std::size_t column) const;

 private:
  std::vector<std::string> columns_;
  bool is_list_;
};

}  // namespace calculator
