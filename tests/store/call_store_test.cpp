// SPDX-License-Identifier: MIT
// The contract of CallStore, on both dialects.
#include <algorithm>
#include <stdexcept>

#include "base/error.hpp"
#include "call/storage_json.hpp"
#include "tests/store/backend.hpp"
#include "tests/store/factories.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

std::vector<int> rows_of(store::CallStore& calls, const JobId& job) {
  std::vector<int> rows;
  calls.for_each_call(job, [&rows](const Call& call) { rows.push_back(call.record.row); });
  return rows;
}

store::Analysis make_analysis(const std::string& key, const std::string& answer) {
  store::Analysis analysis;
  analysis.key = key;
  analysis.stage = "silver";
  analysis.model = "small";
  analysis.answer_json = answer;
  analysis.tokens = {.input = 1, .output = 2, .cache_read = 3, .cache_write = 4};
  analysis.cost_usd = 0.01;
  analysis.latency_ms = 900;
  analysis.request_id = "req_1";
  analysis.created_at_ms = 5;
  return analysis;
}

}  // namespace

STORE_TEST("an imported job is found with every field, and counts its rows by state") {
  Work<Backend> work;
  Job job = make_job("JOB1");
  job.options.budget_usd = 12.5;
  job.options.priority = 3;
  job.column_mapping = {{"startTime", "Call Start"}, {"transcript", "Text \"raw\""}};
  Call skipped = make_call(job, 3);
  skipped.status = CallStatus::Skipped;
  skipped.skip_reason = SkipReason::TooShort;
  skipped.skip_detail = "2 s";
  work.calls().import_job(job, source_of({make_call(job, 2), skipped}), nullptr);

  const auto found = work.calls().find_job(job.id);
  REQUIRE(found);
  CHECK(found->file_name == "week.xlsx");
  CHECK(found->options.budget_usd == 12.5);
  CHECK(found->options.priority == 3);
  CHECK(found->column_mapping == job.column_mapping);
  CHECK(found->status == JobStatus::Processing);
  CHECK(found->total_calls == 2);
  CHECK(found->processed_calls == 1);
  CHECK(found->skipped_calls == 1);
  CHECK(job.total_calls == 2);
  CHECK(work.calls().find_call(skipped.id)->skip_reason == SkipReason::TooShort);
  CHECK(work.calls().find_call(skipped.id)->skip_detail == "2 s");
}

STORE_TEST("an import that breaks off leaves nothing behind") {
  Work<Backend> work;
  Job job = make_job("JOB1");
  int row = 1;
  const auto breaks = [&]() -> std::optional<Call> {
    if (++row > 700) throw std::runtime_error("cut");
    return make_call(job, row);
  };
  CHECK_THROWS_WITH(work.calls().import_job(job, breaks, nullptr), "cut");
  CHECK_FALSE(work.calls().find_job(job.id));
  CHECK_FALSE(work.calls().find_call(CallId("JOB1-2")));
  CHECK(import_job(work.calls(), "JOB1", 3).total_calls == 3);
}

STORE_TEST("the runs of an import are queued with its calls") {
  Work<Backend> work;
  Job job = make_job("JOB1");
  work.calls().import_job(job, source_of({make_call(job, 2), make_call(job, 3)}), [](const auto& calls) {
    std::vector<durable::NewRun> runs;
    for (const Call& call : calls) runs.push_back(make_run("run-" + call.id.str(), "JOB1"));
    return runs;
  });
  CHECK(work.journal().read_group(durable::GroupId("JOB1")).queued == 2);
}

STORE_TEST("a call comes back as it was stored, to the last bit of every number") {
  Work<Backend> work;
  Job job = make_job("JOB1");
  const Call full = make_full_call(job, 2);
  work.calls().import_job(job, source_of({full}), nullptr);
  work.calls().finish_call(nullptr, ended(full, CallStatus::Complete, full.result.cost_usd), kStartMs);
  work.reopen();

  const auto found = work.calls().find_call(full.id);
  REQUIRE(found);
  CHECK(record_to_storage_json(found->record) == record_to_storage_json(full.record));
  CHECK(turns_to_storage_json(found->record.turns) == turns_to_storage_json(full.record.turns));
  CHECK(result_to_storage_json(found->result) == result_to_storage_json(full.result));
  CHECK(found->record.duration_seconds == full.record.duration_seconds);
  CHECK(found->record.extra == full.record.extra);
  CHECK(found->result.triage->confidence == full.result.triage->confidence);
  CHECK(found->content_hash == full.content_hash);
  CHECK(found->job_id == job.id);
}

