// SPDX-License-Identifier: MIT
// The contract of the durable Journal: timers, events, workers and notifications. Both dialects.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "base/error.hpp"
#include "tests/store/backend.hpp"
#include "tests/store/factories.hpp"

using namespace calltracker;
using namespace calltracker::test;
using durable::GroupId;
using durable::Notification;
using durable::RunChange;
using durable::RunId;
using durable::RunState;

namespace {

std::vector<durable::ClaimedRun> claim(durable::Journal& journal, durable::WorkerId worker) {
  return journal.claim_runs(
      {.worker = worker, .runs_max = 10, .now_ms = kStartMs, .only_group = std::nullopt});
}

void park(durable::Journal& journal, durable::WorkerId worker, durable::RunNumber run,
          UnixMillis wake_at_ms) {
  durable::CommitBatch batch{.worker = worker, .now_ms = kStartMs, .steps = {}, .attempts = {}, .runs = {}};
  batch.runs.push_back({.run = run, .change = RunChange::Park, .wake_at_ms = wake_at_ms});
  journal.commit(batch);
}

void wait_for_event(durable::Journal& journal, durable::WorkerId worker, durable::RunNumber run,
                    const std::string& name, const std::string& key) {
  durable::StepCommit step = make_step(run, 0, "null");
  step.record.kind = durable::StepKind::WaitForEvent;
  step.record.state = durable::StepState::Waiting;
  step.record.event_name = name;
  step.record.event_key = key;
  journal.commit({.worker = worker, .now_ms = kStartMs, .steps = {step}, .attempts = {}, .runs = {}});
}

RunState state_of(durable::Journal& journal, const std::string& run) {
  return journal.read_timeline(RunId(run))->run.state;
}

std::string code_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  return "";
}

template <class Backend>
struct OneRun : Work<Backend> {
  durable::WorkerId worker = this->journal().register_worker(kStartMs);
  durable::RunNumber run = this->journal().submit_runs({make_run("run")}, kStartMs).numbers.at(0);
  OneRun() { claim(this->journal(), worker); }
};

// Collects notifications; waits for one without sleeping.
class Heard {
 public:
  std::function<void(const Notification&)> handler() {
    return [this](const Notification& notification) {
      const std::lock_guard lock(mutex_);
      all_.push_back(notification);
      arrived_.notify_all();
    };
  }
  bool wait_for(Notification::Kind kind) {
    std::unique_lock lock(mutex_);
    return arrived_.wait_for(lock, std::chrono::seconds(20), [this, kind] {
      return std::any_of(all_.begin(), all_.end(),
                         [kind](const Notification& item) { return item.kind == kind; });
    });
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Notification> all_;
};

}  // namespace

STORE_TEST("a parked run wakes at its time, not before") {
  OneRun<Backend> work;
  park(work.journal(), work.worker, work.run, kStartMs + 100);
  const auto early = work.journal().wake_due_runs(kStartMs + 99);
  CHECK(early.runs_queued == 0);
  CHECK(early.next_wake_ms == kStartMs + 100);
  const auto due = work.journal().wake_due_runs(kStartMs + 100);
  CHECK(due.runs_queued == 1);
  CHECK(due.next_wake_ms == 0);
  CHECK(claim(work.journal(), work.worker).size() == 1);
}

STORE_TEST("an event completes the waits for it and queues parked runs") {
  OneRun<Backend> work;
  auto& journal = work.journal();
  wait_for_event(journal, work.worker, work.run, "approved", "k1");
  park(journal, work.worker, work.run, 0);
  CHECK(journal.deliver_event({.name = "approved", .key = "k2"}, kStartMs).empty());
  CHECK(journal.deliver_event({.name = "other", .key = "k1"}, kStartMs).empty());
  const auto deliveries =
      journal.deliver_event({.name = "approved", .key = "k1", .data = R"({"by":"me"})"}, kStartMs);
  REQUIRE(deliveries.size() == 1);
  CHECK(deliveries[0].run == work.run);
  CHECK(deliveries[0].owner == 0);
  CHECK(deliveries[0].value == R"({"name":"approved","key":"k1","data":{"by":"me"}})");
  CHECK(state_of(journal, "run") == RunState::Queued);
  CHECK(journal.load_steps(work.run)[0].value == deliveries[0].value);
  CHECK(journal.deliver_event({.name = "approved", .key = "k1"}, kStartMs).empty());
}

STORE_TEST("a wait without a key takes an event with any") {
  OneRun<Backend> work;
  wait_for_event(work.journal(), work.worker, work.run, "approved", "");
  CHECK(work.journal().deliver_event({.name = "approved", .key = "any"}, kStartMs).size() == 1);
}

STORE_TEST("an event for a run that is owned names the owner, and parking it then queues it") {
  OneRun<Backend> work;
  auto& journal = work.journal();
  wait_for_event(journal, work.worker, work.run, "approved", "");
  const auto deliveries = journal.deliver_event({.name = "approved"}, kStartMs);
  REQUIRE(deliveries.size() == 1);
  CHECK(deliveries[0].owner == work.worker);
  park(journal, work.worker, work.run, kStartMs + 100);
  CHECK(state_of(journal, "run") == RunState::Queued);
  claim(journal, work.worker);
  // Claimed again, the old event is spent.
  park(journal, work.worker, work.run, kStartMs + 100);
  CHECK(state_of(journal, "run") == RunState::Waiting);
}

