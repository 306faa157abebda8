// SPDX-License-Identifier: MIT
#include "base/woken_thread.hpp"

namespace calltracker {

void WokenThread::start() {
  thread_ = std::thread([this] { serve(); });
}

void WokenThread::wake() {
  {
    const std::lock_guard lock(mutex_);
    is_woken_ = true;
  }
  changed_.notify_all();
}

void WokenThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool WokenThread::is_stopping() const {
  const std::lock_guard lock(mutex_);
  return is_stopping_;
}

void WokenThread::serve() {
  Pause pause;
  std::unique_lock lock(mutex_);
  while (true) {
    const auto has_news = [this] { return is_woken_ || is_stopping_; };
    if (pause) {
      changed_.wait_for(lock, *pause, has_news);
    } else {
      changed_.wait(lock, has_news);
    }
    if (is_stopping_) return;
    is_woken_ = false;
    lock.unlock();
    pause = work_();
    lock.lock();
  }
}

}  // namespace calltracker