STORE_TEST("calls stream in row order over many pages") {
  Work<Backend> work;
  Job job = make_job("JOB1");
  std::vector<Call> backwards;
  for (int row = 300; row >= 2; --row) backwards.push_back(make_call(job, row));
  work.calls().import_job(job, source_of(std::move(backwards)), nullptr);
  const std::vector<int> rows = rows_of(work.calls(), job.id);
  REQUIRE(rows.size() == 299);
  CHECK(std::is_sorted(rows.begin(), rows.end()));
}

STORE_TEST("a part of a job's calls is read without the rest") {
  Work<Backend> work;
  const Job job = import_job(work.calls(), "JOB1", 400);
  std::vector<int> rows;
  const auto note = [&rows](const Call& call) { rows.push_back(call.record.row); };
  work.calls().for_each_call_behind(job.id, 300, 3, note);
  CHECK(rows == std::vector{301, 302, 303});
  rows.clear();
  work.calls().for_each_call_behind(job.id, 100, 200, note);
  CHECK(rows.size() == 200);
  CHECK(rows.back() == 300);
  rows.clear();
  work.calls().for_each_call_behind(job.id, 399, 10, note);
  CHECK(rows == std::vector{400, 401});
}

STORE_TEST("a visitor of calls may ask the store for more") {
  Work<Backend> work;
  const Job job = import_job(work.calls(), "JOB1", 10);
  int found = 0;
  work.calls().for_each_call(job.id,
                             [&](const Call& call) { found += work.calls().find_call(call.id).has_value(); });
  CHECK(found == 10);
}

STORE_TEST("finishing a call twice moves the counters once") {
  Work<Backend> work;
  const Job job = import_job(work.calls(), "JOB1", 2);
  const Call call = ended(make_call(job, 2), CallStatus::Failed);
  CHECK_FALSE(work.calls().finish_call(nullptr, call, kStartMs));
  CHECK_FALSE(work.calls().finish_call(nullptr, call, kStartMs));
  const auto found = work.calls().find_job(job.id);
  CHECK(found->processed_calls == 1);
  CHECK(found->failed_calls == 1);
}

STORE_TEST("what steps cost and save adds up on the job; its options can be changed") {
  Work<Backend> work;
  Job job = import_job(work.calls(), "JOB1", 2);
  for (int count = 0; count < 2; ++count) {
    work.calls().add_progress(
        nullptr, job.id,
        {.gold_calls = 1,
         .cost_usd = 0.25,
         .saved = {.prompt_cache_usd = 1, .result_cache_usd = 2, .rules_usd = 3, .batch_usd = 4}});
  }
  job.options.budget_usd = 7.5;
  work.calls().set_job_options(job.id, job.options);
  const auto found = work.calls().find_job(job.id);
  CHECK(found->gold_calls == 2);
  CHECK(found->cost_usd == 0.5);
  CHECK(found->saved.prompt_cache_usd == 2);
  CHECK(found->saved.result_cache_usd == 4);
  CHECK(found->saved.rules_usd == 6);
  CHECK(found->saved.batch_usd == 8);
  CHECK(found->options.budget_usd == 7.5);
  CHECK_THROWS(work.calls().set_job_options(JobId("JOB9"), job.options));
}

STORE_TEST("a call in a final state keeps it") {
  Work<Backend> work;
  const Job job = import_job(work.calls(), "JOB1", 2);
  work.calls().finish_call(nullptr, ended(make_call(job, 2), CallStatus::Complete), kStartMs);
  work.calls().finish_call(nullptr, ended(make_call(job, 2), CallStatus::Failed), kStartMs);
  CHECK(work.calls().find_call(CallId("JOB1-2"))->status == CallStatus::Complete);
  CHECK(work.calls().find_job(job.id)->failed_calls == 0);
}

STORE_TEST("the last open call completes the job") {
  Work<Backend> work;
  const Job job = import_job(work.calls(), "JOB1", 2);
  CHECK_FALSE(work.calls().finish_call(nullptr, ended(make_call(job, 2), CallStatus::Complete), kStartMs));
  CHECK(work.calls().finish_call(nullptr, ended(make_call(job, 3), CallStatus::Failed), kStartMs + 9));
  const auto found = work.calls().find_job(job.id);
  CHECK(found->status == JobStatus::Complete);
  CHECK(found->phase == JobPhase::Insight);
  CHECK(found->finished_at_ms == kStartMs + 9);
}

STORE_TEST("the last open call of a cancelled job leaves it cancelled") {
  Work<Backend> work;
  const Job job = import_job(work.calls(), "JOB1", 1);
  work.calls().set_job_status(job.id, JobStatus::Cancelled, "cancelled-by-user", "by a person", kStartMs);
  CHECK_FALSE(work.calls().finish_call(nullptr, ended(make_call(job, 2), CallStatus::Complete), kStartMs));
  const auto found = work.calls().find_job(job.id);
  CHECK(found->status == JobStatus::Cancelled);
  CHECK(found->status_code == "cancelled-by-user");
}

