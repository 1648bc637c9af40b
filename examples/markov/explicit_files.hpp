// SPDX-License-Identifier: BSL-1.0
// Reads a chain from the explicit files of probabilistic model checkers: NAME.tra (transitions),
// and beside it, where they exist, NAME.sta (names of states), NAME.lab (labels) and NAME.srew or
// NAME.<reward>.srew (rewards). Lines that begin with # are comments. Throws input_error, and
// nothing else, for any text; it says file, line and reason.
#pragma once

#include <nines/markov/chain/chain.hpp>
#include <vector>

#include "common/input.hpp"

namespace markov {

/// The text of a file, and what it is called in complaints.
struct file_text {
  std::string name;
  std::string text;
};

struct explicit_files {
  file_text transitions;
  std::vector<file_text> states = {};   ///< none or one
  std::vector<file_text> labels = {};   ///< none or one
  std::vector<file_text> rewards = {};  ///< any number; each is called by its file
};

/// Finds the files that belong to NAME.tra.
explicit_files find_files(const std::string& tra_path);

/// The chain they describe, at rates per `unit`; parallel transitions add up, those from a state to
/// itself are left out.
nines::chain<double> read_explicit(const explicit_files& files, calculator::hours unit);

}  // namespace markov
