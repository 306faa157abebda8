// SPDX-License-Identifier: MIT
#pragma once

// The one place where code of this room learns how time passes and asks to be called later, so that a test
// can decide both.

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace calltracker::llm {

class Timers {
 public:
  virtual ~Timers() = default;
  // Never goes back; says nothing about the time of day.
  virtual std::int64_t now_ms() const = 0;
  // Calls once, not before `time_ms`. The callback must be quick and may call at().
  virtual void at(std::int64_t time_ms, std::function<void()> callback) = 0;
};

// One thread that sleeps until the next time asked for.
class SystemTimers final : public Timers {
 public:
  SystemTimers();
  // What is still to come is dropped.
  ~SystemTimers() override;
  SystemTimers(const SystemTimers&) = delete;
  SystemTimers& operator=(const SystemTimers&) = delete;

  std::int64_t now_ms() const override;
  void at(std::int64_t time_ms, std::function<void()> callback) override;

 private:
  void serve();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<std::int64_t, std::function<void()>> callbacks_;
  bool must_end_ = false;
  std::thread thread_;  // last: it uses the others
};

// Stands still until a test moves it; callbacks are made by advance_ms().
class ManualTimers final : public Timers {
 public:
  std::int64_t now_ms() const override { return now_ms_; }
  void at(std::int64_t time_ms, std::function<void()> callback) override {
    callbacks_.emplace(time_ms, std::move(callback));
  }
  void advance_ms(std::int64_t span_ms);
  // The next time asked for; -1 for none.
  std::int64_t next_ms() const { return callbacks_.empty() ? -1 : callbacks_.begin()->first; }

 private:
  std::int64_t now_ms_ = 0;
  std::multimap<std::int64_t, std::function<void()>> callbacks_;
};

}  // namespace calltracker::llm
