// SPDX-License-Identifier: MIT
#include "durable/embedded/body_pool.hpp"

#include <algorithm>

namespace calltracker::durable {

BodyPool::BodyPool(CompletionSink& sink, std::size_t threads) : sink_(sink) {
  threads = std::max<std::size_t>(threads, 1);
  for (std::size_t count = 0; count < threads; ++count) threads_.emplace_back([this] { serve(); });
}

BodyPool::~BodyPool() {
  {
    const std::lock_guard lock(mutex_);
    must_end_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void BodyPool::run(BodyTask task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  changed_.notify_one();
}

void BodyPool::serve() {
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !tasks_.empty() || must_end_; });
    if (tasks_.empty()) return;
    BodyTask task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    sink_.completed(task.ticket, task.operation->execute(std::move(task.stop)));
  }
}

}  // namespace calltracker::durable
