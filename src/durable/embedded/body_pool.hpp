// SPDX-License-Identifier: MIT
#pragma once

// The threads that run blocking step bodies, first come first served.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "durable/step_operation.hpp"

namespace calltracker::durable {

struct BodyTask {
  StepOperation* operation = nullptr;  // in a frame that stays until the completion was received
  StepTicket ticket;
  std::stop_token stop;
};

class BodyPool {
 public:
  BodyPool(CompletionSink& sink, std::size_t threads);
  // Runs what is queued to its end.
  ~BodyPool();
  BodyPool(const BodyPool&) = delete;
  BodyPool& operator=(const BodyPool&) = delete;

  void run(BodyTask task);

 private:
  void serve();

  CompletionSink& sink_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<BodyTask> tasks_;
  bool must_end_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace calltracker::durable
