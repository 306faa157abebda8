// SPDX-License-Identifier: MIT
#include "durable/embedded/mailbox.hpp"

#include <chrono>

namespace calltracker::durable {

void Mailbox::wake(std::unique_lock<std::mutex>& lock) {
  is_idle_ = false;
  const bool must_notify = loop_sleeps_;
  loop_sleeps_ = false;
  lock.unlock();
  if (must_notify) received_.notify_one();
}

void Mailbox::completed(StepTicket ticket, StepOutcome outcome) {
  std::unique_lock lock(mutex_);
  mail_.completions.push_back({ticket, std::move(outcome)});
  wake(lock);
}

void Mailbox::reply(std::unique_ptr<JournalWork> work) {
  std::unique_lock lock(mutex_);
  mail_.replies.push_back(std::move(work));
  wake(lock);
}

void Mailbox::command(std::function<void()> command) {
  std::unique_lock lock(mutex_);
  mail_.commands.push_back(std::move(command));
  wake(lock);
}

void Mailbox::take(Mail& mail, bool is_quiet, std::optional<std::int64_t> wait_ms_max) {
  std::unique_lock lock(mutex_);
  if (mail_.empty() && wait_ms_max != 0) {
    loop_sleeps_ = true;
    is_idle_ = is_quiet;
    if (is_quiet) idled_.notify_all();
    const auto has_mail = [this] { return !mail_.empty(); };
    if (wait_ms_max) {
      received_.wait_for(lock, std::chrono::milliseconds(*wait_ms_max), has_mail);
    } else {
      received_.wait(lock, has_mail);
    }
    loop_sleeps_ = false;
    is_idle_ = false;
  }
  std::swap(mail, mail_);
}

void Mailbox::wait_until_idle() {
  std::unique_lock lock(mutex_);
  idled_.wait(lock, [this] { return is_idle_ || is_closed_; });
}

void Mailbox::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  idled_.notify_all();
}

}  // namespace calltracker::durable
