// SPDX-License-Identifier: MIT
#include "llm/limited_client.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace calltracker::llm {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

ModelFailure cancelled() {
  return {.kind = FailureKind::Cancelled,
          .code = "cancelled",
          .message = "the request was cancelled",
          .retry_after_ms = std::nullopt};
}

}  // namespace

// One thread starts what may start: it sleeps until a slot is free, a pause ends or a waiting request is
// cancelled. The inner client is always called without the lock.
class LimitedClient::Queue : public std::enable_shared_from_this<LimitedClient::Queue> {
 public:
  Queue(std::shared_ptr<ModelClient> inner, LimitedClientOptions options)
      : inner_(std::move(inner)), options_(options) {}

  void start() {
    thread_ = std::thread([self = shared_from_this()] { self->run(); });
  }

  // The last owner may be a callback that runs on the queue's own thread.
  void end() {
    {
      const std::lock_guard lock(mutex_);
      is_ending_ = true;
    }
    changed_.notify_all();
    if (thread_.get_id() == std::this_thread::get_id()) {
      thread_.detach();
    } else {
      thread_.join();
    }
  }

  void add(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) {
    auto waiting = std::make_unique<Waiting>(std::move(request), stop, std::move(done));
    // Set up without the lock: a stop that was already requested calls back right here.
    waiting->on_stop.emplace(stop, [this] { notice_cancellation(); });
    {
      const std::lock_guard lock(mutex_);
      if (!is_ending_) {
        waiting_.push_back(std::move(waiting));
        // It may have been cancelled while it was in nobody's list.
        has_cancelled_ = has_cancelled_ || stop.stop_requested();
      }
    }
    if (waiting != nullptr) {
      waiting->on_stop.reset();
      waiting->done(cancelled());
      return;
    }
    changed_.notify_all();
  }

 private:
  struct Waiting {
    Waiting(ModelRequest asked, std::stop_token token, std::function<void(ModelOutcome)> callback)
        : request(std::move(asked)), stop(std::move(token)), done(std::move(callback)) {}
    ModelRequest request;
    std::stop_token stop;
    std::function<void(ModelOutcome)> done;
    std::optional<std::stop_callback<std::function<void()>>> on_stop;
  };
  using WaitingList = std::deque<std::unique_ptr<Waiting>>;

  void notice_cancellation() {
    {
      const std::lock_guard lock(mutex_);
      has_cancelled_ = true;
    }
    changed_.notify_all();
  }

  bool may_start(SteadyTime now) const {
    return !waiting_.empty() && in_flight_ < options_.in_flight_max && now >= paused_until_;
  }

  void wait(std::unique_lock<std::mutex>& lock) {
    const auto is_due = [this] {
      return is_ending_ || has_cancelled_ || may_start(std::chrono::steady_clock::now());
    };
    while (!is_due()) {
      if (!waiting_.empty() && in_flight_ < options_.in_flight_max) {
        changed_.wait_until(lock, SteadyTime(paused_until_));
      } else {
        changed_.wait(lock);
      }
    }
  }

  WaitingList take_cancelled() {
    WaitingList taken;
    const auto middle = std::stable_partition(waiting_.begin(), waiting_.end(), [this](const auto& each) {
      return !is_ending_ && !each->stop.stop_requested();
    });
    std::move(middle, waiting_.end(), std::back_inserter(taken));
    waiting_.erase(middle, waiting_.end());
    has_cancelled_ = false;
    return taken;
  }

  WaitingList take_startable() {
    WaitingList taken;
    while (may_start(std::chrono::steady_clock::now())) {
      taken.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
      ++in_flight_;
    }
    return taken;
  }

  void run() {
    while (true) {
      WaitingList stopped;
      WaitingList startable;
      bool is_last = false;
      {
        std::unique_lock lock(mutex_);
        wait(lock);
        is_last = is_ending_;
        if (is_ending_ || has_cancelled_) stopped = take_cancelled();
        if (!is_ending_) startable = take_startable();
      }
      // A stop callback that is running on another thread wants the lock, so it is taken down without it.
      for (const auto& each : stopped) {
        each->on_stop.reset();
        each->done(cancelled());
      }
      for (const auto& each : startable) {
        each->on_stop.reset();
        forward(*each);
      }
      if (is_last) return;
    }
  }

  void forward(Waiting& waiting) {
    inner_->ask(std::move(waiting.request), waiting.stop,
                [self = shared_from_this(), done = std::move(waiting.done)](ModelOutcome outcome) {
                  self->release(outcome);
                  done(std::move(outcome));
                });
  }

  void release(const ModelOutcome& outcome) {
    {
      const std::lock_guard lock(mutex_);
      --in_flight_;
      const auto* failure = std::get_if<ModelFailure>(&outcome);
      if (failure != nullptr && failure->kind == FailureKind::Retry && failure->retry_after_ms) {
        const std::chrono::milliseconds pause(std::min(*failure->retry_after_ms, options_.pause_max_ms));
        paused_until_ = std::max(paused_until_, std::chrono::steady_clock::now() + pause);
      }
    }
    changed_.notify_all();
  }

  const std::shared_ptr<ModelClient> inner_;
  const LimitedClientOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  WaitingList waiting_;
  int in_flight_ = 0;
  SteadyTime paused_until_;
  bool has_cancelled_ = false;
  bool is_ending_ = false;
  std::thread thread_;
};

LimitedClient::LimitedClient(std::shared_ptr<ModelClient> inner, LimitedClientOptions options)
    : inner_(std::move(inner)), queue_(std::make_shared<Queue>(inner_, options)) {
  queue_->start();
}

LimitedClient::~LimitedClient() {
  queue_->end();
}

std::string_view LimitedClient::provider() const {
  return inner_->provider();
}

std::string_view LimitedClient::revision() const {
  return inner_->revision();
}

void LimitedClient::ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) {
  queue_->add(std::move(request), std::move(stop), std::move(done));
}

}  // namespace calltracker::llm
