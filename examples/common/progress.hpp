// SPDX-License-Identifier: BSL-1.0
// How long the program has worked on what takes more than two seconds, and how long it may still
// work: a line on standard error, where a terminal shows it or someone asks for it.
//
//   catch_interrupts();
//   search(..., [&](double done) { return says_done(done / all); });  // until it ends, or Ctrl-C
#pragma once

#include <string>

namespace calculator {

/// "network: 12%, 3 s; 22 s left, if all is needed"; without a share (0) the time so far.
std::string progress_line(const std::string& what, double share, double seconds);

/// Shows the line once a second while it lives; one at a time.
class progress {
 public:
  explicit progress(const std::string& what);
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;
  ~progress();
};
/// Takes the line away for good: what follows on standard output has the terminal for itself.
void end_progress();

/// Tells the share that is done, of a search that knows it. Whether it shall go on: not once Ctrl-C
/// was pressed, after catch_interrupts().
bool says_done(double share);
/// From now on Ctrl-C ends a search with what it has reached; a second one ends the program.
void catch_interrupts();

}  // namespace calculator
