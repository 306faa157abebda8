// SPDX-License-Identifier: MIT
#include "durable/embedded/executor.hpp"

#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "durable/embedded/run_loop.hpp"

namespace calltracker::durable {

namespace {

// Passes everything on and wakes those who wait for a group to rest.
class ObserverRelay final : public ExecutorObserver {
 public:
  explicit ObserverRelay(ExecutorObserver* observer) : observer_(observer != nullptr ? *observer : nobody_) {}

  void run_started(const RunId& run, const GroupId& group) override { observer_.run_started(run, group); }
  void run_ended(const RunEnded& ended) override { observer_.run_ended(ended); }
  void step_ended(const StepEnded& ended) override { observer_.step_ended(ended); }
  void step_attempt_failed(const StepAttemptFailed& failed) override {
    observer_.step_attempt_failed(failed);
  }
  void group_idle(const GroupId& group) override {
    observer_.group_idle(group);
    group_rests();
  }
  void group_paused(const GroupId& group, const std::string& message) override {
    observer_.group_paused(group, message);
    group_rests();
  }
  void journal_failed(const std::string& message) override { observer_.journal_failed(message); }

  std::uint64_t rests() {
    const std::lock_guard lock(mutex_);
    return rests_;
  }
  void wait_for_rest_after(std::uint64_t rests, std::chrono::milliseconds span_max) {
    std::unique_lock lock(mutex_);
    rested_.wait_for(lock, span_max, [&] { return rests_ != rests; });
  }

 private:
  void group_rests() {
    const std::lock_guard lock(mutex_);
    ++rests_;
    rested_.notify_all();
  }

  ExecutorObserver nobody_;
  ExecutorObserver& observer_;
  std::mutex mutex_;
  std::condition_variable rested_;
  std::uint64_t rests_ = 0;
};

std::function<double()> system_random_share() {
  return [engine = std::mt19937_64(std::random_device()())]() mutable {
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
  };
}

}  // namespace

class Executor::Threads {
 public:
  Threads(Executor& executor, WorkerId worker)
      : executor_options_(executor.options_),
        relay_(executor.observer_),
        journal_thread_(executor.journal_, mailbox_,
                        [this](const std::string& message) {
                          mailbox_.command([this, message] { relay_.journal_failed(message); });
                        }),
        pool_(mailbox_, executor.options_.pool_threads),
        loop_(executor.registry_, executor.clock_, executor.options_, relay_, mailbox_, journal_thread_,
              pool_, worker),
        thread_([this] {
          loop_.serve();
          mailbox_.close();
          const std::lock_guard lock(end_mutex_);
          has_ended_ = true;
          ended_.notify_all();
        }) {}

  Mailbox& mailbox() { return mailbox_; }
  RunLoop& loop() { return loop_; }
  ObserverRelay& relay() { return relay_; }

  // Returns the worker under which the loop ended.
  WorkerId stop(StopMode mode, std::chrono::milliseconds finish_max) {
    mailbox_.command([this, mode] { loop_.stop(mode); });
    journal_thread_.give_up();
    if (mode == StopMode::FinishSteps) {
      std::unique_lock lock(end_mutex_);
      if (!ended_.wait_for(lock, finish_max, [this] { return has_ended_; })) {
        mailbox_.command([this] { loop_.stop(StopMode::HandBack); });
      }
    }
    thread_.join();
    return loop_.worker();
  }

  void notified(const Notification& notification) {
    const std::optional<GroupId>& only = executor_options_.only_group;
    if (only && !notification.group.empty() && notification.group != *only) return;
    mailbox_.command([this, notification] {
      switch (notification.kind) {
        case Notification::Kind::RunsQueued:
          return loop_.runs_may_be_queued();
        case Notification::Kind::GroupChanged:
          return loop_.group_may_have_changed(notification.group);
        case Notification::Kind::StepDelivered:
          if (notification.worker == loop_.worker()) loop_.steps_may_be_delivered(notification.run);
          return;
        case Notification::Kind::RunParked:
          return loop_.run_was_parked(notification.wake_at_ms);
        case Notification::Kind::GroupIdle:
          return relay_.group_idle(notification.group);
      }
    });
  }

