// SPDX-License-Identifier: BSL-1.0
// XML documents whose elements know where they stand, so that every complaint says file, line,
// column, element and reason.
#pragma once

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "common/input.hpp"

namespace fault_tree {

using namespace calculator;

class document;

/// A place in a document, small enough to keep for everything that is read.
struct place {
  const document* in = nullptr;
  std::ptrdiff_t offset = 0;  ///< of the name of an element

  [[nodiscard]] location where() const;
  /// Throws input_error: "file:line:column: element: reason".
  [[noreturn]] void fail(const std::string& reason) const { where().fail(reason); }
};

/// An element of a document.
class element {
 public:
  element(const document& in, pugi::xml_node node) : in_(&in), node_(node) {}

  [[nodiscard]] std::string name() const { return node_.name(); }
  [[nodiscard]] place at() const { return {in_, node_.offset_debug()}; }
  [[noreturn]] void fail(const std::string& reason) const { at().fail(reason); }

  /// Fails at an attribute that is not among `known`, or stands there twice.
  void allow(const std::vector<std::string>& known) const;
  [[nodiscard]] std::optional<std::string> find(const char* attribute) const;
  /// Fails where there is none, or it is empty.
  [[nodiscard]] std::string attribute(const char* name) const;
  /// A whole number from 0 to 1e9, if the attribute is there.
  [[nodiscard]] std::optional<std::size_t> find_count(const char* attribute) const;
  /// "true", "false", "1", "0".
  [[nodiscard]] bool truth(const char* attribute) const;

  /// The elements in it; text beside them is refused.
  [[nodiscard]] std::vector<element> children() const;
  /// The same without the first <label> and <attributes>, which it checks.
  [[nodiscard]] std::vector<element> content() const;
  /// Of content(): fails unless it is one element.
  [[nodiscard]] element only_child() const;
  /// Of content(): fails if there is one.
  void no_children() const;
  /// The text of the <label> in it, or nothing.
  [[nodiscard]] std::string label() const;

 private:
  const document* in_;
  pugi::xml_node node_;
};

/// A file as it was read.
class document {
 public:
  /// Throws input_error for what is no XML, has no root, or is nested deeper than 500 elements.
  document(const std::string& text, std::string file);
  document(const document&) = delete;
  document& operator=(const document&) = delete;

  [[nodiscard]] element root() const { return {*this, xml_.document_element()}; }
  /// Where an offset is, and the name of the element there.
  [[nodiscard]] location where(std::ptrdiff_t offset) const;

 private:
  void check_shape() const;

  std::string text_, file_;
  pugi::xml_document xml_;
};

}  // namespace fault_tree
