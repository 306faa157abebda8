// SPDX-License-Identifier: MIT
// Lists of calls, on both dialects: filters, orders, cursors, search, facets.
#include <algorithm>
#include <functional>

#include "base/error.hpp"
#include "tests/store/backend.hpp"
#include "tests/store/factories.hpp"

using namespace calltracker;
using namespace calltracker::test;
using store::CallFilter;
using store::CallListQuery;
using store::CallSort;

namespace {

using Change = std::function<void(Call&, int index)>;

// Imports calls in rows 2, 3, … and ends them, each as `change` made it.
Job import_ended(store::CallStore& calls, const std::string& id, int count, const Change& change) {
  Job job = make_job(id);
  std::vector<Call> made;
  for (int index = 0; index < count; ++index) {
    Call call = make_full_call(job, index + 2);
    call.record.start_time_ms = kStartMs + index * 1'000;
    change(call, index);
    made.push_back(call);
  }
  calls.import_job(job, source_of(made), nullptr);
  for (const Call& call : made) calls.finish_call(nullptr, ended(call, CallStatus::Complete), kStartMs);
  return job;
}

std::vector<int> rows_of(const std::vector<store::CallSummary>& calls) {
  std::vector<int> rows;
  for (const store::CallSummary& call : calls) rows.push_back(call.row);
  return rows;
}

std::vector<int> rows_of(store::CallStore& calls, const CallFilter& filter) {
  return rows_of(calls.list_calls({.filter = filter}).calls);
}

// Every page, each of `limit` calls.
std::vector<int> all_rows(store::CallStore& calls, CallListQuery query) {
  std::vector<int> rows;
  int pages = 0;
  do {
    const store::CallListPage page = calls.list_calls(query);
    CHECK(std::ssize(page.calls) <= query.limit);
    for (const store::CallSummary& call : page.calls) rows.push_back(call.row);
    query.cursor = page.next_cursor;
  } while (query.cursor && ++pages < 100);
  return rows;
}

void set_rep(Call& call, const std::string& name, const std::string& division) {
  call.result.rep = RepFacts{.name = name, .roster_name = name, .division = division};
}

}  // namespace

STORE_TEST("a summary shows what log and analysis know of a call") {
  Work<Backend> work;
  const Job job = import_ended(work.calls(), "JOB1", 1, [](Call&, int) {});
  const store::CallListPage page = work.calls().list_calls({.filter = {.job = job.id}});
  REQUIRE(page.calls.size() == 1);
  const store::CallSummary& call = page.calls.front();
  CHECK(call.id.str() == "JOB1-2");
  CHECK(call.job_id == job.id);
  CHECK(call.status == CallStatus::Complete);
  CHECK(call.start_time_ms == kStartMs);
  CHECK(call.source == "Google Ads");
  CHECK(call.campaign == "reefers");
  CHECK(call.call_status == "Answered");
  CHECK(call.classification == Classification::ValidSales);
  CHECK(call.subtype == "new_prospect");
  CHECK(call.rep == "Brian Keller");
  CHECK(call.division == "NH Sales");
  CHECK(call.call_type == CallType::Inbound);
  CHECK(call.caller_name == "Dana");
  CHECK(call.company == "Dana Freight");
  CHECK(call.caller_number == "+15550003");
  CHECK(call.need_summary == "two reefers");
  CHECK(call.overall_score == 7.9);
  CHECK(call.lead_score == 9.1);
  CHECK(call.action == RecommendedAction::Priority1Hr);
  CHECK(call.needs_review == true);
  CHECK_FALSE(call.contacted_at_ms);
  CHECK(call.match.empty());
  CHECK(page.total == 1);
  CHECK(page.total_is_exact);
}

