// SPDX-License-Identifier: MIT
// Jobs taken together, on both dialects: which of equal calls counts, and what is kept of each job.
#include <map>
#include <utility>

#include "store/sql/query_catalogue.hpp"
#include "tests/store/backend.hpp"
#include "tests/store/factories.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

// A job of one call that holds the conversation `words`, analysed for `rep`; open when there is none.
Call upload(store::CallStore& calls, const std::string& id, const std::string& words,
            const std::string& rep) {
  Job job = make_job(id);
  Call call = make_full_call(job, 2);
  call.content_hash = words;
  call.record.start_time_ms = kStartMs;
  call.record.duration_seconds = 61.5;
  call.record.caller_number = "+15550100";
  call.result.rep = RepFacts{.name = rep, .roster_name = rep, .division = "NH Sales"};
  calls.import_job(job, source_of({call}), nullptr);
  if (!rep.empty()) calls.finish_call(nullptr, ended(call, CallStatus::Complete), kStartMs);
  return call;
}

std::vector<std::string> counting(store::CallStore& calls, store::CallFilter filter = {}) {
  filter.counting = true;
  std::vector<std::string> ids;
  for (const store::CallSummary& call :
       calls.list_calls({.filter = filter, .sort = store::CallSort::Row, .descending = false}).calls) {
    ids.push_back(call.job_id.str());
  }
  return ids;
}

using Ids = std::vector<std::string>;

std::map<std::string, store::JobDigest> digests(store::CallStore& calls) {
  std::map<std::string, store::JobDigest> found;
  calls.for_each_digest(
      "", false, [&found](const store::JobDigest& digest) { found.emplace(digest.job.str(), digest); });
  return found;
}

}  // namespace

STORE_TEST("of equal calls the newest analysis counts, under every filter") {
  Work<Backend> work;
  upload(work.calls(), "JOB1", "words", "Ann");
  CHECK(counting(work.calls()) == Ids{"JOB1"});
  upload(work.calls(), "JOB2", "words", "Ben");
  CHECK(counting(work.calls()) == Ids{"JOB2"});
  CHECK(counting(work.calls(), {.rep = "Ann"}).empty());
  CHECK(counting(work.calls(), {.rep = "Ben"}) == Ids{"JOB2"});
  CHECK(work.calls().list_calls({.filter = {.rep = "Ann"}}).calls.size() == 1);
  std::vector<std::string> streamed;
  work.calls().for_each_call_of({.rep = "Ann", .counting = true}, store::kEveryCall,
                                [&](const Call& call) { streamed.push_back(call.id.str()); });
  CHECK(streamed.empty());
}

STORE_TEST("calls with other words, another time or another caller count each for itself") {
  Work<Backend> work;
  upload(work.calls(), "JOB1", "words", "Ann");
  upload(work.calls(), "JOB2", "other words", "Ann");
  Job job = make_job("JOB3");
  Call other_caller = make_full_call(job, 2);
  other_caller.content_hash = "words";
  other_caller.record.start_time_ms = kStartMs;
  other_caller.record.duration_seconds = 61.5;
  other_caller.record.caller_number = "+15550199";
  Call other_time = other_caller;
  other_time.id = CallId("JOB3-3");
  other_time.record.row = 3;
  other_time.record.start_time_ms.reset();
  work.calls().import_job(job, source_of({other_caller, other_time}), nullptr);
  CHECK(counting(work.calls()) == Ids{"JOB1", "JOB2", "JOB3", "JOB3"});
}

STORE_TEST("an analysed call counts before a newer one that is open, failed or analysed again") {
  Work<Backend> work;
  store::CallStore& calls = work.calls();
  upload(calls, "JOB1", "words", "Ann");
  const Call second = upload(calls, "JOB2", "words", "");
  CHECK(counting(calls) == Ids{"JOB1"});
  calls.finish_call(nullptr, ended(second, CallStatus::Failed), kStartMs);
  CHECK(counting(calls) == Ids{"JOB1"});
  calls.reopen_calls(JobId("JOB2"), true, nullptr);
  calls.finish_call(nullptr, ended(second, CallStatus::Complete), kStartMs);
  CHECK(counting(calls) == Ids{"JOB2"});
  calls.reopen_call(second, nullptr, nullptr);
  CHECK(counting(calls) == Ids{"JOB1"});
  calls.finish_call(nullptr, ended(second, CallStatus::Complete), kStartMs);
  CHECK(counting(calls) == Ids{"JOB2"});
}

