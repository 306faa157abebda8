// SPDX-License-Identifier: MIT
// The contract of the durable Journal: runs, claims, steps, groups. Both dialects.
#include <stdexcept>

#include "base/error.hpp"
#include "tests/store/backend.hpp"
#include "tests/store/factories.hpp"

using namespace calltracker;
using namespace calltracker::test;
using durable::GroupId;
using durable::RunChange;
using durable::RunId;
using durable::RunState;
using durable::StepState;

namespace {

std::vector<std::string> ids_of(const std::vector<durable::ClaimedRun>& runs) {
  std::vector<std::string> ids;
  for (const durable::ClaimedRun& run : runs) ids.push_back(run.id.str());
  return ids;
}

std::vector<durable::ClaimedRun> claim(durable::Journal& journal, durable::WorkerId worker,
                                       std::size_t runs_max,
                                       std::optional<GroupId> only_group = std::nullopt) {
  return journal.claim_runs(
      {.worker = worker, .runs_max = runs_max, .now_ms = kStartMs, .only_group = std::move(only_group)});
}

durable::CommitOutcome change_run(durable::Journal& journal, durable::WorkerId worker, durable::RunNumber run,
                                  RunChange change, UnixMillis wake_at_ms = 0) {
  durable::CommitBatch batch{.worker = worker, .now_ms = kStartMs, .steps = {}, .attempts = {}, .runs = {}};
  batch.runs.push_back({.run = run,
                        .change = change,
                        .output = "42",
                        .failure_code = change == RunChange::Fail ? "broken" : "",
                        .failure_message = "",
                        .wake_at_ms = wake_at_ms});
  return journal.commit(batch);
}

durable::CommitOutcome commit_steps(durable::Journal& journal, durable::WorkerId worker,
                                    std::vector<durable::StepCommit> steps) {
  return journal.commit(
      {.worker = worker, .now_ms = kStartMs, .steps = std::move(steps), .attempts = {}, .runs = {}});
}

RunState state_of(durable::Journal& journal, const std::string& run) {
  return journal.read_timeline(RunId(run))->run.state;
}

// A worker that has claimed one run named "run".
template <class Backend>
struct OneRun : Work<Backend> {
  durable::WorkerId worker = this->journal().register_worker(kStartMs);
  durable::RunNumber run = this->journal().submit_runs({make_run("run")}, kStartMs).numbers.at(0);
  OneRun() { claim(this->journal(), worker, 1); }
};

}  // namespace

STORE_TEST("a run whose id is taken is left as it is") {
  Work<Backend> work;
  const auto first = work.journal().submit_runs({make_run("a"), make_run("b")}, kStartMs);
  const auto second = work.journal().submit_runs({make_run("b"), make_run("c")}, kStartMs);
  CHECK(first.created == 2);
  CHECK(second.created == 1);
  CHECK(second.numbers[0] == first.numbers[1]);
  CHECK(second.numbers[1] > second.numbers[0]);
}

STORE_TEST("runs are claimed by priority, then in the order of their keys") {
  Work<Backend> work;
  const auto worker = work.journal().register_worker(kStartMs);
  work.journal().submit_runs({make_run("low-1", "g", 0), make_run("high", "g", 5), make_run("low-2", "g", 0)},
                             kStartMs);
  CHECK(ids_of(claim(work.journal(), worker, 2)) == std::vector<std::string>{"high", "low-1"});
  CHECK(ids_of(claim(work.journal(), worker, 2)) == std::vector<std::string>{"low-2"});
  CHECK(claim(work.journal(), worker, 2).empty());
}

STORE_TEST("a small group submitted behind a large one takes turns with it") {
  Work<Backend> work;
  const auto worker = work.journal().register_worker(kStartMs);
  std::vector<durable::NewRun> large;
  for (int index = 0; index < 50; ++index)
    large.push_back(make_run("large-" + std::to_string(index), "large"));
  work.journal().submit_runs(large, kStartMs);
  claim(work.journal(), worker, 10);
  work.journal().submit_runs({make_run("small-0", "small"), make_run("small-1", "small")}, kStartMs);
  const auto ids = ids_of(claim(work.journal(), worker, 4));
  CHECK(ids == std::vector<std::string>{"large-10", "small-0", "large-11", "small-1"});
}

