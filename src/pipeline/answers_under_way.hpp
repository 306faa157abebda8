// SPDX-License-Identifier: MIT
#pragma once

// Questions that are being asked right now, by the key of their answer, until the answer is stored: who comes
// with the same question waits for the answer of the first instead of paying for it again. Across processes
// the first answer stored wins.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "durable/failure.hpp"
#include "store/call_store.hpp"

namespace calltracker::pipeline {

struct SharedAnswer {
  std::shared_ptr<const store::Analysis> analysis;
  std::optional<std::string> rejection;  // why it has to be asked for once more
};

struct AskerGone {};  // it was stopped: somebody else has to ask
struct FollowerStopped {};

using SharedEnd = std::variant<SharedAnswer, durable::StepFailure, AskerGone, FollowerStopped>;

class AnswersUnderWay {
 public:
  using Ended = std::function<void(const SharedEnd&)>;

  // True: nobody is asking; the caller does, and has to call end() whatever happens. False: `ended` will be
  // called once.
  bool lead_or_follow(const std::string& key, std::stop_token stop, Ended ended);
  void end(const std::string& key, const SharedEnd& how);

 private:
  struct Follower;

  std::mutex mutex_;
  std::map<std::string, std::vector<std::shared_ptr<Follower>>> followers_;  // by key under way
};

}  // namespace calltracker::pipeline