STORE_TEST("when the call that counts is deleted, the next best takes its place") {
  Work<Backend> work;
  store::CallStore& calls = work.calls();
  upload(calls, "JOB1", "words", "Ann");
  upload(calls, "JOB2", "words", "Ben");
  upload(calls, "JOB3", "words", "");
  CHECK(counting(calls) == Ids{"JOB2"});
  calls.delete_job(JobId("JOB2"));
  CHECK(counting(calls) == Ids{"JOB1"});
  calls.delete_job(JobId("JOB1"));
  CHECK(counting(calls) == Ids{"JOB3"});
}

STORE_TEST("a digest is kept with its state, which changes with any call of the job that counts") {
  Work<Backend> work;
  store::CallStore& calls = work.calls();
  upload(calls, "JOB1", "words", "Ann");
  upload(calls, "JOB2", "other words", "Ann");
  const std::string before = digests(calls).at("JOB1").state;
  CHECK_FALSE(digests(calls).at("JOB1").state_before);
  calls.put_digest(JobId("JOB1"), "", before, "{\"n\": 1}");
  calls.put_digest(JobId("JOB1"), "", before, "{\"n\": 2}");
  bool is_seen = false;
  calls.for_each_digest("", true, [&](const store::JobDigest& digest) {
    if (digest.job.str() != "JOB1") return;
    is_seen = true;
    CHECK(digest.state == before);
    CHECK(digest.state_before == before);
    CHECK(digest.text == "{\"n\": 2}");
  });
  CHECK(is_seen);
  // Another job takes a call over.
  upload(calls, "JOB3", "words", "Ben");
  CHECK(digests(calls).at("JOB1").state != before);
  CHECK(digests(calls).at("JOB1").state_before == before);
  calls.delete_job(JobId("JOB1"));
  CHECK(digests(calls).count("JOB1") == 0);
}

TEST_CASE(
    "which calls are alike is asked of an index, so that an import does not slow down as calls gather") {
  Work<SqliteBackend> work;
  work.database().read([](store::sql::Connection& connection) {
    for (const auto& [name, parameters] : {std::pair("insert_call", 15), std::pair("find_best_call_alike", 1),
                                           std::pair("list_counting_calls_alike", 1)}) {
      const std::string text(store::sql::catalogue_of(store::sql::Dialect::Sqlite).at(name).text);
      const std::vector<store::sql::Value> values(static_cast<std::size_t>(parameters), std::nullopt);
      int steps = 0;
      connection.run_text("EXPLAIN QUERY PLAN " + text, values, [&](const store::sql::Row& row) {
        ++steps;
        INFO(name << ": " << row.text(3));
        CHECK_FALSE(row.text(3).starts_with("SCAN"));
      });
      CHECK(steps > 0);
    }
  });
}

STORE_TEST("slices of a job have digests of their own, of which the newest are kept") {
  Work<Backend> work;
  upload(work.calls(), "JOB1", "words", "Ann");
  store::CallStore& calls = work.calls();
  const auto text_of = [&calls](const std::string& slice) {
    std::string text;
    calls.for_each_digest(slice, true, [&text](const store::JobDigest& digest) { text = digest.text; });
    return text;
  };
  calls.put_digest(JobId("JOB1"), "", "state", "whole");
  calls.put_digest(JobId("JOB1"), "rep=Ann", "state", "of Ann");
  calls.put_digest(JobId("JOB1"), "rep=Ann", "state", "of Ann again");
  CHECK(text_of("") == "whole");
  CHECK(text_of("rep=Ann") == "of Ann again");
  CHECK(text_of("rep=Ben").empty());
  for (int index = 0; index < store::kSlicesKeptMax; ++index) {
    work.clock.advance_ms(1);
    calls.put_digest(JobId("JOB1"), "rep=" + std::to_string(index), "state", "other");
  }
  CHECK(text_of("rep=Ann").empty());
  CHECK(text_of("rep=0") == "other");
  CHECK(text_of("") == "whole");
}

STORE_TEST("a lead marked as contacted leaves the digests that hold in force, and no other") {
  Work<Backend> work;
  upload(work.calls(), "JOB1", "words", "Ann");
  upload(work.calls(), "JOB2", "others", "Ben");
  store::CallStore& calls = work.calls();
  calls.put_digest(JobId("JOB1"), "", digests(calls).at("JOB1").state + " made so", "1");
  calls.put_digest(JobId("JOB2"), "", "0.0.0 made so", "2");
  for (const UnixMillis now_ms : {kStartMs + 5, kStartMs - 5}) {
    calls.set_contacted(CallId("JOB1-2"), now_ms, now_ms);
    calls.set_contacted(CallId("JOB2-2"), now_ms, now_ms);
    CHECK(digests(calls).at("JOB1").state_before == digests(calls).at("JOB1").state + " made so");
    CHECK(digests(calls).at("JOB2").state_before == "0.0.0 made so");
  }
}