STORE_TEST("a claim may ask for one group only") {
  Work<Backend> work;
  const auto worker = work.journal().register_worker(kStartMs);
  work.journal().submit_runs({make_run("a", "one"), make_run("b", "two"), make_run("c", "two")}, kStartMs);
  CHECK(ids_of(claim(work.journal(), worker, 5, GroupId("two"))) == std::vector<std::string>{"b", "c"});
  CHECK(claim(work.journal(), worker, 5, GroupId("unknown")).empty());
}

STORE_TEST("no run of a paused group is claimed, and all are after it is resumed") {
  Work<Backend> work;
  const auto worker = work.journal().register_worker(kStartMs);
  std::vector<durable::NewRun> runs;
  for (int index = 0; index < 100; ++index) runs.push_back(make_run("p-" + std::to_string(index), "paused"));
  work.journal().submit_runs(runs, kStartMs);
  CHECK(work.journal().pause_group(GroupId("paused"), "no credit"));
  work.journal().submit_runs({make_run("other", "active")}, kStartMs);
  CHECK(ids_of(claim(work.journal(), worker, 3)) == std::vector<std::string>{"other"});
  CHECK(claim(work.journal(), worker, 3, GroupId("paused")).empty());
  CHECK(work.journal().read_group_status(GroupId("paused")).message == "no credit");
  CHECK(work.journal().resume_group(GroupId("paused")) == 100);
  CHECK(claim(work.journal(), worker, 200).size() == 100);
}

STORE_TEST("a cancelled group loses its queued and waiting runs, keeps running ones, and takes no new ones") {
  Work<Backend> work;
  auto& journal = work.journal();
  const auto worker = journal.register_worker(kStartMs);
  const auto runs =
      journal.submit_runs({make_run("run", "g"), make_run("wait", "g"), make_run("queue", "g")}, kStartMs);
  claim(journal, worker, 2);
  change_run(journal, worker, runs.numbers[1], RunChange::Park, kStartMs + 5);
  CHECK(journal.cancel_group(GroupId("g"), kStartMs) == 2);
  CHECK(state_of(journal, "run") == RunState::Running);
  CHECK(state_of(journal, "wait") == RunState::Cancelled);
  journal.submit_runs({make_run("late", "g")}, kStartMs);
  CHECK(state_of(journal, "late") == RunState::Cancelled);
  CHECK_FALSE(journal.pause_group(GroupId("g"), "x"));
  CHECK(journal.resume_group(GroupId("g")) == 0);
  CHECK(journal.read_group_status(GroupId("g")).state == durable::GroupState::Active);
}

STORE_TEST("a run that was claimed before comes with its steps") {
  OneRun<Backend> work;
  commit_steps(work.journal(), work.worker, {make_step(work.run, 0, R"({"a":"ä"})"), make_step(work.run, 1)});
  change_run(work.journal(), work.worker, work.run, RunChange::Release);
  const auto claimed = claim(work.journal(), work.worker, 1);
  REQUIRE(claimed.size() == 1);
  REQUIRE(claimed[0].steps.size() == 2);
  CHECK(claimed[0].steps[0].value == R"({"a":"ä"})");
  CHECK(claimed[0].steps[1].position == 1);
  CHECK(claimed[0].input == R"({"call":"1"})");
}