STORE_TEST("a job that scores calls twice waits for its stability, once more after each reopening") {
  Work<Backend> work;
  Job job = make_job("JOB1");
  job.options.double_score = 0.25;
  work.calls().import_job(job, source_of({make_call(job, 2)}), nullptr);
  const Stability stability{.calls = 3,
                            .levels = {.pairs = 9, .exact = 7, .within_one = 8, .weighted_kappa = 0.1},
                            .judged_once = 2,
                            .totals = 1,
                            .mean_total_difference = 0.3,
                            .largest_swing = LargestSwing{CallId("JOB1-2"), 2, 4.5, 6.1}};
  const auto put = [&work, &job, &stability] {
    work.database().write([&](store::sql::Transaction& transaction) {
      work.calls().put_stability(transaction, job.id, stability, kStartMs + 5);
    });
    return work.calls().find_job(job.id).value();
  };
  CHECK(put().status == JobStatus::Processing);  // a call is open
  CHECK_FALSE(work.calls().find_job(job.id)->stability);
  CHECK(work.calls().finish_call(nullptr, ended(make_call(job, 2), CallStatus::Complete), kStartMs));
  CHECK(work.calls().find_job(job.id)->status == JobStatus::Processing);
  const Job complete = put();
  CHECK(complete.status == JobStatus::Complete);
  CHECK(complete.finished_at_ms == kStartMs + 5);
  CHECK(complete.options.double_score == 0.25);
  REQUIRE(complete.stability);
  CHECK(stability_to_storage_json(*complete.stability) == stability_to_storage_json(stability));
  work.calls().reopen_calls(job.id, false, nullptr);
  CHECK_FALSE(work.calls().find_job(job.id)->stability);
}

STORE_TEST("a second score is stored beside the first, with what it cost") {
  Work<Backend> work;
  const Job job = import_job(work.calls(), "JOB1", 1);
  Call call = ended(make_full_call(job, 2), CallStatus::Complete, 0.5);
  work.calls().finish_call(nullptr, call, kStartMs);
  call.result.second_score = call.result.score;
  call.result.second_score->overall = 9.5;
  call.result.cost_usd = 0.75;
  work.database().write(
      [&](store::sql::Transaction& transaction) { work.calls().put_second_score(transaction, call); });
  const auto found = work.calls().find_call(call.id);
  CHECK(found->result.second_score->overall == 9.5);
  CHECK(found->result.score->overall == call.result.score->overall);
  CHECK(work.calls().find_summary(call.id)->cost_usd == 0.75);
}

STORE_TEST("writes given a transaction are stored with it or not at all") {
  Work<Backend> work;
  const Job job = import_job(work.calls(), "JOB1", 2);
  const Call call = ended(make_call(job, 2), CallStatus::Complete);
  const auto write = [&](bool fails) {
    work.database().write([&, fails](store::sql::Transaction& transaction) {
      work.calls().finish_call(&transaction, call, kStartMs);
      work.calls().add_progress(&transaction, job.id, {.silver_calls = 1, .cost_usd = 0.5});
      work.calls().put_analysis(&transaction, make_analysis("key", "{}"));
      if (fails) throw std::runtime_error("no");
    });
  };
  CHECK_THROWS_WITH(write(true), "no");
  CHECK(work.calls().find_call(call.id)->status == CallStatus::Pending);
  CHECK_FALSE(work.calls().find_analysis("key"));
  write(false);
  CHECK(work.calls().find_call(call.id)->status == CallStatus::Complete);
  CHECK(work.calls().find_job(job.id)->silver_calls == 1);
  CHECK(work.calls().find_job(job.id)->cost_usd == 0.5);
  CHECK(work.calls().find_analysis("key"));
}

STORE_TEST("reopening failed calls puts them back with their counters and queues their runs") {
  Work<Backend> work;
  const Job job = import_job(work.calls(), "JOB1", 3);
  work.calls().finish_call(nullptr, ended(make_full_call(job, 2), CallStatus::Failed), kStartMs);
  work.calls().finish_call(nullptr, ended(make_call(job, 3), CallStatus::Complete), kStartMs);
  work.calls().add_progress(nullptr, job.id, {.cost_usd = 0.25});
  const auto runs_for = [](const std::vector<Call>& calls) {
    std::vector<durable::NewRun> runs;
    for (const Call& call : calls) {
      if (call.status == CallStatus::Pending) runs.push_back(make_run("again-" + call.id.str(), "JOB1"));
    }
    return runs;
  };
  CHECK(work.calls().reopen_calls(job.id, true, runs_for) == 1);
  const auto found = work.calls().find_job(job.id);
  CHECK(found->processed_calls == 1);
  CHECK(found->failed_calls == 0);
  // Money spent stays spent.
  CHECK(found->cost_usd == 0.25);
  const auto call = work.calls().find_call(CallId("JOB1-2"));
  CHECK(call->status == CallStatus::Pending);
  CHECK_FALSE(call->failure);
  CHECK_FALSE(call->result.triage);
  CHECK(work.journal().read_group(durable::GroupId("JOB1")).queued == 1);
  work.calls().finish_call(nullptr, ended(make_call(job, 2), CallStatus::Complete), kStartMs);
  CHECK(work.calls().find_job(job.id)->processed_calls == 2);
}

