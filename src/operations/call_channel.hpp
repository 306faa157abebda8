// SPDX-License-Identifier: MIT
#pragma once

// Turns an importer that pushes calls into a source that is pulled from, with a bounded number of calls in
// between. The importer runs on a thread of its own; what it throws is thrown at the puller.

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "call/call.hpp"

namespace calltracker::operations {

class CallChannel {
 public:
  // False: nobody pulls any more, stop importing.
  using Push = std::function<bool(Call&&)>;

  explicit CallChannel(std::function<void(const Push&)> import);
  CallChannel(const CallChannel&) = delete;
  CallChannel& operator=(const CallChannel&) = delete;
  // Ends the importer.
  ~CallChannel();

  // The next call; nullopt when the importer has ended well.
  std::optional<Call> pull();

 private:
  bool push(Call&& call);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Call> calls_;
  bool import_ended_ = false;
  bool puller_gone_ = false;
  std::exception_ptr thrown_;
  std::thread thread_;
};

}  // namespace calltracker::operations
