// SPDX-License-Identifier: MIT
#include "durable/embedded/journal_thread.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"

namespace calltracker::durable {

void JournalWork::clear() {
  batch.steps.clear();
  batch.attempts.clear();
  batch.runs.clear();
  step_tags.clear();
  run_tags.clear();
  tasks.clear();
  claim.reset();
  outcome = {};
  effects.clear();
  claimed.clear();
  is_committed = false;
  worker_lost = false;
}

JournalThread::JournalThread(Journal& journal, Mailbox& mailbox,
                             std::function<void(const std::string&)> failed)
    : journal_(journal), mailbox_(mailbox), failed_(std::move(failed)), thread_([this] { serve(); }) {}

JournalThread::~JournalThread() {
  {
    const std::lock_guard lock(mutex_);
    must_end_ = true;
    has_given_up_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void JournalThread::submit(std::unique_ptr<JournalWork> work) {
  {
    const std::lock_guard lock(mutex_);
    work_ = std::move(work);
  }
  changed_.notify_all();
}

void JournalThread::give_up() {
  {
    const std::lock_guard lock(mutex_);
    has_given_up_ = true;
  }
  changed_.notify_all();
}

void JournalThread::serve() {
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return work_ != nullptr || must_end_; });
    if (work_ == nullptr) return;
    std::unique_ptr<JournalWork> work = std::move(work_);
    lock.unlock();
    carry_out(*work);
    mailbox_.reply(std::move(work));
  }
}

void JournalThread::carry_out(JournalWork& work) {
  if (work.has_commits()) {
    work.is_committed = insist(work, [&] { work.outcome = journal_.commit(work.batch); });
    // A portion given up is lost like one of a lost worker: the journal does not have it.
    work.worker_lost = !work.is_committed;
    if (work.worker_lost) return;
  }
  for (const JournalTask& task : work.tasks) {
    std::function<void()> effect;
    insist(work, [&] { effect = task(journal_); });
    work.effects.push_back(std::move(effect));
  }
  if (work.claim) insist(work, [&] { work.claimed = journal_.claim_runs(*work.claim); });
}

bool JournalThread::insist(JournalWork& work, const std::function<void()>& action) {
  constexpr std::chrono::milliseconds kPauseFirst(100);
  constexpr std::chrono::milliseconds kPauseMax(5000);
  for (std::chrono::milliseconds pause = kPauseFirst;; pause = std::min(pause * 2, kPauseMax)) {
    try {
      action();
      return true;
    } catch (const Error& error) {
      if (error.code() == "worker-lost") {
        work.worker_lost = true;
        return false;
      }
      failed_(error.what());
    } catch (const std::exception& error) {
      failed_(error.what());
    }
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, pause, [this] { return has_given_up_; })) return false;
  }
}

}  // namespace calltracker::durable