STORE_TEST("reopening everything leaves skipped rows alone") {
  Work<Backend> work;
  Job job = make_job("JOB1");
  Call skipped = make_call(job, 3);
  skipped.status = CallStatus::Skipped;
  skipped.skip_reason = SkipReason::Duplicate;
  work.calls().import_job(job, source_of({make_call(job, 2), skipped}), nullptr);
  work.calls().finish_call(nullptr, ended(make_call(job, 2), CallStatus::Complete), kStartMs);
  CHECK(work.calls().reopen_calls(job.id, false, nullptr) == 1);
  CHECK(work.calls().find_call(skipped.id)->status == CallStatus::Skipped);
}

STORE_TEST("deleting a job removes its calls, results and runs, and keeps paid answers and other jobs") {
  Work<Backend> work;
  Job job = make_job("JOB1");
  work.calls().import_job(job, source_of({make_call(job, 2)}),
                          [](const auto&) { return std::vector{make_run("run", "JOB1")}; });
  work.calls().finish_call(nullptr, ended(make_call(job, 2), CallStatus::Complete), kStartMs);
  import_job(work.calls(), "JOB2", 1);
  work.calls().put_analysis(nullptr, make_analysis("key", "{}"));
  work.calls().delete_job(job.id);
  CHECK_FALSE(work.calls().find_job(job.id));
  CHECK_FALSE(work.calls().find_call(CallId("JOB1-2")));
  CHECK_FALSE(work.journal().read_timeline(durable::RunId("run")));
  CHECK(work.calls().find_analysis("key"));
  CHECK(rows_of(work.calls(), JobId("JOB2")).size() == 1);
}

STORE_TEST("jobs are listed newest first, page by page") {
  Work<Backend> work;
  for (const char* id : {"01A", "01B", "01C"}) import_job(work.calls(), id, 0);
  const store::JobPage first = work.calls().list_jobs(2, std::nullopt);
  REQUIRE(first.jobs.size() == 2);
  CHECK(first.jobs[0].id.str() == "01C");
  REQUIRE(first.next_cursor);
  const store::JobPage second = work.calls().list_jobs(2, first.next_cursor);
  REQUIRE(second.jobs.size() == 1);
  CHECK(second.jobs[0].id.str() == "01A");
  CHECK_FALSE(second.next_cursor);
}

STORE_TEST("a job is found by a prefix of its id, in which no character is a wildcard") {
  Work<Backend> work;
  for (const char* id : {"01AA", "01AB", "01B"}) import_job(work.calls(), id, 0);
  CHECK(work.calls().find_jobs_by_prefix("01A").size() == 2);
  CHECK(work.calls().find_jobs_by_prefix("01B").size() == 1);
  CHECK(work.calls().find_jobs_by_prefix("01_").empty());
  CHECK(work.calls().find_jobs_by_prefix("%").empty());
}

STORE_TEST("setting the status of a job that does not exist says so") {
  Work<Backend> work;
  try {
    work.calls().set_job_status(JobId("none"), JobStatus::Paused, std::nullopt, std::nullopt, kStartMs);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == "job-not-found");
  }
}

STORE_TEST("the first answer under a key wins, word for word") {
  Work<Backend> work;
  const std::string answer = R"({"b": 1.50, "a": "first"})";
  work.calls().put_analysis(nullptr, make_analysis("key", answer));
  work.calls().put_analysis(nullptr, make_analysis("key", R"({"a":"second"})"));
  const auto found = work.calls().find_analysis("key");
  REQUIRE(found);
  CHECK(found->answer_json == answer);
  CHECK(found->tokens.cache_write == 4);
  CHECK(found->request_id == "req_1");
  CHECK_FALSE(work.calls().find_analysis("other"));
}

STORE_TEST("the last column mapping for a header wins") {
  Work<Backend> work;
  CHECK_FALSE(work.calls().find_column_mapping("print"));
  work.calls().put_column_mapping("print", R"({"a": "b"})");
  work.calls().put_column_mapping("print", R"({"a": "c"})");
  CHECK(work.calls().find_column_mapping("print") == R"({"a": "c"})");
}
