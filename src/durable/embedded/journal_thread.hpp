// SPDX-License-Identifier: MIT
#pragma once

// The one thread of an executor that talks to the journal. It holds one portion of work at a time. A journal
// that fails is asked again, ever more slowly, until it works: results that cost money are not thrown away
// because a disk is full for a minute. Only after give_up() is the portion returned undone.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "durable/embedded/journal_work.hpp"
#include "durable/embedded/mailbox.hpp"

namespace calltracker::durable {

class JournalThread {
 public:
  // `failed` is told of every refusal, on the journal thread.
  JournalThread(Journal& journal, Mailbox& mailbox, std::function<void(const std::string&)> failed);
  ~JournalThread();
  JournalThread(const JournalThread&) = delete;
  JournalThread& operator=(const JournalThread&) = delete;

  // Only when the previous portion has come back through the mailbox.
  void submit(std::unique_ptr<JournalWork> work);
  // Stop asking a journal that refuses.
  void give_up();

 private:
  void serve();
  void carry_out(JournalWork& work);
  // True when done, false when given up or when the worker was lost.
  bool insist(JournalWork& work, const std::function<void()>& action);

  Journal& journal_;
  Mailbox& mailbox_;
  std::function<void(const std::string&)> failed_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<JournalWork> work_;
  bool has_given_up_ = false;
  bool must_end_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace calltracker::durable
