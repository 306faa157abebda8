// SPDX-License-Identifier: MIT
#include "pipeline/answers_under_way.hpp"

#include <atomic>
#include <utility>

namespace calltracker::pipeline {
namespace {

// More than are ever answered and not yet stored, and little memory.
constexpr std::size_t kRemembered = 512;

}  // namespace

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
  std::optional<SharedAnswer> answer;
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = recent_.find(key); known != recent_.end()) {
      answer = known->second;
    } else {
      const auto [place, is_first] = followers_.try_emplace(key);
      if (is_first) return true;
      auto follower = std::make_shared<Follower>(std::move(ended));
      // Under the lock, so that end() finds it whole; a stop already requested calls back right here.
      follower->on_stop.emplace(std::move(stop), [each = follower.get()] { each->tell(FollowerStopped()); });
      place->second.push_back(std::move(follower));
    }
  }
  if (answer) ended(*answer);
  return false;
}

// A rejected answer is asked for once more under the same key.
void AnswersUnderWay::remember(const std::string& key, const SharedAnswer& answer) {
  if (answer.rejection || !recent_.emplace(key, answer).second) return;
  recent_order_.push_back(key);
  if (recent_order_.size() <= kRemembered) return;
  recent_.erase(recent_order_.front());
  recent_order_.pop_front();
}

void AnswersUnderWay::end(const std::string& key, const SharedEnd& how) {
  std::vector<std::shared_ptr<Follower>> followers;
  {
    const std::lock_guard lock(mutex_);
    const auto found = followers_.find(key);
    if (found == followers_.end()) return;
    if (const auto* answer = std::get_if<SharedAnswer>(&how)) remember(key, *answer);
    followers = std::move(found->second);
    followers_.erase(found);
  }
  for (const auto& follower : followers) {
    follower->on_stop.reset();
    follower->tell(how);
  }
}

}  // namespace calltracker::pipeline
