// SPDX-License-Identifier: MIT
// Leads page by page, red flags and answers to questions, on both dialects.
#include <algorithm>
#include <functional>

#include "base/error.hpp"
#include "tests/store/backend.hpp"
#include "tests/store/factories.hpp"

using namespace calltracker;
using namespace calltracker::test;
using store::LeadGroup;
using store::LeadListQuery;

namespace {

constexpr UnixMillis kHourMs = 3'600'000;

struct Wanted {
  RecommendedAction action = RecommendedAction::Follow24Hr;
  std::optional<UnixMillis> due_ms = kStartMs;
  double score = 7;
};

Call lead(const Job& job, int row, const Wanted& wanted) {
  Call call = make_full_call(job, row);
  call.record.start_time_ms = kStartMs + row * 1'000;
  call.content_hash = call.id.str();
  call.result.lead->recommended_action = wanted.action;
  call.result.lead->follow_up_by_ms = wanted.due_ms;
  call.result.lead->score = wanted.score;
  return ended(call, CallStatus::Complete);
}

void import_ended(store::CallStore& calls, const Job& job, const std::vector<Call>& made) {
  std::vector<Call> pending = made;
  for (Call& call : pending) call.status = CallStatus::Pending;
  Job stored = job;
  calls.import_job(stored, source_of(pending), nullptr);
  for (const Call& call : made) calls.finish_call(nullptr, call, kStartMs);
}

std::vector<int> rows_of(const std::vector<Call>& leads) {
  std::vector<int> rows;
  for (const Call& call : leads) rows.push_back(call.record.row);
  return rows;
}

std::vector<int> all_rows(store::CallStore& calls, LeadListQuery query) {
  std::vector<int> rows;
  int pages = 0;
  do {
    const store::LeadListPage page = calls.list_leads(query);
    CHECK(std::ssize(page.leads) <= query.limit);
    for (const int row : rows_of(page.leads)) rows.push_back(row);
    query.cursor = page.next_cursor;
  } while (query.cursor && ++pages < 1'000);
  return rows;
}

std::vector<int> rows_of(store::CallStore& calls, const store::CallFilter& filter) {
  std::vector<int> rows;
  for (const auto& call : calls.list_calls({.filter = filter}).calls) rows.push_back(call.row);
  return rows;
}

// Leads in rows 2, 3, …: of every group, some late, two alike but for their score, one that nobody has to
// call.
Job import_mixed(store::CallStore& calls, const std::string& id) {
  const Job job = make_job(id);
  const std::vector<Wanted> wanted = {
      {.action = RecommendedAction::EmailOnly, .due_ms = std::nullopt, .score = 3.5},
      {.action = RecommendedAction::Follow24Hr, .due_ms = kStartMs + 2 * kHourMs, .score = 7},
      {.action = RecommendedAction::Priority1Hr, .due_ms = kStartMs + kHourMs / 2, .score = 9.2},
      {.action = RecommendedAction::NoFollowUp, .due_ms = std::nullopt, .score = 1},
      {.action = RecommendedAction::Follow24Hr, .due_ms = kStartMs - kHourMs, .score = 7},
      {.action = RecommendedAction::Nurture48To72Hr, .due_ms = kStartMs + 72 * kHourMs, .score = 5},
      {.action = RecommendedAction::EmailOnly, .due_ms = std::nullopt, .score = 4.5},
      {.action = RecommendedAction::Follow24Hr, .due_ms = kStartMs - kHourMs, .score = 8.5},
      {.action = RecommendedAction::Follow24Hr, .due_ms = std::nullopt, .score = 8.9}};
  std::vector<Call> made;
  for (std::size_t index = 0; index < wanted.size(); ++index)
    made.push_back(lead(job, static_cast<int>(index) + 2, wanted[index]));
  import_ended(calls, job, made);
  return job;
}

}  // namespace

STORE_TEST("leads come by group, then by deadline, then the better one, whatever the page's size") {
  Work<Backend> work;
  const Job job = import_mixed(work.calls(), "JOB1");
  const std::vector<int> expected{4, 9, 6, 3, 10, 7, 8, 2};
  for (const int limit : {1, 2, 3, 50}) {
    CHECK(all_rows(work.calls(), {.limit = limit}) == expected);
    CHECK(all_rows(work.calls(), {.filter = {.job = job.id}, .limit = limit}) == expected);
  }
  CHECK(all_rows(work.calls(), {.filter = {.rep = "Nobody"}}).empty());
  CHECK(all_rows(work.calls(), {.filter = {.job = JobId("none")}}).empty());
  CHECK_THROWS_AS(work.calls().list_leads({.cursor = "odd"}), Error);
}

STORE_TEST("a contacted lead goes behind all others, the latest first, and comes back when unmarked") {
  Work<Backend> work;
  import_mixed(work.calls(), "JOB1");
  work.calls().set_contacted(CallId("JOB1-4"), kStartMs, kStartMs);
  work.calls().set_contacted(CallId("JOB1-7"), kStartMs + kHourMs, kStartMs);
  CHECK(all_rows(work.calls(), {}) == std::vector{9, 6, 3, 10, 8, 2, 7, 4});
  store::CallFilter filter{.leads = store::LeadGroups{.last = LeadGroup::EmailOnly}};
  CHECK(all_rows(work.calls(), {.filter = filter}) == std::vector{9, 6, 3, 10, 8, 2});
  filter.leads = store::LeadGroups{.first = LeadGroup::Contacted};
  CHECK(all_rows(work.calls(), {.filter = filter}) == std::vector{7, 4});
  work.calls().set_contacted(CallId("JOB1-4"), std::nullopt, kStartMs);
  CHECK(all_rows(work.calls(), {}).front() == 4);
}

STORE_TEST("groups are counted with what is overdue and due within the hour, as the filter asks") {
  Work<Backend> work;
  const Job job = import_mixed(work.calls(), "JOB1");
  work.calls().set_contacted(CallId("JOB1-6"), kStartMs, kStartMs);
  for (const store::CallFilter& filter :
       {store::CallFilter{}, store::CallFilter{.job = job.id}, store::CallFilter{.rep = "Brian Keller"}}) {
    const auto totals =
        work.calls().list_leads({.filter = filter, .limit = 1, .count_at_ms = kStartMs}).totals;
    REQUIRE(totals.size() == 5);
    CHECK(totals[0].group == LeadGroup::Priority1Hr);
    CHECK(totals[0].leads == 1);
    CHECK(totals[0].due_within_hour == 1);
    CHECK(totals[1].leads == 3);
    CHECK(totals[1].overdue == 1);
    CHECK(totals[1].due_within_hour == 0);
    CHECK(totals[2].leads == 1);
    CHECK(totals[3].leads == 2);
    CHECK(totals[4].group == LeadGroup::Contacted);
    CHECK(totals[4].leads == 1);
    CHECK(totals[4].overdue == 0);
    CHECK(totals[1].is_exact);
  }
  CHECK(work.calls().list_leads({}).totals.empty());
  CHECK(work.calls().list_leads({.filter = {.rep = "Nobody"}, .count_at_ms = kStartMs}).totals.empty());
}

STORE_TEST("of every job together a conversation is one lead; of one job it is that job's") {
  Work<Backend> work;
  const Job first = make_job("JOB1");
  Call call = lead(first, 2, {});
  call.content_hash = "the same words";
  import_ended(work.calls(), first, {call});
  const Job second = make_job("JOB2");
  Call again = lead(second, 2, {});
  again.content_hash = "the same words";
  import_ended(work.calls(), second, {again});
  const store::LeadListPage all = work.calls().list_leads({.count_at_ms = kStartMs});
  REQUIRE(all.leads.size() == 1);
  CHECK(all.leads.front().job_id == second.id);
  CHECK(all.totals.at(0).leads == 1);
  CHECK(work.calls().list_leads({.filter = {.job = first.id}}).leads.size() == 1);
}

STORE_TEST("leads are found by words, few or many") {
  Work<Backend> work;
  const Job job = make_job("JOB1");
  std::vector<Call> made;
  for (int row = 2; row < 8; ++row) {
    made.push_back(lead(job, row, {.due_ms = kStartMs - row * kHourMs}));
    if (row % 2 == 0) made.back().result.caller->company = "Zanzibar Freight";
  }
  import_ended(work.calls(), job, made);
  const store::LeadListPage page =
      work.calls().list_leads({.filter = {.words = "zanzibar"}, .count_at_ms = kStartMs});
  CHECK(rows_of(page.leads) == std::vector{6, 4, 2});
  CHECK(page.is_sorted);
  REQUIRE(page.totals.size() == 1);
  CHECK(page.totals[0].leads == 3);
  CHECK(page.totals[0].overdue == 3);
  CHECK(work.calls().list_leads({.filter = {.words = "---"}}).leads.empty());
}

STORE_TEST("in a long list every lead comes once, in order, through an index that is walked") {
  Work<Backend> work;
  const Job job = make_job("JOB1");
  std::vector<Call> made;
  constexpr int kLeads = 2'400;  // more than are fetched and sorted
  for (int index = 0; index < kLeads; ++index) {
    Wanted wanted{.action = index % 3 == 0 ? RecommendedAction::Priority1Hr : RecommendedAction::EmailOnly,
                  .due_ms = std::nullopt};
    if (index % 3 == 0) wanted.due_ms = kStartMs + (index * 7 % kLeads - 300) * 60'000LL;
    made.push_back(lead(job, index + 2, wanted));
    if (index % 2 == 0) made.back().result.rep->roster_name = "Ann";
  }
  import_ended(work.calls(), job, made);
  for (const store::CallFilter& filter : {store::CallFilter{}, store::CallFilter{.job = job.id}}) {
    std::vector<int> rows = all_rows(work.calls(), {.filter = filter, .limit = 333});
    REQUIRE(rows.size() == kLeads);
    UnixMillis last = std::numeric_limits<UnixMillis>::min();
    for (int place = 0; place < kLeads / 3; ++place) {
      const UnixMillis due = made[static_cast<std::size_t>(rows[static_cast<std::size_t>(place)] - 2)]
                                 .result.lead->follow_up_by_ms.value();
      CHECK(due >= last);
      last = due;
    }
    std::sort(rows.begin(), rows.end());
    CHECK(std::adjacent_find(rows.begin(), rows.end()) == rows.end());
    const auto totals = work.calls().list_leads({.filter = filter, .count_at_ms = kStartMs}).totals;
    REQUIRE(totals.size() == 2);
    CHECK(totals[0].leads == kLeads / 3);
    CHECK(totals[0].overdue == 100);
    CHECK(totals[1].leads == kLeads - kLeads / 3);
  }
  store::CallFilter of_ann{.rep = "Ann", .leads = store::LeadGroups{.first = LeadGroup::EmailOnly}};
  CHECK(all_rows(work.calls(), {.filter = of_ann, .limit = 100}).size() == kLeads / 3);
  CHECK(work.calls().list_leads({.filter = of_ann, .count_at_ms = kStartMs}).totals.at(0).leads ==
        kLeads / 3);
}

STORE_TEST("calls with a doubt or an alert are listed with what they say, until they are opened again") {
  Work<Backend> work;
  const Job job = make_job("JOB1");
  std::vector<Call> made;
  for (int row = 2; row < 6; ++row) made.push_back(lead(job, row, {}));
  made[0].result.lead->red_flags.clear();
  made[1].result.lead->red_flags.clear();
  made[1].result.internal_alerts.clear();
  made[2].result.lead.reset();
  import_ended(work.calls(), job, made);
  CHECK(rows_of(work.calls(), {.red_flags = true}) == std::vector{5, 4, 2});
  CHECK(rows_of(work.calls(), {.rep = "Brian Keller", .red_flags = true}).size() == 3);
  const auto page = work.calls().list_calls({.filter = {.red_flags = true}});
  CHECK(page.total == 3);
  CHECK(page.calls.front().red_flags == std::vector<std::string>{"price only", "competitor named"});
  CHECK(page.calls.back().red_flags == std::vector<std::string>{"competitor named"});
  work.calls().reopen_calls(job.id, false, nullptr);
  CHECK(rows_of(work.calls(), {.red_flags = true}).empty());
}

STORE_TEST("a walked list's pages are in its order, whichever way the database joins what a filter asks") {
  Work<Backend> work;
  const Job job = make_job("JOB1");
  std::vector<Call> made;
  constexpr int kCalls = 2'200;  // more than are fetched and sorted
  for (int row = 2; row < 2 + kCalls; ++row) {
    Call call = lead(job, row, {.due_ms = kStartMs + row * 7 % kCalls * 60'000LL});
    // Neither in the order of storing nor against it.
    call.record.start_time_ms = kStartMs + row * 7 % kCalls * 1'000LL;
    call.result.questions = {
        {.id = "visit", .text = "Was a visit offered?", .answer = Verdict::No, .turns = {}}};
    made.push_back(std::move(call));
  }
  import_ended(work.calls(), job, made);
  const bool is_postgres = work.database().dialect() == store::sql::Dialect::Postgres;
  // The planner chooses by statistics, which the server gathers when it likes: here what is left is the join
  // that sorts both sides by number. The one reader of this test's only thread is kept for the pages.
  work.database().read([is_postgres](store::sql::Connection& connection) {
    connection.run_script(is_postgres ? "SET enable_nestloop TO off; SET enable_hashjoin TO off;"
                                      : "PRAGMA reverse_unordered_selects = ON;");
  });
  const store::CallFilter filter{.answered = store::AnswerWanted{.question = "visit", .answer = Verdict::No}};
  std::vector<int> expected;
  for (const Call& call : made) expected.push_back(call.record.row);
  std::ranges::sort(expected, {}, [](int row) { return row * 7 % kCalls; });
  CHECK(all_rows(work.calls(), {.filter = filter, .limit = 500}) == expected);
  std::vector<int> listed;
  store::CallListQuery query{.filter = filter, .descending = false, .limit = 500};
  do {
    const auto page = work.calls().list_calls(query);
    for (const auto& call : page.calls) listed.push_back(call.row);
    query.cursor = page.next_cursor;
  } while (query.cursor && listed.size() < 2 * expected.size());
  CHECK(listed == expected);
}

STORE_TEST("calls are found by what they answered to a question, few or many") {
  Work<Backend> work;
  const Job job = make_job("JOB1");
  std::vector<Call> made;
  constexpr int kCalls = 2'200;  // more than are fetched and sorted
  for (int row = 2; row < 2 + kCalls; ++row) {
    made.push_back(lead(job, row, {}));
    made.back().result.questions = {{.id = "visit",
                                     .text = "Was a visit offered?",
                                     .answer = row == 7 ? Verdict::Yes : Verdict::No,
                                     .turns = {}}};
    if (row == 9)
      made.back().result.questions.push_back(
          {.id = "rival", .text = "A rival?", .answer = Verdict::Unclear, .turns = {}});
  }
  import_ended(work.calls(), job, made);
  const auto answered = [](const char* question, Verdict answer) {
    return store::CallFilter{.answered = store::AnswerWanted{.question = question, .answer = answer}};
  };
  CHECK(rows_of(work.calls(), answered("visit", Verdict::Yes)) == std::vector{7});
  CHECK(rows_of(work.calls(), answered("rival", Verdict::Unclear)) == std::vector{9});
  CHECK(rows_of(work.calls(), answered("rival", Verdict::Yes)).empty());
  store::CallListQuery many{.filter = answered("visit", Verdict::No), .limit = 500};
  std::size_t seen = 0;
  do {
    const auto page = work.calls().list_calls(many);
    seen += page.calls.size();
    many.cursor = page.next_cursor;
  } while (many.cursor);
  CHECK(seen == kCalls - 1);
  store::CallFilter narrow = answered("visit", Verdict::No);
  narrow.job = job.id;
  narrow.words = "zanzibar";
  CHECK(rows_of(work.calls(), narrow).empty());
  work.calls().reopen_call(made[5], nullptr, nullptr);
  CHECK(rows_of(work.calls(), answered("visit", Verdict::Yes)).empty());
}
