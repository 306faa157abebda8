// SPDX-License-Identifier: MIT
#pragma once

// The executor inside this process. It claims runs from the journal, resumes their workflows on one loop
// thread, runs blocking step bodies on a bounded pool, and has one journal thread that stores finished steps
// in batches (group commit): everything that ended while the previous batch was being written goes into the
// next one, and a run goes on only when its result is on disk.
//
// Nothing polls. The loop sleeps until a step ends, the journal answers, a timer is due or somebody asks for
// something. What other processes submit, pause and finish the journal tells; one slow safety timer is for
// what nobody tells: the death of one of them, and what the dying one had not told any more.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "base/clock.hpp"
#include "durable/embedded/executor_observer.hpp"
#include "durable/engine.hpp"
#include "durable/journal.hpp"
#include "durable/workflow_registry.hpp"

namespace calltracker::durable {

struct ExecutorOptions {
  std::size_t runs_in_flight_max = 1000;
  // Bodies that run at once, over all runs; the others of a parallel step wait their turn. After a crash no
  // more than this many steps are run a second time.
  std::size_t steps_in_flight_max = 10'000;
  std::size_t pool_threads = 4;
  std::optional<GroupId> only_group;  // claim nothing else
  // A run whose nearest wait is longer than this gives up its frame and its place; it is replayed when woken.
  std::chrono::milliseconds keep_frame_max{10'000};
  std::chrono::milliseconds safety_interval{5'000};
  // Uniform in [0, 1), for retry jitter. Called on the loop thread only. Empty: seeded by the system.
  std::function<double()> random_share;
};

enum class StopMode {
  FinishSteps,  // steps under way run to their end
  HandBack,     // steps under way are told to stop; what fails for that reason counts as no attempt
};

class Executor final : public Engine {
 public:
  // All references must outlive the executor; `observer` may be null.
  Executor(Journal& journal, const WorkflowRegistry& registry, const Clock& clock, ExecutorOptions options,
           ExecutorObserver* observer = nullptr);
  // Stops with HandBack when still started.
  ~Executor() override;

  // Takes over the runs of dead workers, then begins to claim. Throws when the journal cannot be reached.
  void start();
  // The last method used: no other may be under way in another thread. Returns when every step body has
  // ended, results are stored and runs not finished are handed back.
  // Steps that are not finished after `finish_max` are handed back all the same.
  void stop(StopMode mode, std::chrono::milliseconds finish_max = std::chrono::hours(24));

  std::vector<RunId> submit(std::vector<NewRun> runs) override;
  void send_event(const Event& event) override;
  void pause_group(const GroupId& group, std::string_view message) override;
  void resume_group(const GroupId& group) override;
  void cancel_group(const GroupId& group) override;
  std::size_t retry_failed_runs(const GroupId& group) override;
  bool retry_failed_run(const RunId& run) override;
  RunId rerun(const RunId& run) override;

  // Returns when no run of the group is unfinished or the group is paused, with its counts.
  GroupView wait_until_group_rests(const GroupId& group);
  // Returns when there is nothing to do before a timer, an event or a request.
  void wait_until_idle();
  // The clock was moved by hand: look at the timers again.
  void clock_moved();

 private:
  class Threads;

  void group_changed(const GroupId& group);
  void hold_group(const GroupId& group);

  Journal& journal_;
  const WorkflowRegistry& registry_;
  const Clock& clock_;
  ExecutorOptions options_;
  ExecutorObserver* observer_;
  std::unique_ptr<Threads> threads_;
};

}  // namespace calltracker::durable
