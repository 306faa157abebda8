// SPDX-License-Identifier: MIT
#pragma once

// Ctrl-C as a stop token. The first SIGINT or SIGTERM asks for a stop; the second ends the process at once,
// which is safe at any instant because everything done is stored.

#include <stop_token>
#include <thread>

namespace calltracker::app {

class Interrupt {
 public:
  // Must be made before any other thread, so that every thread inherits the blocked signals.
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  std::stop_token token() const { return stop_.get_token(); }

 private:
  void wait_for_signals();

  std::stop_source stop_;
  std::thread thread_;
};

// Returns when a stop is requested.
void wait_for_stop(const std::stop_token& interrupt);

}  // namespace calltracker::app