STORE_TEST("every filter keeps what fits and drops the rest") {
  Work<Backend> work;
  const Job job = import_ended(work.calls(), "JOB1", 4, [](Call& call, int index) {
    set_rep(call, index % 2 == 0 ? "Ann" : "Ben", index < 2 ? "NH Sales" : "RR Sales");
    call.record.source = index == 3 ? "Radio" : "Google Ads";
    call.record.campaign = index == 1 ? std::optional<std::string>("spring") : std::nullopt;
    call.result.triage->classification = index == 0 ? Classification::Spam : Classification::ValidSales;
    call.result.context->type = index == 2 ? CallType::Outbound : CallType::Inbound;
    call.result.score->overall = 2.0 * (index + 1);
    call.result.lead->score = 9 - 2.0 * index;
    call.result.lead->recommended_action =
        index == 3 ? RecommendedAction::EmailOnly : RecommendedAction::Priority1Hr;
    call.result.validation->needs_review = index == 1;
  });
  store::CallStore& calls = work.calls();
  CHECK(rows_of(calls, {.rep = "Ann"}) == std::vector{4, 2});
  CHECK(rows_of(calls, {.division = "RR Sales"}) == std::vector{5, 4});
  CHECK(rows_of(calls, {.source = "Radio"}) == std::vector{5});
  CHECK(rows_of(calls, {.campaign = "spring"}) == std::vector{3});
  CHECK(rows_of(calls, {.classification = Classification::Spam}) == std::vector{2});
  CHECK(rows_of(calls, {.status = CallStatus::Complete}).size() == 4);
  CHECK(rows_of(calls, {.status = CallStatus::Failed}).empty());
  CHECK(rows_of(calls, {.call_type = CallType::Outbound}) == std::vector{4});
  CHECK(rows_of(calls, {.action = RecommendedAction::EmailOnly}) == std::vector{5});
  CHECK(rows_of(calls, {.needs_review = true}) == std::vector{3});
  CHECK(rows_of(calls, {.needs_review = false}) == std::vector{5, 4, 2});
  CHECK(rows_of(calls, {.overall_min = 4, .overall_max = 6}) == std::vector{4, 3});
  CHECK(rows_of(calls, {.lead_min = 6}) == std::vector{3, 2});
  CHECK(rows_of(calls, {.started_from_ms = kStartMs + 1'000, .started_before_ms = kStartMs + 3'000}) ==
        std::vector{4, 3});
  CHECK(rows_of(calls, {.rep = "Ann", .division = "RR Sales"}) == std::vector{4});
  CHECK(rows_of(calls, {.job = JobId("none")}).empty());
  CHECK(rows_of(calls, {.job = job.id, .rep = "Nobody"}).empty());
}

STORE_TEST("skipped and failed rows are listed by their reason and state") {
  Work<Backend> work;
  Job job = make_job("JOB1");
  Call skipped = make_call(job, 3);
  skipped.status = CallStatus::Skipped;
  skipped.skip_reason = SkipReason::TooShort;
  work.calls().import_job(job, source_of({make_call(job, 2), skipped, make_call(job, 4)}), nullptr);
  work.calls().finish_call(nullptr, ended(make_call(job, 4), CallStatus::Failed), kStartMs);
  CHECK(rows_of(work.calls(), {.status = CallStatus::Pending}) == std::vector{2});
  CHECK(rows_of(work.calls(), {.skip_reason = SkipReason::TooShort}) == std::vector{3});
  const auto failed = work.calls().list_calls({.filter = {.status = CallStatus::Failed}}).calls;
  REQUIRE(failed.size() == 1);
  CHECK(failed.front().failure->code == "model-refused");
  const auto groups = work.calls().list_failures(job.id);
  REQUIRE(groups.size() == 1);
  CHECK(groups.front().count == 1);
  CHECK(groups.front().calls.front().str() == "JOB1-4");
}

