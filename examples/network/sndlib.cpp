// SPDX-License-Identifier: BSL-1.0
// The native format of SNDlib (sndlib.zib.de): of its sections those of nodes and of links.
//
//   NODES ( Aachen ( 6.04 50.76 ) ... )        LINKS ( L1 ( Aachen Koeln ) 0.00 ... ( ... ) ... )
#include "common/scalars.hpp"
#include "tokens.hpp"
#include "topology.hpp"

namespace network {

namespace {

class sndlib_reader {
 public:
  sndlib_reader(const std::string& text, const std::string& file)
      : tokens_(text, file, {{"#", "?"}, false, "()"}) {}

  topology read() {
    bool has_nodes = false;
    while (!tokens_.is_at_end()) {
      const auto at = tokens_.place();
      const std::string section = tokens_.take().text;
      tokens_.expect("(");
      if (section == "NODES") {
        has_nodes = true;
        read_nodes();
      } else if (section == "LINKS") {
        if (!has_nodes) at.fail("the section NODES must stand before LINKS");
        read_links();
      } else {
        skip_to_end();
      }
    }
    if (!has_nodes) tokens_.place().fail("is no SNDlib native file: it has no section NODES");
    return std::move(topology_);
  }

 private:
  /// Passes over the rest of what is in brackets, and the closing one.
  void skip_to_end() {
    for (int open = 1; open > 0;) {
      if (tokens_.take_if("("))
        ++open;
      else if (tokens_.take_if(")"))
        --open;
      else
        tokens_.take();
    }
  }
  std::string word() {
    if (tokens_.is("(") || tokens_.is(")")) tokens_.place().fail("there must be a name");
    return tokens_.take().text;
  }
  void read_nodes() {
    while (!tokens_.take_if(")")) {
      const auto at = tokens_.place();
      topology_.add_node({word()}, at);
      if (tokens_.take_if("(")) skip_to_end();
    }
  }
  void read_links() {
    while (!tokens_.take_if(")")) {
      const auto at = tokens_.place();
      file_link link;
      link.name = word();
      tokens_.expect("(");
      link.from = end_of_link();
      link.to = end_of_link();
      tokens_.expect(")");
      for (int i = 0; i < 4 && !tokens_.is("(") && !tokens_.is(")"); ++i)
        tokens_.take();                         // capacity and costs
      if (tokens_.take_if("(")) skip_to_end();  // modules
      topology_.add_link(std::move(link), at);
    }
  }
  std::size_t end_of_link() {
    const auto at = tokens_.place();
    return topology_.node(word(), at);
  }

  token_list tokens_;
  topology topology_;
};

}  // namespace

topology read_sndlib(const std::string& text, const std::string& file) {
  return sndlib_reader(text, file).read();
}

}  // namespace network
