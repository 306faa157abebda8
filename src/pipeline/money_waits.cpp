// SPDX-License-Identifier: MIT
#include "pipeline/money_waits.hpp"

#include <utility>

namespace calltracker::pipeline {

MoneyWaits::~MoneyWaits() {
  calls_.listen_for_freed_budgets(nullptr);
}

MoneyWaits::Ticket MoneyWaits::ticket() {
  std::call_once(is_listening_,
                 [this] { calls_.listen_for_freed_budgets([this](const JobId& job) { was_freed(job); }); });
  const std::lock_guard lock(mutex_);
  return times_freed_;
}

void MoneyWaits::wait(const JobId& job, Ticket ticket, std::function<void()> freed) {
  {
    const std::lock_guard lock(mutex_);
    if (ticket == times_freed_) {
      waiting_[job].push_back(std::move(freed));
      return;
    }
  }
  freed();
}

void MoneyWaits::was_freed(const JobId& job) {
  std::map<JobId, std::vector<std::function<void()>>> called;
  {
    const std::lock_guard lock(mutex_);
    ++times_freed_;
    if (job.empty()) {
      called.swap(waiting_);
    } else if (auto waiting = waiting_.extract(job)) {
      called.insert(std::move(waiting));
    }
  }
  for (const auto& [each, waiting] : called) {
    for (const auto& freed : waiting) freed();
  }
}

}  // namespace calltracker::pipeline
