// SPDX-License-Identifier: MIT
#pragma once

// Questions for which a job's budget has too little left just now, because other processes hold a part of it.
// They are called when some of it may be free again.

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "base/ids.hpp"
#include "store/call_store.hpp"

namespace calltracker::pipeline {

class MoneyWaits {
 public:
  explicit MoneyWaits(store::CallStore& calls) : calls_(calls) {}
  ~MoneyWaits();
  MoneyWaits(const MoneyWaits&) = delete;
  MoneyWaits& operator=(const MoneyWaits&) = delete;

  // Taken before the store is asked for money, so that nothing freed after its answer is missed.
  using Ticket = std::uint64_t;
  Ticket ticket();

  // Calls once: now, when money was freed since the ticket was taken, or as soon as it is. Must be quick.
  void wait(const JobId& job, Ticket ticket, std::function<void()> freed);

 private:
  void was_freed(const JobId& job);

  store::CallStore& calls_;
  std::once_flag is_listening_;
  std::mutex mutex_;
  Ticket times_freed_ = 0;  // over all jobs
  std::map<JobId, std::vector<std::function<void()>>> waiting_;
};

}  // namespace calltracker::pipeline