 private:
  const ExecutorOptions& executor_options_;
  ObserverRelay relay_;
  Mailbox mailbox_;
  JournalThread journal_thread_;
  BodyPool pool_;
  RunLoop loop_;
  std::mutex end_mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;
  std::thread thread_;
};

Executor::Executor(Journal& journal, const WorkflowRegistry& registry, const Clock& clock,
                   ExecutorOptions options, ExecutorObserver* observer)
    : journal_(journal),
      registry_(registry),
      clock_(clock),
      options_(std::move(options)),
      observer_(observer) {
  if (!options_.random_share) options_.random_share = system_random_share();
}

Executor::~Executor() {
  if (threads_) stop(StopMode::HandBack);
}

void Executor::start() {
  const WorkerId worker = journal_.register_worker(clock_.now_ms());
  journal_.rescue_dead_workers(worker);
  threads_ = std::make_unique<Threads>(*this, worker);
  journal_.set_notification_handler(
      [threads = threads_.get()](const Notification& notification) { threads->notified(notification); });
}

void Executor::stop(StopMode mode, std::chrono::milliseconds finish_max) {
  if (!threads_) return;
  journal_.set_notification_handler({});
  const WorkerId worker = threads_->stop(mode, finish_max);
  threads_.reset();
  journal_.remove_worker(worker);
}

std::vector<RunId> Executor::submit(std::vector<NewRun> runs) {
  std::vector<RunId> ids;
  ids.reserve(runs.size());
  const UnixMillis now_ms = clock_.now_ms();
  for (NewRun& run : runs) {
    if (run.id.empty()) run.id = RunId(make_ulid(now_ms));
    ids.push_back(run.id);
  }
  journal_.submit_runs(runs, now_ms);
  if (threads_) threads_->mailbox().command([this] { threads_->loop().runs_may_be_queued(); });
  return ids;
}

void Executor::send_event(const Event& event) {
  std::vector<Delivery> deliveries = journal_.deliver_event(event, clock_.now_ms());
  if (!threads_ || deliveries.empty()) return;
  threads_->mailbox().command(
      [this, deliveries = std::move(deliveries)] { threads_->loop().events_delivered(deliveries); });
}

void Executor::pause_group(const GroupId& group, std::string_view message) {
  journal_.pause_group(group, message);
  hold_group(group);
}

void Executor::resume_group(const GroupId& group) {
  journal_.resume_group(group);
  group_changed(group);
}

void Executor::cancel_group(const GroupId& group) {
  journal_.cancel_group(group, clock_.now_ms());
  hold_group(group);
}

void Executor::group_changed(const GroupId& group) {
  if (threads_)
    threads_->mailbox().command([this, group] { threads_->loop().group_may_have_changed(group); });
}

void Executor::hold_group(const GroupId& group) {
  if (threads_) threads_->mailbox().command([this, group] { threads_->loop().hold_group(group); });
}

std::size_t Executor::retry_failed_runs(const GroupId& group) {
  const std::size_t count = journal_.retry_failed_runs(group);
  group_changed(group);
  return count;
}

bool Executor::retry_failed_run(const RunId& run) {
  const bool is_retried = journal_.retry_failed_run(run);
  if (threads_) threads_->mailbox().command([this] { threads_->loop().runs_may_be_queued(); });
  return is_retried;
}

RunId Executor::rerun(const RunId& run) {
  const std::optional<RunTimeline> timeline = journal_.read_timeline(run);
  if (!timeline) {
    throw Error({.kind = ErrorKind::NotFound,
                 .code = "run-unknown",
                 .message = "there is no run \"" + run.str() + "\""});
  }
  NewRun again;
  again.workflow = timeline->run.workflow;
  again.group = timeline->run.group;
  again.input = timeline->run.input;
  again.priority = timeline->run.priority;
  return submit({std::move(again)}).front();
}

GroupView Executor::wait_until_group_rests(const GroupId& group) {
  while (true) {
    const std::uint64_t rests = threads_ ? threads_->relay().rests() : 0;
    GroupView view = journal_.read_group(group);
    if (!threads_ || view.unfinished() == 0 || view.state == GroupState::Paused) return view;
    // The last run may be another process's: look again now and then.
    threads_->relay().wait_for_rest_after(rests, options_.safety_interval);
  }
}

void Executor::wait_until_idle() {
  if (threads_) threads_->mailbox().wait_until_idle();
}

void Executor::clock_moved() {
  if (threads_) threads_->mailbox().command([] {});
}

}  // namespace calltracker::durable