// More calls than are ever sorted at once, so that lists are walked.
STORE_TEST("every order lists each call once, page by page, those without the value last") {
  Work<Backend> work;
  constexpr int kCalls = 2'300;
  import_ended(work.calls(), "JOB1", kCalls, [](Call& call, int index) {
    if (index % 50 == 0) call.record.start_time_ms.reset();
    if (index % 3 == 0) {
      call.result.score.reset();
    } else {
      call.result.score->overall = 1 + index % 9;
    }
    call.record.duration_seconds = index % 7;
  });
  for (const CallSort sort : {CallSort::StartTime, CallSort::OverallScore, CallSort::LeadScore,
                              CallSort::Duration, CallSort::Row}) {
    for (const bool descending : {true, false}) {
      for (const bool with_job : {true, false}) {
        CAPTURE(static_cast<int>(sort));
        CAPTURE(descending);
        CallListQuery query{.sort = sort, .descending = descending, .limit = 230};
        if (with_job) query.filter.job = JobId("JOB1");
        std::vector<int> rows = all_rows(work.calls(), query);
        if (sort == CallSort::Row) CHECK(rows.front() == (descending ? kCalls + 1 : 2));
        if (sort == CallSort::StartTime) CHECK((rows.back() - 2) % 50 == 0);
        if (sort == CallSort::OverallScore) CHECK((rows.back() - 2) % 3 == 0);
        std::sort(rows.begin(), rows.end());
        CHECK(std::adjacent_find(rows.begin(), rows.end()) == rows.end());
        CHECK(rows.size() == kCalls);
      }
    }
  }
  const auto best = work.calls().list_calls({.sort = CallSort::OverallScore, .limit = 5}).calls;
  CHECK(best.front().overall_score == 9);
  CHECK(work.calls().list_calls({.limit = 5}).total == kCalls);
}

