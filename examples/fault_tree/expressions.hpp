// SPDX-License-Identifier: BSL-1.0
// Expressions of a model, all in one list: constants, parameters, operations, random deviates. One
// pass gives all values at the means of the deviates; one more for each sample, in which a deviate
// that several expressions use has one value.
#pragma once

#include <nines/structure/uncertainty/uncertain_input.hpp>
#include <span>

#include "xml.hpp"

namespace fault_tree {

using nines::two_sided_value;

using arguments = std::span<const two_sided_value>;

/// An operation of the format: what it is called, how many arguments it takes, what it does.
/// Complaints are std::invalid_argument or nines::domain_error.
struct operation {
  const char* name;
  std::size_t least, most;                                 ///< numbers of arguments
  two_sided_value (*compute)(arguments) = nullptr;         ///< or else
  nines::uncertain_input (*deviate)(arguments) = nullptr;  ///< a distribution
};

/// The operation of that name, or nothing.
const operation* find_operation(const std::string& name);
/// The names of all operations.
std::vector<std::string> operation_names();

/// Node after node; arguments are numbers of nodes.
class expressions {
 public:
  /// A known number.
  std::size_t constant(const two_sided_value& value);
  /// A number that define() gives a meaning.
  std::size_t reference(const std::string& name, const place& at);
  /// The node that a reference stands for.
  void define(std::size_t name, std::size_t meaning) { nodes_[name].arguments = {meaning}; }
  std::size_t apply(const operation& what, std::vector<std::size_t> of, const place& at);

  /// Puts all nodes in an order in which each stands behind its arguments, and computes their
  /// values with each deviate at its mean. Throws input_error for a reference to itself, and for
  /// an argument outside of an operation's domain.
  void evaluate();
  /// The value of a node at the means.
  [[nodiscard]] const two_sided_value& value(std::size_t of) const { return values_[of]; }
  [[nodiscard]] const std::vector<two_sided_value>& values() const { return values_; }
  /// Whether a node depends on a deviate.
  [[nodiscard]] bool is_uncertain(std::size_t of) const { return nodes_[of].is_uncertain; }
  /// How many deviates there are.
  [[nodiscard]] std::size_t deviates() const { return deviates_.size(); }
  /// Values of a sample in place of those at the means; `values` begins as values().
  void sample(nines::random_stream& random, std::vector<two_sided_value>& values) const;

 private:
  struct node {
    const operation* what = nullptr;  // of a constant or reference: none
    std::vector<std::size_t> arguments;
    std::string name;  // of a reference
    place at;
    std::size_t deviate = 0;
    bool is_uncertain = false;
  };

  [[nodiscard]] std::vector<std::size_t> in_order() const;
  [[noreturn]] void fail_cycle(const std::vector<std::size_t>& path, std::size_t to) const;
  [[nodiscard]] two_sided_value computed(const node& of,
                                         const std::vector<two_sided_value>& values) const;
  void make_deviate(node& of);

  std::vector<node> nodes_;
  std::vector<two_sided_value> values_;
  std::vector<nines::uncertain_input> deviates_;
  std::vector<std::size_t> uncertain_;  // nodes, in order
};

}  // namespace fault_tree
