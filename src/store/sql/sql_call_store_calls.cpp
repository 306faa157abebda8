// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>
#include <stdexcept>

#include "call/storage_json.hpp"
#include "store/sql/call_election.hpp"
#include "store/sql/call_row.hpp"
#include "store/sql/run_submission.hpp"
#include "store/sql/sql_call_store.hpp"

namespace calltracker::store::sql {
namespace {

constexpr std::size_t kCallsPerPage = 128;

template <class Part, class Field>
std::optional<std::string_view> word_of(const std::optional<Part>& part, Field Part::* field) {
  return part ? std::optional(name_of((*part).*field)) : std::nullopt;
}

std::optional<std::string_view> skip_word(const Call& call) {
  return call.skip_reason ? std::optional(name_of(*call.skip_reason)) : std::nullopt;
}

std::optional<std::int64_t> count_red_flags(const Call& call) {
  if (call.status != CallStatus::Complete) return std::nullopt;
  const CallResult& result = call.result;
  return (result.lead ? std::ssize(result.lead->red_flags) : 0) + std::ssize(result.internal_alerts);
}

struct FinishedNumbers {
  std::int64_t call = 0;
  std::int64_t job = 0;
  bool counts = true;
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
       result.validation ? std::optional(result.validation->needs_review) : std::nullopt, result.cost_usd,
       count_red_flags(call)},
      [&numbers](const Row& row) { numbers = FinishedNumbers{row.integer(0), row.integer(1), row.flag(2)}; });
  return numbers;
}

bool finish(Connection& connection, const Call& call, UnixMillis now_ms) {
  const auto numbers = close_call(connection, call);
  if (!numbers) return false;
  connection.execute("put_call_result", {numbers->call, result_to_storage_json(call.result)});
  for (const AnsweredQuestion& question : call.result.questions) {
    connection.execute("put_call_answer", {numbers->call, question.id, name_of(question.answer)});
  }
  connection.execute("index_call", {numbers->call});
  if (!numbers->counts) settle_which_counts(connection, numbers->call);
  bool was_last = false;
  connection.query("count_finished_call",
                   {numbers->job, call.status == CallStatus::Failed, call.status == CallStatus::Skipped,
                    call.cached, now_ms},
                   [&was_last](const Row& row) { was_last = row.flag(0); });
  return was_last;
}

// Puts a job's ended calls back to pending, in one transaction.
class Reopening {
 public:
  Reopening(Connection& connection, const JobId& job, const RunsForCalls& runs_for, UnixMillis now_ms)
      : connection_(connection),
        job_(job),
        runs_for_(runs_for),
        now_ms_(now_ms),
        submission_(connection, now_ms) {}

  std::int64_t run(bool only_failed) {
    connection_.query("list_reopenable_calls", {job_, only_failed}, [this](const Row& row) { note(row); });
    return reopen();
  }

  // One call, whose record becomes another when that is given.
  std::int64_t run_one(const CallId& call, const CallRecord* record) {
    connection_.query("find_reopenable_call", {call}, [this](const Row& row) { note(row); });
    changed_record_ = record;
    return reopen();
  }

 private:
  std::int64_t reopen() {
    if (calls_.empty()) return 0;
    connection_.execute("take_back_counts",
                        {job_, static_cast<std::int64_t>(calls_.size()), failed_, cached_, silver_, gold_});
    // Together with the calls: their runs may end before anybody could say so afterwards.
    connection_.execute("reopen_job", {job_, now_ms_});
    std::vector<Call> chunk;
    for (const CallId& call : calls_) {
      connection_.execute("unindex_call", {call});
      connection_.execute("reopen_call", {call});
      connection_.execute("delete_call_result", {call});
      connection_.execute("delete_call_answers", {call});
      connection_.query("find_call_number", {call}, [this](const Row& row) { number_ = row.integer(0); });
      settle_which_counts(connection_, number_);
      if (changed_record_ != nullptr) {
        connection_.execute("replace_turns", {call, record_to_storage_json(*changed_record_),
                                              turns_to_storage_json(changed_record_->turns)});
      }
      connection_.query("find_call", {call},
                        [&chunk](const Row& row) { chunk.push_back(read_call(row).call); });
      if (chunk.size() == kCallsPerPage) start(chunk);
    }
    start(chunk);
    return static_cast<std::int64_t>(calls_.size());
  }

  void note(const Row& row) {
    Columns columns(row);
    calls_.emplace_back(columns.text());
    const std::string_view status = columns.view();
    failed_ += status == name_of(CallStatus::Failed);
    gold_ += status == name_of(CallStatus::Complete);
    cached_ += columns.flag();
    silver_ += columns.flag();
  }

  void start(std::vector<Call>& chunk) {
    if (!chunk.empty() && runs_for_) submission_.submit(runs_for_(chunk));
    chunk.clear();
  }

