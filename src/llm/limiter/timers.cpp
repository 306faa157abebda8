// SPDX-License-Identifier: MIT
#include "llm/limiter/timers.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace calltracker::llm {

using std::chrono::steady_clock;

SystemTimers::SystemTimers() : thread_([this] { serve(); }) {}

SystemTimers::~SystemTimers() {
  {
    const std::lock_guard lock(mutex_);
    must_end_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

std::int64_t SystemTimers::now_ms() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now().time_since_epoch())
      .count();
}

void SystemTimers::at(std::int64_t time_ms, std::function<void()> callback) {
  {
    const std::lock_guard lock(mutex_);
    callbacks_.emplace(time_ms, std::move(callback));
  }
  changed_.notify_all();
}

void SystemTimers::serve() {
  std::unique_lock lock(mutex_);
  while (!must_end_) {
    if (callbacks_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const auto first = callbacks_.begin();
    if (first->first > now_ms()) {
      changed_.wait_until(lock, steady_clock::time_point(std::chrono::milliseconds(first->first)));
      continue;
    }
    const std::function<void()> callback = std::move(first->second);
    callbacks_.erase(first);
    lock.unlock();
    callback();
    lock.lock();
  }
}

void ManualTimers::advance_ms(std::int64_t span_ms) {
  const std::int64_t end_ms = now_ms_ + span_ms;
  while (!callbacks_.empty() && callbacks_.begin()->first <= end_ms) {
    const auto first = callbacks_.begin();
    now_ms_ = std::max(now_ms_, first->first);
    const std::function<void()> callback = std::move(first->second);
    callbacks_.erase(first);
    callback();
  }
  now_ms_ = end_ms;
}

}  // namespace calltracker::llm