STORE_TEST("a step is read back with every field") {
  OneRun<Backend> work;
  durable::StepCommit step = make_step(work.run, 1'000'000);
  durable::StepRecord& record = step.record;
  record.kind = durable::StepKind::WaitForEvent;
  record.state = StepState::Waiting;
  record.failure_code = "code";
  record.failure_message = "message";
  record.attempts = 3;
  record.attempts_forgiven = 2;
  record.wake_at_ms = kStartMs + 1;
  record.event_name = "name";
  record.event_key = "key";
  commit_steps(work.journal(), work.worker, {step});
  const auto steps = work.journal().load_steps(work.run);
  REQUIRE(steps.size() == 1);
  CHECK(steps[0].run == record.run);
  CHECK(steps[0].position == record.position);
  CHECK(steps[0].id == record.id);
  CHECK(steps[0].name == record.name);
  CHECK(steps[0].kind == record.kind);
  CHECK(steps[0].state == record.state);
  CHECK(steps[0].failure_code == "code");
  CHECK(steps[0].failure_message == "message");
  CHECK(steps[0].attempts == 3);
  CHECK(steps[0].attempts_forgiven == 2);
  CHECK(steps[0].started_ms == 10);
  CHECK(steps[0].ended_ms == 20);
  CHECK(steps[0].wake_at_ms == kStartMs + 1);
  CHECK(steps[0].event_name == "name");
  CHECK(steps[0].event_key == "key");
}

STORE_TEST(
    "a step whose write throws is refused together with its write, and the rest of the batch is stored") {
  OneRun<Backend> work;
  std::vector<durable::StepCommit> steps{make_step(work.run, 0), make_step(work.run, 1),
                                         make_step(work.run, 2)};
  steps[0].write = [&](durable::Transaction& transaction) {
    work.calls().put_analysis(&transaction,
                              {.key = "good", .stage = "gold", .model = "m", .answer_json = "1"});
  };
  steps[1].write = [&](durable::Transaction& transaction) {
    work.calls().put_analysis(&transaction,
                              {.key = "bad", .stage = "gold", .model = "m", .answer_json = "1"});
    throw std::runtime_error("refused");
  };
  const auto outcome = commit_steps(work.journal(), work.worker, std::move(steps));
  REQUIRE(outcome.refused.size() == 1);
  CHECK(outcome.refused[0].index == 1);
  CHECK_THROWS_WITH(std::rethrow_exception(outcome.refused[0].cause), "refused");
  CHECK(work.journal().load_steps(work.run).size() == 2);
  CHECK(work.calls().find_analysis("good"));
  CHECK_FALSE(work.calls().find_analysis("bad"));
}

STORE_TEST("a step's write that breaks a rule of the schema is refused like one that throws") {
  OneRun<Backend> work;
  std::vector<durable::StepCommit> steps{make_step(work.run, 0), make_step(work.run, 1)};
  steps[0].write = [&](durable::Transaction& transaction) {
    work.calls().put_analysis(&transaction,
                              {.key = "k", .stage = "no stage", .model = "m", .answer_json = "1"});
  };
  const auto outcome = commit_steps(work.journal(), work.worker, std::move(steps));
  REQUIRE(outcome.refused.size() == 1);
  CHECK(outcome.refused[0].index == 0);
  CHECK(work.journal().load_steps(work.run).size() == 1);
}

STORE_TEST("a completed step keeps its memo") {
  OneRun<Backend> work;
  durable::StepCommit waiting = make_step(work.run, 0, "null");
  waiting.record.state = StepState::Waiting;
  commit_steps(work.journal(), work.worker, {waiting});
  durable::StepCommit first = make_step(work.run, 0, "1");
  durable::StepCommit second = make_step(work.run, 0, "2");
  first.is_new = second.is_new = false;
  CHECK(commit_steps(work.journal(), work.worker, {first}).superseded.empty());
  CHECK(commit_steps(work.journal(), work.worker, {second}).superseded == std::vector<std::size_t>{0});
  CHECK(work.journal().load_steps(work.run)[0].value == "1");
}

STORE_TEST("a step of a deleted run goes nowhere") {
  OneRun<Backend> work;
  work.calls().delete_job(JobId("group"));
  commit_steps(work.journal(), work.worker, {make_step(work.run, 0)});
  CHECK(work.journal().load_steps(work.run).empty());
}

STORE_TEST("starting runs is stored with the step that starts them") {
  OneRun<Backend> work;
  durable::StepCommit step = make_step(work.run, 0);
  step.starts = {make_run("child-1", "children"), make_run("child-2", "children")};
  const auto outcome = commit_steps(work.journal(), work.worker, {step});
  CHECK(outcome.runs_queued == 2);
  CHECK(work.journal().read_group(GroupId("children")).queued == 2);
}