  Connection& connection_;
  const JobId& job_;
  const RunsForCalls& runs_for_;
  const UnixMillis now_ms_;
  RunSubmission submission_;
  const CallRecord* changed_record_ = nullptr;
  std::vector<CallId> calls_;
  std::int64_t number_ = 0;
  // What the reopened calls had added to the job's counters.
  std::int64_t failed_ = 0;
  std::int64_t cached_ = 0;
  std::int64_t silver_ = 0;
  std::int64_t gold_ = 0;
};

}  // namespace

std::optional<Call> SqlCallStore::find_call(const CallId& id) {
  std::optional<Call> call;
  database_.read([&](Connection& connection) {
    connection.query("find_call", {id}, [&call](const Row& row) { call = read_call(row).call; });
  });
  return call;
}

void SqlCallStore::for_each_call(const JobId& id, const std::function<void(const Call&)>& visit) {
  for_each_call_behind(id, -1, std::numeric_limits<std::int64_t>::max(), visit);
}

void SqlCallStore::for_each_call_behind(const JobId& id, int row, std::int64_t most,
                                        const std::function<void(const Call&)>& visit) {
  std::int64_t last_row = row;
  std::int64_t last_number = std::numeric_limits<std::int64_t>::max();
  std::vector<NumberedCall> page;
  std::int64_t wanted = 0;
  do {
    page.clear();
    wanted = std::min<std::int64_t>(kCallsPerPage, most);
    database_.read([&](Connection& connection) {
      connection.query("list_calls_of_job", {id, last_row, last_number, wanted},
                       [&page](const Row& row_read) { page.push_back(read_call(row_read)); });
    });
    // Visited without a connection in hand, so that a visitor may read too.
    for (const NumberedCall& numbered : page) visit(numbered.call);
    if (!page.empty()) {
      last_row = page.back().call.record.row;
      last_number = page.back().number;
    }
    most -= wanted;
  } while (std::ssize(page) == wanted && most > 0);
}

bool SqlCallStore::finish_call(durable::Transaction* transaction, const Call& call, UnixMillis now_ms) {
  if (call.status == CallStatus::Pending) throw std::logic_error("a pending call cannot be finished");
  bool was_last = false;
  write(transaction, [&](Connection& connection) { was_last = finish(connection, call, now_ms); });
  return was_last;
}

void SqlCallStore::add_progress(durable::Transaction* transaction, const JobId& id,
                                const JobProgress& progress) {
  write(transaction, [&](Connection& connection) {
    connection.execute("add_progress",
                       {id, progress.silver_calls, progress.gold_calls, progress.cost_usd,
                        progress.saved.prompt_cache_usd, progress.saved.result_cache_usd,
                        progress.saved.rules_usd, progress.saved.batch_usd, progress.unpriced_tokens});
  });
}

void SqlCallStore::put_second_score(durable::Transaction& transaction, const Call& call) {
  write(&transaction, [&](Connection& connection) {
    connection.execute("replace_result", {call.id, result_to_storage_json(call.result)});
    connection.execute("set_call_cost", {call.id, call.result.cost_usd});
  });
}

std::int64_t SqlCallStore::reopen_calls(const JobId& id, bool only_failed, const RunsForCalls& runs_for) {
  std::int64_t count = 0;
  write(nullptr, [&](Connection& connection) {
    count = Reopening(connection, id, runs_for, clock_.now_ms()).run(only_failed);
  });
  return count;
}

bool SqlCallStore::reopen_call(const Call& call, const CallRecord* changed_record,
                               const RunsForCalls& runs_for) {
  std::int64_t count = 0;
  write(nullptr, [&](Connection& connection) {
    count = Reopening(connection, call.job_id, runs_for, clock_.now_ms()).run_one(call.id, changed_record);
  });
  return count > 0;
}

void SqlCallStore::put_overrides(const Call& call, UnixMillis now_ms) {
  write(nullptr, [&](Connection& connection) {
    connection.execute("put_overrides", {call.id, overrides_to_storage_json(call.overrides)});
    connection.execute("replace_result", {call.id, result_to_storage_json(call.result)});
    connection.execute("set_overall_score",
                       {call.id, call.result.score ? call.result.score->overall : std::nullopt});
    connection.execute("touch_job_of_call", {call.id, now_ms});
  });
}

void SqlCallStore::set_contacted(const CallId& id, const std::optional<UnixMillis>& contacted_at_ms,
                                 UnixMillis now_ms) {
  write(nullptr, [&](Connection& connection) {
    connection.execute("set_contacted", {id, contacted_at_ms});
    connection.execute("keep_digests", {id, now_ms});
    connection.execute("touch_job_of_call", {id, now_ms});
  });
}

}  // namespace calltracker::store::sql
