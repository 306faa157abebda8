// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "call/storage_json.hpp"
#include "store/sql/call_row.hpp"
#include "store/sql/sql_call_store.hpp"

namespace calltracker::store::sql {
namespace {

constexpr int kCallsPerPage = 128;

template <class Part, class Field>
std::optional<std::string_view> word_of(const std::optional<Part>& part, Field Part::* field) {
  return part ? std::optional(name_of((*part).*field)) : std::nullopt;
}

std::optional<std::string_view> skip_word(const Call& call) {
  return call.skip_reason ? std::optional(name_of(*call.skip_reason)) : std::nullopt;
}

struct FinishedNumbers {
  std::int64_t call = 0;
  std::int64_t job = 0;
};

// nullopt when the call is not open any more.
std::optional<FinishedNumbers> close_call(Connection& connection, const Call& call) {
  const CallResult& result = call.result;
  const std::string rep = rep_key(call);
  const bool failed = call.status == CallStatus::Failed;
  std::optional<std::string_view> failure_code, failure_message;
  if (failed) failure_code = call.failure ? std::string_view(call.failure->code) : "unknown";
  if (failed && call.failure) failure_message = call.failure->message;
  std::optional<FinishedNumbers> numbers;
  connection.query(
      "finish_call",
      {call.id, name_of(call.status), call.status == CallStatus::Skipped ? skip_word(call) : std::nullopt,
       call.skip_detail, failure_code, failure_message, call.cached, call.content_hash,
       word_of(result.triage, &Triage::classification), rep.empty() ? std::nullopt : std::optional(rep),
       result.rep ? result.rep->division : std::nullopt, word_of(result.context, &CallContext::type),
       result.score ? result.score->overall : std::nullopt,
       result.lead ? std::optional(result.lead->score) : std::nullopt,
       word_of(result.lead, &LeadQuality::recommended_action),
       result.lead ? result.lead->follow_up_by_ms : std::nullopt,
       result.validation ? std::optional(result.validation->needs_review) : std::nullopt, result.cost_usd},
      [&numbers](const Row& row) { numbers = FinishedNumbers{row.integer(0), row.integer(1)}; });
  return numbers;
}

bool finish(Connection& connection, const Call& call, UnixMillis now_ms) {
  const auto numbers = close_call(connection, call);
  if (!numbers) return false;
  connection.execute("put_call_result", {numbers->call, result_to_storage_json(call.result)});
  bool was_last = false;
  connection.query("count_finished_call",
                   {numbers->job, call.status == CallStatus::Failed, call.status == CallStatus::Skipped,
                    call.cached, call.result.cost_usd, now_ms},
                   [&was_last](const Row& row) { was_last = row.flag(0); });
  return was_last;
}

struct ReopenCounts {
  std::int64_t processed = 0;
  std::int64_t failed = 0;
  std::int64_t cached = 0;
  std::int64_t silver = 0;
  std::int64_t gold = 0;
};

std::vector<CallId> reopen(Connection& connection, const JobId& id, bool only_failed) {
  std::vector<CallId> calls;
  ReopenCounts counts;
  connection.query("list_reopenable_calls", {id, only_failed}, [&](const Row& row) {
    Columns columns(row);
    calls.emplace_back(columns.text());
    const std::string_view status = columns.view();
    ++counts.processed;
    counts.failed += status == name_of(CallStatus::Failed);
    counts.gold += status == name_of(CallStatus::Complete);
    counts.cached += columns.flag();
    counts.silver += columns.flag();
  });
  for (const CallId& call : calls) {
    connection.execute("reopen_call", {call});
    connection.execute("delete_call_result", {call});
  }
  connection.execute("take_back_counts",
                     {id, counts.processed, counts.failed, counts.cached, counts.silver, counts.gold});
  return calls;
}

}  // namespace

std::optional<Call> SqlCallStore::find_call(const CallId& id) {
  std::optional<Call> call;
  database_.read([&](Connection& connection) {
    connection.query("find_call", {id}, [&call](const Row& row) { call = read_call(row).call; });
  });
  return call;
}

void SqlCallStore::for_each_call(const JobId& id, const std::function<void(const Call&)>& visit) {
  std::int64_t last_row = -1;
  std::int64_t last_number = 0;
  std::vector<NumberedCall> page;
  do {
    page.clear();
    database_.read([&](Connection& connection) {
      connection.query("list_calls_of_job", {id, last_row, last_number, kCallsPerPage},
                       [&page](const Row& row) { page.push_back(read_call(row)); });
    });
    // Visited without a connection in hand, so that a visitor may read too.
    for (const NumberedCall& numbered : page) visit(numbered.call);
    if (!page.empty()) {
      last_row = page.back().call.record.row;
      last_number = page.back().number;
    }
  } while (page.size() == kCallsPerPage);
}

bool SqlCallStore::finish_call(durable::Transaction* transaction, const Call& call, UnixMillis now_ms) {
  if (call.status == CallStatus::Pending) throw std::logic_error("a pending call cannot be finished");
  bool was_last = false;
  write(transaction, [&](Connection& connection) { was_last = finish(connection, call, now_ms); });
  return was_last;
}

void SqlCallStore::count_milestone(durable::Transaction* transaction, const JobId& id, Milestone milestone) {
  write(transaction, [&](Connection& connection) {
    connection.execute(milestone == Milestone::Silver ? "count_silver" : "count_gold", {id});
  });
}

std::vector<CallId> SqlCallStore::reopen_calls(const JobId& id, bool only_failed) {
  std::vector<CallId> calls;
  write(nullptr, [&](Connection& connection) { calls = reopen(connection, id, only_failed); });
  return calls;
}

}  // namespace calltracker::store::sql