STORE_TEST(
    "a final run keeps its output, steps and attempts, and its group is reported when nothing is left") {
  OneRun<Backend> work;
  auto& journal = work.journal();
  const auto other = journal.submit_runs({make_run("other")}, kStartMs).numbers[0];
  claim(journal, work.worker, 1);
  durable::CommitBatch batch{
      .worker = work.worker, .now_ms = kStartMs + 7, .steps = {}, .attempts = {}, .runs = {}};
  batch.steps.push_back(make_step(work.run, 0));
  batch.attempts.push_back(
      {.run = work.run, .position = 0, .attempt = 1, .kind = "retry", .code = "overloaded"});
  batch.runs.push_back({.run = work.run, .change = RunChange::Complete, .output = R"("done")"});
  CHECK(journal.commit(batch).groups_idle.empty());
  CHECK(change_run(journal, work.worker, other, RunChange::Fail).groups_idle ==
        std::vector{GroupId("group")});
  const auto timeline = journal.read_timeline(RunId("run"));
  CHECK(timeline->run.state == RunState::Completed);
  CHECK(timeline->run.output == R"("done")");
  CHECK(timeline->run.ended_ms == kStartMs + 7);
  CHECK(timeline->steps.size() == 1);
  REQUIRE(timeline->attempts.size() == 1);
  CHECK(timeline->attempts[0].code == "overloaded");
  CHECK(journal.read_group(GroupId("group")).completed == 1);
  CHECK(journal.read_group(GroupId("group")).failed == 1);
}

STORE_TEST("a change to a run that the worker does not own changes nothing") {
  OneRun<Backend> work;
  const auto other = work.journal().register_worker(kStartMs);
  change_run(work.journal(), other, work.run, RunChange::Complete);
  CHECK(state_of(work.journal(), "run") == RunState::Running);
}

STORE_TEST("retrying failed runs frees their failed steps and forgives the attempts") {
  OneRun<Backend> work;
  auto& journal = work.journal();
  durable::StepCommit step = make_step(work.run, 0);
  step.record.state = StepState::Failed;
  step.record.attempts = 4;
  commit_steps(journal, work.worker, {step, make_step(work.run, 1)});
  change_run(journal, work.worker, work.run, RunChange::Fail);
  CHECK(journal.retry_failed_runs(GroupId("group")) == 1);
  CHECK(journal.retry_failed_runs(GroupId("group")) == 0);
  CHECK_FALSE(journal.retry_failed_run(RunId("run")));
  const auto claimed = claim(journal, work.worker, 1);
  REQUIRE(claimed.size() == 1);
  CHECK(claimed[0].steps[0].state == StepState::Ready);
  CHECK(claimed[0].steps[0].attempts_forgiven == 4);
  CHECK(claimed[0].steps[1].state == StepState::Completed);
}

STORE_TEST("one failed run can be retried alone") {
  OneRun<Backend> work;
  change_run(work.journal(), work.worker, work.run, RunChange::Fail);
  CHECK(work.journal().retry_failed_run(RunId("run")));
  CHECK(state_of(work.journal(), "run") == RunState::Queued);
}

STORE_TEST("runs are listed by number, group and state") {
  OneRun<Backend> work;
  auto& journal = work.journal();
  journal.submit_runs({make_run("b", "other"), make_run("c")}, kStartMs);
  CHECK(journal.list_runs({}).size() == 3);
  CHECK(journal.list_runs({.limit = 2}).size() == 2);
  CHECK(journal.list_runs({.after = work.run}).size() == 2);
  CHECK(journal.list_runs({.group = GroupId("group")}).size() == 2);
  CHECK(journal.list_runs({.state = RunState::Running}).size() == 1);
  CHECK(journal.list_runs({.group = GroupId("group"), .state = RunState::Queued}).at(0).id.str() == "c");
}

STORE_TEST("everything committed is there after a restart") {
  OneRun<Backend> work;
  commit_steps(work.journal(), work.worker, {make_step(work.run, 0, "7")});
  work.reopen();
  CHECK(work.journal().load_steps(work.run).at(0).value == "7");
  CHECK(state_of(work.journal(), "run") == RunState::Running);
}
