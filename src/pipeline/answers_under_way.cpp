// SPDX-License-Identifier: MIT
#include "pipeline/answers_under_way.hpp"

#include <atomic>
#include <utility>

namespace calltracker::pipeline {

struct AnswersUnderWay::Follower {
  explicit Follower(Ended callback) : ended(std::move(callback)) {}

  void tell(const SharedEnd& how) {
    if (!is_told.exchange(true)) ended(how);
  }

  Ended ended;
  std::atomic<bool> is_told{false};
  std::optional<std::stop_callback<std::function<void()>>> on_stop;
};

bool AnswersUnderWay::lead_or_follow(const std::string& key, std::stop_token stop, Ended ended) {
  std::shared_ptr<Follower> follower;
  {
    const std::lock_guard lock(mutex_);
    const auto [place, is_first] = followers_.try_emplace(key);
    if (is_first) return true;
    follower = std::make_shared<Follower>(std::move(ended));
    // Under the lock, so that end() finds it whole; a stop already requested calls back right here.
    follower->on_stop.emplace(std::move(stop), [each = follower.get()] { each->tell(FollowerStopped()); });
    place->second.push_back(std::move(follower));
  }
  return false;
}

void AnswersUnderWay::end(const std::string& key, const SharedEnd& how) {
  std::vector<std::shared_ptr<Follower>> followers;
  {
    const std::lock_guard lock(mutex_);
    const auto found = followers_.find(key);
    if (found == followers_.end()) return;
    followers = std::move(found->second);
    followers_.erase(found);
  }
  for (const auto& follower : followers) {
    follower->on_stop.reset();
    follower->tell(how);
  }
}

}  // namespace calltracker::pipeline
