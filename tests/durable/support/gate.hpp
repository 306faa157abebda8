// SPDX-License-Identifier: MIT
#pragma once

// The other side of asynchronous step bodies: holds them until the test lets them go.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "durable/run.hpp"

namespace calltracker::test {

class Gate {
 public:
  // A step body that arrives here and stays. When told to stop it fails with "stopped".
  auto body() {
    return [this](durable::StepDone<int> done, std::stop_token stop) {
      arrive(done, std::move(stop),
             [done] { done.fail(durable::StepFailure::retry("stopped", "told to stop")); });
    };
  }
  // Has not begun while it stays here, and hands back when asked to leave.
  auto body_in_line() {
    return [this](durable::StepDone<int> done, std::stop_token) {
      arrive(done, done.leaving(), [done] { done.hand_back(); });
    };
  }
  void wait_for_arrivals(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return arrivals_ >= count; });
  }
  std::size_t arrivals() const {
    const std::lock_guard lock(mutex_);
    return arrivals_;
  }
  // Completes those held now, and from now on everyone at once.
  void open() {
    std::vector<Held> held;
    {
      const std::lock_guard lock(mutex_);
      is_open_ = true;
      held.swap(held_);
    }
    for (const Held& one : held) one.done.succeed(1);
  }

 private:
  struct Held {
    durable::StepDone<int> done;
    std::unique_ptr<std::stop_callback<std::function<void()>>> on_stop;
  };

  void arrive(const durable::StepDone<int>& done, std::stop_token stop,
              const std::function<void()>& on_stop) {
    std::unique_lock lock(mutex_);
    ++arrivals_;
    if (is_open_) {
      lock.unlock();
      done.succeed(1);
    } else {
      held_.push_back({done, std::make_unique<std::stop_callback<std::function<void()>>>(stop, on_stop)});
      lock.unlock();
    }
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Held> held_;
  std::size_t arrivals_ = 0;
  bool is_open_ = false;
};

}  // namespace calltracker::test
