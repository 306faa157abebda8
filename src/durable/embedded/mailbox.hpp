// SPDX-License-Identifier: MIT
#pragma once

// Everything that other threads tell the loop. The loop takes all of it at once, so a thousand completions
// cost one wake-up; a sender wakes the loop only when it sleeps.

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "durable/embedded/journal_work.hpp"
#include "durable/step_operation.hpp"

namespace calltracker::durable {

struct Completion {
  StepTicket ticket;
  StepOutcome outcome;
};

struct Mail {
  std::vector<Completion> completions;
  std::vector<std::unique_ptr<JournalWork>> replies;
  std::vector<std::function<void()>> commands;  // run on the loop thread

  bool empty() const { return completions.empty() && replies.empty() && commands.empty(); }
};

class Mailbox final : public CompletionSink {
 public:
  void completed(StepTicket ticket, StepOutcome outcome) override;
  void reply(std::unique_ptr<JournalWork> work);
  void command(std::function<void()> command);

  // Swaps everything received into `mail` (which must be empty). Sleeps for it up to `wait_ms_max` when there
  // is nothing. `is_quiet`: the loop itself has nothing under way, so an empty mailbox means that all is
  // idle.
  void take(Mail& mail, bool is_quiet, std::optional<std::int64_t> wait_ms_max);

  // Returns when the loop sleeps quietly with nothing received.
  void wait_until_idle();
  // The loop has ended: nobody waits for it any more.
  void close();

 private:
  void wake(std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable received_;
  std::condition_variable idled_;
  Mail mail_;
  bool loop_sleeps_ = false;
  bool is_idle_ = false;
  bool is_closed_ = false;
};

}  // namespace calltracker::durable