STORE_TEST("an event that came first wins over the executor's own word on the wait") {
  OneRun<Backend> work;
  wait_for_event(work.journal(), work.worker, work.run, "approved", "");
  work.journal().deliver_event({.name = "approved"}, kStartMs);
  durable::StepCommit timed_out = make_step(work.run, 0, "null");
  timed_out.is_new = false;
  const auto outcome = work.journal().commit(
      {.worker = work.worker, .now_ms = kStartMs, .steps = {timed_out}, .attempts = {}, .runs = {}});
  CHECK(outcome.superseded.size() == 1);
}

STORE_TEST("an event sent by a step is delivered with the step") {
  OneRun<Backend> work;
  auto& journal = work.journal();
  wait_for_event(journal, work.worker, work.run, "approved", "");
  park(journal, work.worker, work.run, 0);
  const auto sender = journal.submit_runs({make_run("sender")}, kStartMs).numbers[0];
  claim(journal, work.worker);
  durable::StepCommit step = make_step(sender, 0);
  step.events = {{.name = "approved"}};
  const auto outcome = journal.commit(
      {.worker = work.worker, .now_ms = kStartMs, .steps = {step}, .attempts = {}, .runs = {}});
  CHECK(outcome.deliveries.size() == 1);
  CHECK(outcome.runs_queued == 1);
}

STORE_TEST("worker numbers are never used twice") {
  Work<Backend> work;
  const auto first = work.journal().register_worker(kStartMs);
  work.journal().remove_worker(first);
  CHECK(work.journal().register_worker(kStartMs) > first);
}

STORE_TEST("a worker lives as long as its journal") {
  Work<Backend> work;
  const auto worker = work.journal().register_worker(kStartMs);
  CHECK(work.journal().is_worker_alive(worker));
  CHECK_FALSE(work.journal().is_worker_alive(worker + 1));
  auto another = work.open_another();
  const auto guest = another.journal->register_worker(kStartMs);
  CHECK(work.journal().is_worker_alive(guest));
  another.journal.reset();
  CHECK_FALSE(work.journal().is_worker_alive(guest));
}

STORE_TEST("the runs of a dead worker are rescued once, and it can change nothing any more") {
  OneRun<Backend> work;
  auto another = work.open_another();
  const auto guest = another.journal->register_worker(kStartMs);
  work.journal().submit_runs({make_run("lost-1"), make_run("lost-2")}, kStartMs);
  CHECK(claim(*another.journal, guest).size() == 2);
  CHECK(work.journal().rescue_dead_workers(work.worker) == 0);
  another.journal.reset();
  CHECK(work.journal().rescue_dead_workers(work.worker) == 2);
  CHECK(work.journal().rescue_dead_workers(work.worker) == 0);
  CHECK(state_of(work.journal(), "run") == RunState::Running);
  CHECK(code_of([&] { claim(work.journal(), guest); }) == "worker-lost");
  CHECK(code_of([&] { park(work.journal(), guest, work.run, 0); }) == "worker-lost");
  CHECK(claim(work.journal(), work.worker).size() == 2);
}

STORE_TEST("a worker that leaves gives its runs back") {
  OneRun<Backend> work;
  work.journal().remove_worker(work.worker);
  CHECK(state_of(work.journal(), "run") == RunState::Queued);
  work.journal().remove_worker(work.worker);
}

STORE_TEST("runs of a cancelled group end with their dead worker") {
  OneRun<Backend> work;
  work.journal().cancel_group(GroupId("group"), kStartMs);
  work.journal().remove_worker(work.worker);
  CHECK(state_of(work.journal(), "run") == RunState::Cancelled);
}

STORE_TEST("another process hears what was queued, parked, delivered, changed and finished") {
  OneRun<Backend> work;
  auto another = work.open_another();
  Heard heard;
  another.journal->set_notification_handler(heard.handler());
  work.journal().submit_runs({make_run("new")}, kStartMs);
  CHECK(heard.wait_for(Notification::Kind::RunsQueued));
  wait_for_event(work.journal(), work.worker, work.run, "approved", "");
  work.journal().deliver_event({.name = "approved"}, kStartMs);
  CHECK(heard.wait_for(Notification::Kind::StepDelivered));
  park(work.journal(), work.worker, work.run, 0);
  claim(work.journal(), work.worker);
  park(work.journal(), work.worker, work.run, kStartMs + 5);
  CHECK(heard.wait_for(Notification::Kind::RunParked));
  work.journal().pause_group(GroupId("group"), "x");
  CHECK(heard.wait_for(Notification::Kind::GroupChanged));
  work.journal().cancel_group(GroupId("group"), kStartMs);
  CHECK(heard.wait_for(Notification::Kind::GroupChanged));
  work.journal().submit_runs({make_run("last", "another group")}, kStartMs);
  durable::CommitBatch batch{
      .worker = work.worker, .now_ms = kStartMs, .steps = {}, .attempts = {}, .runs = {}};
  batch.runs.push_back(
      {.run = claim(work.journal(), work.worker).at(0).number, .change = RunChange::Complete});
  work.journal().commit(batch);
  CHECK(heard.wait_for(Notification::Kind::GroupIdle));
  another.journal->set_notification_handler(nullptr);
}