// More calls than one page may look at, those that fit at the far end of the order.
STORE_TEST("a list whose calls lie far apart comes in short pages and is complete") {
  Work<Backend> work;
  Job job = make_job("JOB1");
  std::vector<Call> made;
  for (int index = 0; index < 7'300; ++index) {
    Call call = make_full_call(job, index + 2);
    const bool fits = index % 7 < 2;
    call.result.score->overall = fits ? 2 : 9;
    set_rep(call, "Ann", fits ? "RR Sales" : "NH Sales");
    made.push_back(std::move(call));
  }
  work.calls().import_job(job, source_of(made), nullptr);
  work.database().write([&](store::sql::Transaction& transaction) {
    for (const Call& call : made) {
      work.calls().finish_call(&transaction, ended(call, CallStatus::Complete), kStartMs);
    }
  });
  CallListQuery query{.filter = {.division = "RR Sales"}, .sort = CallSort::OverallScore, .limit = 500};
  const store::CallListPage first = work.calls().list_calls(query);
  CHECK(first.calls.empty());
  CHECK(first.next_cursor);
  CHECK(first.total == 2'086);
  CHECK(all_rows(work.calls(), query).size() == 2'086);
}

STORE_TEST("a cursor goes on with few calls as with many, and a wrong one is refused") {
  Work<Backend> work;
  import_ended(work.calls(), "JOB1", 25, [](Call& call, int index) {
    if (index % 5 == 0) call.record.start_time_ms.reset();
  });
  CHECK(all_rows(work.calls(), {.limit = 4}).size() == 25);
  CHECK(all_rows(work.calls(), {.filter = {.rep = "Brian Keller"}, .descending = false, .limit = 4}).size() ==
        25);
  for (const char* cursor : {"", "x", "1_2", "1_nan_3_4_1", "1_1e300_3_4_1", "1_2_3_4_5_6 "}) {
    CHECK_THROWS_AS(work.calls().list_calls({.cursor = cursor}), Error);
  }
}

STORE_TEST("words are found in transcript, names, need and note, whatever their case and ending") {
  Work<Backend> work;
  import_ended(work.calls(), "JOB1", 3, [](Call& call, int index) {
    call.record.turns = {{.number = 1, .speaker = Speaker::Agent, .text = "Thanks for calling."},
                         {.number = 2,
                          .speaker = Speaker::Caller,
                          .text = index == 0 ? "We look for sleeper cabs." : "A flatbed trailer, please."}};
    call.record.note = index == 1 ? "asked about financing" : "";
    call.record.caller_number = index == 2 ? "+1 (352) 555-0123" : "(212) 555-0199";
    call.result.caller->company = index == 0 ? "Müller Freight" : "Acme";
    call.result.caller->phone.reset();
  });
  const auto found = [&](const std::string& words) { return rows_of(work.calls(), {.words = words}); };
  CHECK(found("SLEEPER") == std::vector{2});
  CHECK(found("trailers") == std::vector{4, 3});
  CHECK(found("flatbed trailer") == std::vector{4, 3});
  CHECK(found("\"trailer flatbed\"").empty());
  CHECK(found("\"sleeper cabs\"") == std::vector{2});
  CHECK(found("flat*") == std::vector{4, 3});
  CHECK(found("flat").empty());
  CHECK(found("financing") == std::vector{3});
  CHECK(found("müller") == std::vector{2});
  CHECK(found("two reefers Brian").size() == 3);
  CHECK(found("352-555-0123") == std::vector{4});
  CHECK(found("555.0123") == std::vector{4});
  CHECK(found("212") == std::vector{3, 2});
  CHECK(found("?!").empty());
  CHECK(found("') OR 1=1 -- \" * NEAR(").empty());
  CHECK(rows_of(work.calls(), {.words = "trailer", .rep = "Brian Keller"}).size() == 2);
  CHECK(rows_of(work.calls(), {.job = JobId("JOB1"), .words = "trailer"}).size() == 2);
  CHECK(rows_of(work.calls(), {.words = "j1"}).empty());
}

STORE_TEST("a found call shows the passage with the hit marked") {
  Work<Backend> work;
  import_ended(work.calls(), "JOB1", 1, [](Call& call, int) {
    call.record.turns = {{.number = 1, .speaker = Speaker::Agent, .text = "Hello."},
                         {.number = 2, .speaker = Speaker::Caller, .text = "I want two trailers today."}};
  });
  const auto page = work.calls().list_calls({.filter = {.words = "trailer"}});
  REQUIRE(page.calls.size() == 1);
  const auto& match = page.calls.front().match;
  REQUIRE(match.size() == 3);
  CHECK(match[0].text == "I want two ");
  CHECK(match[1].text == "trailers");
  CHECK(match[1].is_hit);
  CHECK(match[2].text == " today.");
}

STORE_TEST("a call that is analysed again is found by its new facts only, a deleted one not at all") {
  Work<Backend> work;
  const Job job = import_ended(work.calls(), "JOB1", 2,
                               [](Call& call, int) { call.result.caller->company = "Oldfield"; });
  Call call = *work.calls().find_call(CallId("JOB1-2"));
  CallRecord turned = call.record;
  std::swap(turned.turns.front().speaker, turned.turns.back().speaker);
  CHECK(work.calls().reopen_call(call, &turned, nullptr));
  CHECK_FALSE(work.calls().reopen_call(call, nullptr, nullptr));
  CHECK(rows_of(work.calls(), {.words = "oldfield"}) == std::vector{3});
  CHECK(work.calls().find_call(call.id)->record.turns.back().speaker == Speaker::Agent);
  CHECK(work.calls().find_job(job.id)->status == JobStatus::Processing);
  call.result.caller->company = "Newfield";
  CHECK(work.calls().finish_call(nullptr, call, kStartMs));
  CHECK(rows_of(work.calls(), {.words = "newfield"}) == std::vector{2});
  work.calls().delete_job(job.id);
  import_ended(work.calls(), "JOB2", 1, [](Call&, int) {});
  CHECK(rows_of(work.calls(), {.words = "newfield"}).empty());
  CHECK(rows_of(work.calls(), {.words = "oldfield"}).empty());
}

STORE_TEST("a large job is deleted whole") {
  Work<Backend> work;
  const Job job = import_ended(work.calls(), "JOB1", 1'100, [](Call&, int) {});
  import_ended(work.calls(), "JOB2", 3, [](Call&, int) {});
  work.calls().delete_job(job.id);
  CHECK_FALSE(work.calls().find_job(job.id));
  CHECK(work.calls().list_calls({}).total == 3);
  CHECK(rows_of(work.calls(), {.words = "hold"}).size() == 3);
}

STORE_TEST("facets count what the filter keeps") {
  Work<Backend> work;
  import_ended(work.calls(), "JOB1", 5, [](Call& call, int index) {
    set_rep(call, index < 3 ? "Ann" : "Ben", "NH Sales");
    call.record.source = index == 0 ? "Radio" : "Google Ads";
  });
  const store::CallFacets facets = work.calls().count_facets({});
  REQUIRE(facets.reps.size() == 2);
  CHECK(facets.reps[0].name == "Ann");
  CHECK(facets.reps[0].calls == 3);
  CHECK(facets.is_exact);
  CHECK(facets.statuses.front().name == "complete");
  CHECK(work.calls().count_facets({.source = "Radio"}).reps.size() == 1);
}

STORE_TEST("an override changes the listed score and stays with the call when it is analysed again") {
  Work<Backend> work;
  import_ended(work.calls(), "JOB1", 1, [](Call&, int) {});
  const std::string before = work.calls().state_of_calls();
  Call call = *work.calls().find_call(CallId("JOB1-2"));
  call.overrides = {{.category = "objectiveClarity", .level = 1, .reason = "interrupted", .at_ms = kStartMs}};
  call.result.score->overall = 2.5;
  work.calls().put_overrides(call, kStartMs);
  CHECK(work.calls().find_summary(call.id)->overall_score == 2.5);
  CHECK(work.calls().state_of_calls() != before);
  work.reopen();
  CHECK(work.calls().reopen_call(call, nullptr, nullptr));
  const auto again = work.calls().find_call(call.id);
  REQUIRE(again->overrides.size() == 1);
  CHECK(again->overrides.front().reason == "interrupted");
  CHECK_FALSE(again->result.score);
}

STORE_TEST("a call is marked as contacted and back") {
  Work<Backend> work;
  import_ended(work.calls(), "JOB1", 1, [](Call&, int) {});
  const CallId id("JOB1-2");
  work.calls().set_contacted(id, kStartMs + 5, kStartMs);
  CHECK(work.calls().find_call(id)->contacted_at_ms == kStartMs + 5);
  work.calls().set_contacted(id, std::nullopt, kStartMs);
  CHECK_FALSE(work.calls().find_summary(id)->contacted_at_ms);
}

STORE_TEST("calls stream by filter, newest first, without their turns") {
  Work<Backend> work;
  import_ended(work.calls(), "JOB1", 600,
               [](Call& call, int index) { set_rep(call, index % 2 == 0 ? "Ann" : "Ben", "X"); });
  std::vector<int> rows;
  work.calls().for_each_call_of({.rep = "Ann"}, store::kEveryCall, [&](const Call& call) {
    CHECK(call.record.turns.empty());
    CHECK(call.result.score);
    rows.push_back(call.record.row);
  });
  CHECK(rows.size() == 300);
  CHECK(std::is_sorted(rows.rbegin(), rows.rend()));
  int seen = 0;
  work.calls().for_each_call_of({.rep = "Ann"}, 7, [&seen](const Call&) { ++seen; });
  CHECK(seen == 7);
}

STORE_TEST("calls whose row names no source are a list of their own") {
  Work<Backend> work;
  import_ended(work.calls(), "JOB1", 3, [](Call& call, int index) {
    call.record.source = index == 1 ? std::nullopt : std::optional<std::string>("Radio");
  });
  CHECK(rows_of(work.calls(), {.without_source = true}) == std::vector{3});
  CHECK(rows_of(work.calls(), {.source = "Radio", .without_source = true}).empty());
}
