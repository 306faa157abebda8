// SPDX-License-Identifier: MIT
#pragma once

// A job's progress on standard error: on a terminal a bar per stage, redrawn in place, with rate, time left
// and cost, and failed attempts counted by kind; elsewhere a plain line at every tenth of the way. show() may
// be called as often as there is news.

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "call/job.hpp"
#include "cli/terminal.hpp"

namespace calltracker::cli {

class ProgressView {
 public:
  // `engine` is what analyses, in words: "offline rules, no AI", "claude-haiku-5-5 + claude-sonnet-5-5".
  ProgressView(Terminal& terminal, std::string engine);

  // An attempt failed and will be made again, or its call fails. From any thread.
  void count_failure(const std::string& code);

  void show(const Job& job, std::chrono::milliseconds elapsed);
  // Draws the last state once more and leaves the cursor below it.
  void finish(const Job& job, std::chrono::milliseconds elapsed);

 private:
  void draw_bars(const Job& job, std::chrono::milliseconds elapsed);
  void print_line(const Job& job, std::chrono::milliseconds elapsed);

  std::string failures();

  Terminal& terminal_;
  std::string engine_;
  std::mutex failures_mutex_;
  std::map<std::string, std::int64_t> failures_;  // attempts by code
  int lines_drawn_ = 0;
  std::string news_;  // what the job waits for, as last said
  std::int64_t next_tenth_ = 0;
  std::optional<std::int64_t> first_gold_;  // calls already through when watching began: not this run's work
};

// "0:07", "12:40", "3:05:00"
std::string format_span(std::chrono::seconds span);
// "$0.0042" below a cent, "$12.34" else.
std::string format_cost(double cost_usd);
// The same; "price unknown", alone or behind the sum, where that lacks the price of some tokens.
std::string format_cost(double cost_usd, std::int64_t unpriced_tokens);
std::string format_cost(const Job& job);

}  // namespace calltracker::cli
