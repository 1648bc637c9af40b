// SPDX-License-Identifier: BSL-1.0
#include "xml.hpp"

#include <algorithm>

#include "common/scalars.hpp"

namespace fault_tree {

namespace {

constexpr int deepest = 500;
constexpr std::size_t most_count = 1000000000;

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

void check_label(const element& e, const std::string& text) {
  if (is_blank(text)) e.fail("is empty");
}

void check_attributes(const element& e) {
  e.allow({});
  for (const auto& each : e.children()) {
    if (each.name() != "attribute") each.fail("is not an <attribute>");
    each.allow({"name", "value", "type"});
    (void)each.attribute("name");
    (void)each.attribute("value");
  }
}

}  // namespace

location place::where() const { return in->where(offset); }

void element::allow(const std::vector<std::string>& known) const {
  std::vector<std::string> seen;
  for (const auto& each : node_.attributes()) {
    const std::string name = each.name();
    const bool is_space = name == "xmlns" || name.starts_with("xmlns:") || name.starts_with("xsi:");
    if (!is_space && std::find(known.begin(), known.end(), name) == known.end())
      fail("has no attribute " + quoted(name) + suggestion(name, known));
    if (std::find(seen.begin(), seen.end(), name) != seen.end())
      fail("the attribute " + quoted(name) + " stands there twice");
    seen.push_back(name);
  }
}
std::optional<std::string> element::find(const char* attribute) const {
  const auto found = node_.attribute(attribute);
  return found ? std::optional<std::string>(found.value()) : std::nullopt;
}
std::string element::attribute(const char* name) const {
  const auto found = find(name);
  if (!found) fail("needs an attribute \"" + std::string(name) + "\"");
  if (is_blank(*found)) fail("the attribute \"" + std::string(name) + "\" is empty");
  return *found;
}
std::optional<std::size_t> element::find_count(const char* attribute) const {
  const auto text = find(attribute);
  if (!text) return std::nullopt;
  try {
    return parse_count(*text, 0, most_count);
  } catch (const std::invalid_argument& e) {
    fail(std::string(attribute) + ": " + e.what());
  }
}
bool element::truth(const char* attribute) const {
  const std::string text = this->attribute(attribute);
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  fail(quoted(text) + " is neither true nor false");
}

std::vector<element> element::children() const {
  std::vector<element> list;
  for (const auto& each : node_.children()) {
    if (each.type() == pugi::node_element) list.emplace_back(*in_, each);
    const bool is_text = each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata;
    if (is_text && !is_blank(each.value()))
      fail("the text " + quoted(plain_blanks(each.value())) + " means nothing here");
  }
  return list;
}
std::vector<element> element::content() const {
  std::vector<element> list = children();
  const auto drop = [&](const char* what, const auto& check) {
    if (list.empty() || list.front().name() != what) return;
    check(list.front());
    list.erase(list.begin());
  };
  drop("label", [](const element& e) {
    e.allow({});
    check_label(e, e.node_.child_value());
  });
  drop("attributes", check_attributes);
  return list;
}
element element::only_child() const {
  const auto list = content();
  if (list.size() != 1) fail("must have one element in it, but has " + std::to_string(list.size()));
  return list.front();
}
void element::no_children() const {
  if (const auto list = children(); !list.empty()) list.front().fail("means nothing here");
}
std::string element::label() const {
  std::string text = node_.child_value("label");
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

document::document(const std::string& text, std::string file)
    : text_(text), file_(std::move(file)) {
  const auto read =
      xml_.load_buffer(text_.data(), text_.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!read) {
    location found = where(read.offset);
    found.key.clear();
    found.fail(std::string("is no XML: ") + read.description());
  }
  check_shape();
}

location document::where(std::ptrdiff_t offset) const {
  const auto end =
      std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)), text_.size());
  const auto begin = text_.begin();
  const auto at = begin + static_cast<std::ptrdiff_t>(end);
  const auto line_end = end == 0 ? std::string::npos : text_.rfind('\n', end - 1);
  const std::size_t line_begin = line_end == std::string::npos ? 0 : line_end + 1;
  const auto name_end = text_.find_first_of(" \t\r\n/>", end);
  return {file_, static_cast<int>(std::count(begin, at, '\n')) + 1,
          static_cast<int>(end - line_begin) + 1, text_.substr(end, name_end - end)};
}

/// One root, and no deep nesting: what reads an element may call itself.
void document::check_shape() const {
  const auto top = xml_.document_element();
  if (!top) location{file_, 1, 1, ""}.fail("has no element");
  for (auto next = top.next_sibling(); next; next = next.next_sibling())
    if (next.type() == pugi::node_element)
      element(*this, next).fail("is a second root of the document");
  int depth = 1;
  for (auto node = top; node;) {
    if (node.first_child()) {
      node = node.first_child();
      if (++depth > deepest)
        element(*this, node.parent()).fail("is nested deeper than 500 elements");
      continue;
    }
    while (node && node != top && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    node = node == top ? pugi::xml_node() : node.next_sibling();
  }
}

}  // namespace fault_tree
