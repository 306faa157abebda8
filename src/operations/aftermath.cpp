// SPDX-License-Identifier: MIT
#include "operations/aftermath.hpp"

#include <utility>

#include "base/memory.hpp"
#include "operations/insights.hpp"

namespace calltracker::operations {

Aftermath::~Aftermath() {
  stop();
}

void Aftermath::start() {
  thread_ = std::thread([this] { serve(); });
}

void Aftermath::stop() {
  {
    const std::lock_guard lock(mutex_);
    must_end_ = true;
  }
  wakes_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Aftermath::job_rested() {
  {
    const std::lock_guard lock(mutex_);
    must_look_ = true;
  }
  wakes_.notify_all();
}

void Aftermath::serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    wakes_.wait(lock, [this] { return must_look_ || must_end_; });
    if (must_end_) return;
    must_look_ = false;
    lock.unlock();
    try {
      refresh_digests(services_);
    } catch (const std::exception& failure) {
      // Whoever asks for a digest makes it.
      services_.log.warning("digest-failed", {{"message", failure.what()}});
    }
    services_.calls.release_memory();
    give_back_memory();
    lock.lock();
  }
}

}  // namespace calltracker::operations
