// SPDX-License-Identifier: BSL-1.0
// A list of links as CSV: the first line names the columns, "from" and "to" (or "source" and
// "target") and, in any order, "availability", "name" and "group"; each other line is a link.
#include <algorithm>

#include "common/scalars.hpp"
#include "topology.hpp"

namespace network {

namespace {

class csv_reader {
 public:
  csv_reader(const std::string& text, const std::string& file) : text_(text), at_{file, 0, 1, ""} {}

  topology read() {
    while (next_ < text_.size()) {
      const auto fields = next_record();
      if (fields.size() == 1 && fields[0].empty()) continue;
      columns_.empty() ? read_header(fields) : read_link(fields);
    }
    return std::move(topology_);
  }

 private:
  /// The fields of the next line; one in quotes may have commas, quotes twice, and ends of lines.
  std::vector<std::string> next_record() {
    at_.line = ++line_;
    std::vector<std::string> fields;
    for (bool more = true; more;) {
      fields.push_back(plain_blanks(next_field()));
      more = next_ < text_.size() && text_[next_] == ',';
      if (next_ < text_.size()) ++next_;
    }
    return fields;
  }
  std::string next_field() {
    std::string field;
    bool is_quoted = false;
    for (; next_ < text_.size(); ++next_) {
      const char c = text_[next_];
      if (c == '"') {
        const bool twice = is_quoted && next_ + 1 < text_.size() && text_[next_ + 1] == '"';
        if (twice)
          field += text_[next_++];
        else
          is_quoted = !is_quoted;
        continue;
      }
      if (!is_quoted && (c == ',' || c == '\n')) break;
      if (c == '\n') ++line_;
      if (c != '\r') field += c;
    }
    if (is_quoted) at_.fail("a quote is not closed");
    return field;
  }

  void read_header(const std::vector<std::string>& fields) {
    columns_ = fields;
    for (auto& name : columns_) {
      if (name == "source") name = "from";
      if (name == "target") name = "to";
      const std::vector<std::string> known = {"from", "to", "availability", "name", "group"};
      if (std::find(known.begin(), known.end(), name) == known.end())
        at_.fail("the column " + quoted(name) + " is none of from, to, availability, name, group" +
                 suggestion(name, known));
    }
    for (const char* needed : {"from", "to"})
      if (std::count(columns_.begin(), columns_.end(), needed) != 1)
        at_.fail(std::string("the first line must have one column \"") + needed + "\"");
  }
  void read_link(const std::vector<std::string>& fields) {
    if (fields.size() != columns_.size())
      at_.fail("has " + std::to_string(fields.size()) + " fields, but the first line has " +
               std::to_string(columns_.size()));
    file_link link;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (columns_[i] == "from")
        link.from = topology_.node_or_new(fields[i], at_);
      else if (columns_[i] == "to")
        link.to = topology_.node_or_new(fields[i], at_);
      else if (!fields[i].empty())
        set_attribute(link, columns_[i], fields[i], at_);
    }
    topology_.add_link(std::move(link), at_);
  }

  const std::string& text_;
  location at_;
  std::size_t next_ = 0;
  int line_ = 0;
  std::vector<std::string> columns_;
  topology topology_;
};

}  // namespace

topology read_csv(const std::string& text, const std::string& file) {
  return csv_reader(text, file).read();
}

}  // namespace network
