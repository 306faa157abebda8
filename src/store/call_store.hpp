// SPDX-License-Identifier: MIT
#pragma once

// Where jobs, calls and paid answers live. Implemented per SQL dialect in store/sql; the rest of the program
// sees this.
//
// Every method is safe from any thread. A write returns when it is durable, and is atomic: all of it or
// nothing. A write given a durable::Transaction joins that transaction instead and is durable when it
// commits.

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "call/call.hpp"
#include "call/job.hpp"
#include "store/call_list.hpp"

namespace calltracker::durable {
class Transaction;
struct NewRun;
}  // namespace calltracker::durable

namespace calltracker::store {

// A paid answer, stored once under the hash of everything that went into it.
struct Analysis {
  std::string key;    // sha256 over stage, content, model, prompt, schema, rubric, settings
  std::string stage;  // "silver" or "gold"
  std::string model;
  std::string answer_json;
  TokenUse tokens;
  double cost_usd = 0;
  std::int64_t latency_ms = 0;
  std::string request_id;
  UnixMillis created_at_ms = 0;
};

// What one step of a call adds to its job.
struct JobProgress {
  std::int64_t silver_calls = 0;
  std::int64_t gold_calls = 0;
  double cost_usd = 0;
  JobSavings saved = {};
  std::int64_t unpriced_tokens = 0;
};

enum class BudgetHold {
  Held,
  Later,  // what others hold may turn out cheaper
  Never,  // what was paid already leaves too little
};

struct JobPage {
  std::vector<Job> jobs;  // newest first
  std::optional<std::string> next_cursor;
};

// What somebody made of a job's calls that count, or of a slice of them, kept with the state that they were
// in. The store does not look into the text, nor into what a slice is called.
struct JobDigest {
  JobId job;
  std::string state;                        // now
  std::optional<std::string> state_before;  // that the text was stored for; nullopt: there is none
  std::string_view text;                    // valid during the visit
  bool is_ended = false;                    // complete, failed or cancelled
};

inline constexpr std::int64_t kSlicesKeptMax = 48;

inline constexpr std::int64_t kEveryCall = std::numeric_limits<std::int64_t>::max();

// The durable runs to start for a chunk of stored calls; none for those that are not pending.
using RunsForCalls = std::function<std::vector<durable::NewRun>(const std::vector<Call>&)>;

class CallStore {
 public:
  virtual ~CallStore() = default;

  // Lets go of what is kept to be quick, for when there is nothing to do.
  virtual void release_memory() = 0;

  // --- jobs ---
  // Stores the job, every call that `next_call` yields (until nullopt) and the runs to start, in one
  // transaction: an exception thrown by `next_call` leaves nothing behind. `runs_for` gives the durable runs
  // for a chunk of stored calls (none for skipped ones).
  virtual void import_job(Job& job, const std::function<std::optional<Call>()>& next_call,
                          const RunsForCalls& runs_for) = 0;
  virtual std::optional<Job> find_job(const JobId& id) = 0;
  // Exact id, or a unique prefix of one.
  virtual std::vector<Job> find_jobs_by_prefix(std::string_view prefix) = 0;
  virtual JobPage list_jobs(int limit, const std::optional<std::string>& cursor) = 0;
  virtual void set_job_status(const JobId& id, JobStatus status, const std::optional<std::string>& code,
                              const std::optional<std::string>& message, UnixMillis now_ms) = 0;
  // What people read about a job that is being worked on; nothing happens to one that is not, for example
  // because it was paused meanwhile.
  virtual void announce(const JobId& id, const std::optional<std::string>& code,
                        const std::optional<std::string>& message, UnixMillis now_ms) = 0;
  // What a resumed job goes on with; a budget that was raised.
  virtual void set_job_options(const JobId& id, const JobOptions& options) = 0;

  // --- money ---
  // Sets aside what asking one question may cost at most, so that all processes together stay within the
  // job's budget. The same name again replaces what it held. Whoever holds lets go when the cost is known.
  virtual BudgetHold hold_budget(const JobId& id, std::string_view name, double usd_max, double budget_usd,
                                 UnixMillis now_ms) = 0;
  virtual void release_budget(durable::Transaction* transaction, const JobId& id, std::string_view name) = 0;
  // Calls, on a thread of its own, when a budget was raised or a hold let go, by this process or another,
  // after hold_budget had said Later; with an empty id when that may have been missed. A process that dies
  // tells nobody. An empty handler ends it: no call is under way when this returns.
  virtual void listen_for_freed_budgets(std::function<void(const JobId&)> handler) = 0;

