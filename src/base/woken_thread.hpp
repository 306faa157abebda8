// SPDX-License-Identifier: MIT
#pragma once

// A thread that sleeps until there is something to do. Whoever wakes it while it works is heard afterwards;
// who wakes it twice while it sleeps, once.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace calltracker {

class WokenThread {
 public:
  // After how long to work again without being woken; nullopt: not before.
  using Pause = std::optional<std::chrono::milliseconds>;

  // `work` runs on the thread each time it was woken and must not throw.
  explicit WokenThread(std::function<Pause()> work) : work_(std::move(work)) {}
  ~WokenThread() { stop(); }
  WokenThread(const WokenThread&) = delete;
  WokenThread& operator=(const WokenThread&) = delete;

  void start();
  // From any thread, before the start too; quick.
  void wake();
  // Lets work that is under way end, and starts none. Nothing happens when it has not started.
  void stop();
  // For long work that has places to leave off at.
  bool is_stopping() const;

 private:
  void serve();

  const std::function<Pause()> work_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool is_woken_ = false;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace calltracker
