// SPDX-License-Identifier: BSL-1.0
// A report as tables whose cells are text for people and figures for programs, and its four
// formats. What a calculator computes goes in once and comes out in each of them.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "format.hpp"
#include "input.hpp"
#include "rates.hpp"
#include "sections.hpp"

namespace calculator {

class json_writer;

/// What stands in one place of a table.
struct cell {
  std::string text;                       ///< for people
  std::optional<double> value = {};       ///< for programs, in the unit that the column's key says
  std::optional<double> complement = {};  ///< of a probability: its other side

  cell(std::string words) : text(std::move(words)) {}
  cell(const char* words) : text(words) {}
  cell(std::string words, double figure) : text(std::move(words)), value(figure) {}
};

cell probability_cell(const chance& p);  ///< "99.9975%"
cell risk_cell(const chance& p);         ///< of something bad: "26.21%", "1.23e-5%", "99.9963%"
cell time_cell(hours t);                 ///< "43.8 h"; the figure is in hours
cell number_cell(double x, int digits);  ///< "1.23e-4"
cell share_cell(double share);           ///< "12.3%", "99.997%"
cell percent_change_cell(double elasticity);

struct section {
  std::string key;    ///< for programs
  std::string title;  ///< for people
  std::string alignment;
  std::vector<std::string> header;
  std::vector<std::string> keys;  ///< of the columns
  std::vector<std::vector<cell>> rows;
};
/// Says in the title how many of `all` rows there are, unless all are.
void say_how_many(section& s, std::size_t all);

/// A figure that an entry of a file does not say, for another part of the file says it.
struct taken_figure {
  std::string key;
  std::string text;
  std::string from;  ///< as "path checkout"
};

/// An objective that is stated, and where it stands.
struct objective_result {
  std::string what;    ///< "recovery time"
  std::string wanted;  ///< "3 min in 99%"
  std::string reached;
  bool met = true;
};

struct report {
  std::string title;
  std::vector<section> sections;
  std::string notes;
  std::vector<rate> rates = {};                   ///< as they were read; said first
  std::vector<std::string> warnings = {};         ///< said next
  std::vector<taken_figure> taken = {};           ///< from elsewhere in the file
  std::vector<objective_result> objectives = {};  ///< for a report on all questions
};

/// "As read: good 5%, bad 20% (assumed).", and a line for each warning; empty where there is
/// nothing to say. For reports that are no struct report.
std::string opening_lines(const std::vector<rate>& rates, const std::vector<std::string>& warnings);
/// "Taken from path checkout: objective 99.9%, mttf 30 d.", a line for each place.
std::string taken_lines(const std::vector<taken_figure>& taken);

/// Parts of the formats, for reports that have more than such sections.
table as_table(const section& s);
void write_members(json_writer& json, const std::vector<section>& sections);
/// An object of reports by their names.
void write_objects(json_writer& json, const std::vector<named<report>>& reports);
/// Lines "prefix,item,quantity,value", one a figure; the first cell of a row is the item.
void write_lines(std::ostream& out, const section& s, const std::string& prefix);

/// Writes "text", "markdown", "json" or "csv".
void write_report(std::ostream& out, const report& r, const std::string& format);
/// The same of the entries of a file: one after the other in text and Markdown; an object by their
/// names in JSON; a column of their names in CSV. One without a name, of no file, as
/// write_report().
void write_reports(std::ostream& out, const std::vector<named<report>>& reports,
                   const std::string& format);

}  // namespace calculator