  // Removes the job, its calls and its runs. Paid answers stay: another job may reuse them. A large job goes
  // in several transactions, its last rows first, so that others can write meanwhile; the job itself goes
  // last, so a deletion that was cut short can be repeated.
  virtual void delete_job(const JobId& id) = 0;

  // --- calls ---
  virtual std::optional<Call> find_call(const CallId& id) = 0;
  // Streams a job's calls in row order, without holding them all.
  virtual void for_each_call(const JobId& id, const std::function<void(const Call&)>& visit) = 0;
  // The same for at most `most` calls behind a row.
  virtual void for_each_call_behind(const JobId& id, int row, std::int64_t most,
                                    const std::function<void(const Call&)>& visit) = 0;
  // Stores the result and moves the job's counters exactly once, however often it is repeated: a call that is
  // already in a final state keeps it. What it cost was added when it was paid. True when this was the job's
  // last open call: unless the job waits for its stability, it becomes Complete in the same transaction
  // (phase Insight, finished_at_ms = now_ms).
  virtual bool finish_call(durable::Transaction* transaction, const Call& call, UnixMillis now_ms) = 0;
  // Stores what a call's second scoring gave; its result shows it.
  virtual void put_second_score(durable::Transaction& transaction, const Call& call) = 0;
  // Ends the wait of a job whose calls have all ended: it becomes Complete. A job with open calls again is
  // left as it is.
  virtual void put_stability(durable::Transaction& transaction, const JobId& id, const Stability& stability,
                             UnixMillis now_ms) = 0;
  virtual void start_runs(durable::Transaction& transaction, const std::vector<durable::NewRun>& runs) = 0;
  virtual void add_progress(durable::Transaction* transaction, const JobId& id,
                            const JobProgress& progress) = 0;
  // Puts failed (or, when only_failed is false, all finished but skipped) calls back to pending, moves the
  // counters back and submits the runs that `runs_for` gives for them, in one transaction. Returns how many.
  virtual std::int64_t reopen_calls(const JobId& id, bool only_failed, const RunsForCalls& runs_for) = 0;

  // The same for one call that is complete, failed or cancelled; false for any other. Given a
  // record, the call's is replaced by it.
  virtual bool reopen_call(const Call& call, const CallRecord* changed_record,
                           const RunsForCalls& runs_for) = 0;
  // Stores the call's overrides and its result, which shows them.
  virtual void put_overrides(const Call& call, UnixMillis now_ms) = 0;
  virtual void set_contacted(const CallId& id, const std::optional<UnixMillis>& contacted_at_ms,
                             UnixMillis now_ms) = 0;

  // --- lists of calls ---
  // Throws Error{Usage, "cursor-invalid"}.
  virtual CallListPage list_calls(const CallListQuery& query) = 0;
  // Most urgent first. Throws as list_calls().
  virtual LeadListPage list_leads(const LeadListQuery& query) = 0;
  virtual CallFacets count_facets(const CallFilter& filter) = 0;
  virtual std::optional<CallSummary> find_summary(const CallId& id) = 0;
  // Streams at most `most` of what the filter asks for, newest start first, without turns.
  virtual void for_each_call_of(const CallFilter& filter, std::int64_t most,
                                const std::function<void(const Call&)>& visit) = 0;
  // Equal as long as nothing that a result shows has changed in any job.
  virtual std::string state_of_calls() = 0;
  // Every job's digest of the slice ("": of all its calls), in the order of storing; without the texts when
  // only the states are of interest.
  virtual void for_each_digest(std::string_view slice, bool with_text,
                               const std::function<void(const JobDigest&)>& visit) = 0;
  // For the state that for_each_digest() gave before the calls were looked at. Of a job's slices the
  // kSlicesKeptMax stored last are kept.
  virtual void put_digest(const JobId& id, std::string_view slice, std::string_view state,
                          std::string_view text) = 0;
  // Most frequent first.
  virtual std::vector<FailureGroup> list_failures(const JobId& id) = 0;

  // --- retention ---
  // Looks at the `most` oldest answers; returns how many were deleted.
  virtual std::int64_t delete_analyses_before(UnixMillis time_ms, std::int64_t most) = 0;

  // --- paid answers ---
  virtual std::optional<Analysis> find_analysis(std::string_view key) = 0;
  // First writer wins: a second answer under the same key is ignored.
  virtual void put_analysis(durable::Transaction* transaction, const Analysis& analysis) = 0;

  // --- remembered column mappings ---
  virtual std::optional<std::string> find_column_mapping(std::string_view header_fingerprint) = 0;
  virtual void put_column_mapping(std::string_view header_fingerprint, std::string_view mapping_json) = 0;
};

}  // namespace calltracker::store
