// SPDX-License-Identifier: MIT
#pragma once

// The wall clock by constructor: code that needs the time takes a Clock, so tests decide what time it is.

#include <chrono>
#include <cstdint>
#include <mutex>

namespace calltracker {

// Milliseconds since 1970-01-01T00:00:00Z.
using UnixMillis = std::int64_t;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual UnixMillis now_ms() const = 0;
};

class SystemClock final : public Clock {
 public:
  UnixMillis now_ms() const override {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  }
};

// Stands still until a test moves it.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(UnixMillis start_ms) : now_ms_(start_ms) {}
  UnixMillis now_ms() const override {
    const std::lock_guard lock(mutex_);
    return now_ms_;
  }
  void advance_ms(std::int64_t span_ms) {
    const std::lock_guard lock(mutex_);
    now_ms_ += span_ms;
  }

 private:
  mutable std::mutex mutex_;
  UnixMillis now_ms_;
};

}  // namespace calltracker
