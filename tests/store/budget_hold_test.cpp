// SPDX-License-Identifier: MIT
// Money set aside for questions on their way, seen by every process, on both dialects.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/store/backend.hpp"
#include "tests/store/factories.hpp"

using namespace calltracker;
using namespace calltracker::test;
using store::BudgetHold;

namespace {

// The jobs whose money was freed, one after the other.
class Freed {
 public:
  std::function<void(const JobId&)> handler() {
    return [this](const JobId& job) {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(job);
      arrived_.notify_all();
    };
  }
  JobId next() {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, std::chrono::seconds(20), [this] { return !jobs_.empty(); }))
      return JobId("nobody said anything");
    const JobId job = jobs_.front();
    jobs_.pop_front();
    return job;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<JobId> jobs_;
};

}  // namespace

STORE_TEST("what is held and what was paid stay within the budget together") {
  Work<Backend> work;
  const JobId job = import_job(work.calls(), "JOB", 1).id;
  const auto hold = [&](const char* name, double usd_max) {
    return work.calls().hold_budget(job, name, usd_max, 10.0, work.clock.now_ms());
  };
  CHECK(hold("a", 4) == BudgetHold::Held);
  CHECK(hold("b", 4) == BudgetHold::Held);
  CHECK(hold("c", 4) == BudgetHold::Later);
  CHECK(hold("c", 11) == BudgetHold::Never);
  // The same question again replaces what it held.
  CHECK(hold("a", 6) == BudgetHold::Held);
  CHECK(hold("b", 5) == BudgetHold::Later);
  work.calls().release_budget(nullptr, job, "a");
  CHECK(hold("c", 6) == BudgetHold::Held);
  work.calls().release_budget(nullptr, job, "c");
  work.calls().add_progress(nullptr, job, {.cost_usd = 7});
  CHECK(hold("d", 4) == BudgetHold::Never);
  CHECK(hold("d", 3) == BudgetHold::Later);
  work.calls().release_budget(nullptr, job, "b");
  CHECK(hold("d", 3) == BudgetHold::Held);
}

STORE_TEST("what a dead process held is free again after a while, and goes with its job") {
  Work<Backend> work;
  const JobId job = import_job(work.calls(), "JOB", 1).id;
  const auto hold = [&](const char* name) {
    return work.calls().hold_budget(job, name, 8, 10.0, work.clock.now_ms());
  };
  CHECK(hold("a") == BudgetHold::Held);
  CHECK(hold("b") == BudgetHold::Later);
  work.clock.advance_ms(60 * 60 * 1000);
  CHECK(hold("b") == BudgetHold::Held);
  work.calls().delete_job(job);
  CHECK(hold("c") == BudgetHold::Never);
}

STORE_TEST("two programs that set money aside at once never hold more than the budget") {
  Work<Backend> work;
  const JobId job = import_job(work.calls(), "JOB", 1).id;
  store::sql::Stores other = work.open_another();
  std::atomic<int> held = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    store::CallStore& calls = thread % 2 == 0 ? work.calls() : *other.calls;
    threads.emplace_back([&, thread] {
      for (int index = 0; index < 25; ++index) {
        const std::string name = std::to_string(thread) + ":" + std::to_string(index);
        if (calls.hold_budget(job, name, 1, 30.0, kStartMs) == BudgetHold::Held) ++held;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(held == 30);
}

STORE_TEST("a job that was paused meanwhile stays paused, whatever is announced") {
  Work<Backend> work;
  const JobId job = import_job(work.calls(), "JOB", 1).id;
  work.calls().announce(job, "batch-working", "waiting", kStartMs + 1);
  CHECK(work.calls().find_job(job)->status_message == "waiting");
  work.calls().set_job_status(job, JobStatus::Paused, "paused-by-user", "paused by a person", kStartMs + 2);
  work.calls().announce(job, "batch-working", "waiting still", kStartMs + 3);
  CHECK(work.calls().find_job(job)->status == JobStatus::Paused);
  CHECK(work.calls().find_job(job)->status_message == "paused by a person");
}

STORE_TEST(
    "whoever found too little money hears when some is freed, in whichever program, and nobody else does") {
  Work<Backend> work;
  const Job job = import_job(work.calls(), "JOB", 1);
  const JobId unwatched = import_job(work.calls(), "UNWATCHED", 1).id;
  store::sql::Stores other = work.open_another();
  const auto hold = [&](store::CallStore& calls, const JobId& id, const char* name) {
    return calls.hold_budget(id, name, 8, 10.0, work.clock.now_ms());
  };
  Freed freed;
  work.calls().listen_for_freed_budgets(freed.handler());
  CHECK(hold(*other.calls, unwatched, "theirs") == BudgetHold::Held);
  other.calls->release_budget(nullptr, unwatched, "theirs");
  for (store::CallStore* holder : {other.calls.get(), &work.calls()}) {
    CHECK(hold(*holder, job.id, "theirs") == BudgetHold::Held);
    CHECK(hold(work.calls(), job.id, "ours") == BudgetHold::Later);
    holder->release_budget(nullptr, job.id, "theirs");
    CHECK(freed.next() == job.id);
  }
  CHECK(hold(*other.calls, job.id, "theirs") == BudgetHold::Held);
  CHECK(hold(work.calls(), job.id, "ours") == BudgetHold::Later);
  other.calls->set_job_options(job.id, job.options);
  CHECK(freed.next() == job.id);
  work.calls().listen_for_freed_budgets(nullptr);
}

STORE_TEST("a budget freed in a transaction that is taken back is not told") {
  Work<Backend> work;
  const JobId job = import_job(work.calls(), "JOB", 1).id;
  const JobId next = import_job(work.calls(), "NEXT", 1).id;
  const auto hold = [&](const JobId& id, const char* name) {
    return work.calls().hold_budget(id, name, 8, 10.0, work.clock.now_ms());
  };
  Freed freed;
  work.calls().listen_for_freed_budgets(freed.handler());
  for (const JobId& id : {job, next}) {
    CHECK(hold(id, "theirs") == BudgetHold::Held);
    CHECK(hold(id, "ours") == BudgetHold::Later);
  }
  CHECK_THROWS(work.database().write([&](store::sql::Transaction& transaction) {
    work.calls().release_budget(&transaction, job, "theirs");
    throw std::runtime_error("taken back");
  }));
  work.calls().release_budget(nullptr, next, "theirs");
  CHECK(freed.next() == next);
  CHECK(hold(job, "ours") == BudgetHold::Later);
  work.calls().listen_for_freed_budgets(nullptr);
}
