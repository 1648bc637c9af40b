// SPDX-License-Identifier: BSL-1.0
#include "progress.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>

#include "format.hpp"

namespace calculator {

namespace {

volatile std::sig_atomic_t interrupts = 0;
extern "C" void interrupt(int /*signal*/) {
  interrupts = 1;
  std::signal(SIGINT, SIG_DFL);
}

std::atomic<double> share_done = 0;

/// Writes the line from a thread of its own: few of those who compute know when a second is over.
class ticker {
 public:
  explicit ticker(std::string what) : what_(std::move(what)), thread_([this] { run(); }) {}
  ticker(const ticker&) = delete;
  ticker& operator=(const ticker&) = delete;
  ~ticker() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    over_.notify_one();
    thread_.join();
  }

 private:
  void run() {
    using namespace std::chrono_literals;
    const auto begin = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex_);
    std::size_t longest = 0;
    for (auto wait = 2s; !over_.wait_for(lock, wait, [this] { return is_over_; }); wait = 1s) {
      const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
      std::string line = progress_line(what_, share_done, time.count());
      longest = std::max(longest, line.size());
      line.resize(longest, ' ');
      std::cerr << '\r' << line << std::flush;
    }
    if (longest > 0) std::cerr << '\r' << std::string(longest, ' ') << '\r' << std::flush;
  }

  std::string what_;
  std::mutex mutex_;
  std::condition_variable over_;
  bool is_over_ = false;
  std::thread thread_;
};

std::optional<ticker> shown;

}  // namespace

std::string progress_line(const std::string& what, double share, double seconds) {
  const auto time = [](double s) { return significant(std::max(1.0, s), 2) + " s"; };
  std::string line = what + ": ";
  const bool is_known = share > 0 && share <= 1;
  if (is_known) line += percent(share, 2) + ", ";
  line += time(seconds);
  if (is_known && share < 1)
    line += "; " + time(seconds * (1 - share) / share) + " left, if all is needed";
  return line;
}

progress::progress(const std::string& what) { shown.emplace(what); }
progress::~progress() { end_progress(); }
void end_progress() { shown.reset(); }

bool says_done(double share) {
  share_done = share;
  return interrupts == 0;
}
void catch_interrupts() { std::signal(SIGINT, interrupt); }

}  // namespace calculator
