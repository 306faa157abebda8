// SPDX-License-Identifier: MIT
#pragma once

// The CallStore on a SQL database of either dialect. A job's runs are the group whose id is the job's.

#include "store/call_store.hpp"
#include "store/sql/database.hpp"

namespace calltracker::store::sql {

class SqlCallStore final : public CallStore {
 public:
  SqlCallStore(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  void release_memory() override { database_.release_memory(); }
  void import_job(Job& job, const std::function<std::optional<Call>()>& next_call,
                  const RunsForCalls& runs_for) override;
  std::optional<Job> find_job(const JobId& id) override;
  std::vector<Job> find_jobs_by_prefix(std::string_view prefix) override;
  JobPage list_jobs(int limit, const std::optional<std::string>& cursor) override;
  void set_job_status(const JobId& id, JobStatus status, const std::optional<std::string>& code,
                      const std::optional<std::string>& message, UnixMillis now_ms) override;
  void announce(const JobId& id, const std::optional<std::string>& code,
                const std::optional<std::string>& message, UnixMillis now_ms) override;
  void set_job_options(const JobId& id, const JobOptions& options) override;
  BudgetHold hold_budget(const JobId& id, std::string_view name, double usd_max, double budget_usd,
                         UnixMillis now_ms) override;
  void release_budget(durable::Transaction* transaction, const JobId& id, std::string_view name) override;
  void listen_for_freed_budgets(std::function<void(const JobId&)> handler) override;
  void delete_job(const JobId& id) override;

  std::optional<Call> find_call(const CallId& id) override;
  void for_each_call(const JobId& id, const std::function<void(const Call&)>& visit) override;
  void for_each_call_behind(const JobId& id, int row, std::int64_t most,
                            const std::function<void(const Call&)>& visit) override;
  bool finish_call(durable::Transaction* transaction, const Call& call, UnixMillis now_ms) override;
  void put_second_score(durable::Transaction& transaction, const Call& call) override;
  void put_stability(durable::Transaction& transaction, const JobId& id, const Stability& stability,
                     UnixMillis now_ms) override;
  void start_runs(durable::Transaction& transaction, const std::vector<durable::NewRun>& runs) override;
  void add_progress(durable::Transaction* transaction, const JobId& id, const JobProgress& progress) override;
  std::int64_t reopen_calls(const JobId& id, bool only_failed, const RunsForCalls& runs_for) override;
  bool reopen_call(const Call& call, const CallRecord* changed_record, const RunsForCalls& runs_for) override;
  void put_overrides(const Call& call, UnixMillis now_ms) override;
  void set_contacted(const CallId& id, const std::optional<UnixMillis>& contacted_at_ms,
                     UnixMillis now_ms) override;

  CallListPage list_calls(const CallListQuery& query) override;
  LeadListPage list_leads(const LeadListQuery& query) override;
  CallFacets count_facets(const CallFilter& filter) override;
  std::optional<CallSummary> find_summary(const CallId& id) override;
  void for_each_call_of(const CallFilter& filter, std::int64_t most,
                        const std::function<void(const Call&)>& visit) override;
  void for_each_digest(std::string_view slice, bool with_text,
                       const std::function<void(const JobDigest&)>& visit) override;
  void put_digest(const JobId& id, std::string_view slice, std::string_view state,
                  std::string_view text) override;
  std::string state_of_calls() override;
  std::vector<FailureGroup> list_failures(const JobId& id) override;

  std::int64_t delete_analyses_before(UnixMillis time_ms, std::int64_t most) override;

  std::optional<Analysis> find_analysis(std::string_view key) override;
  void put_analysis(durable::Transaction* transaction, const Analysis& analysis) override;

  std::optional<std::string> find_column_mapping(std::string_view header_fingerprint) override;
  void put_column_mapping(std::string_view header_fingerprint, std::string_view mapping_json) override;

 private:
  // In the caller's transaction, or in one of its own.
  void write(durable::Transaction* transaction, const std::function<void(Connection&)>& change);
  std::vector<Job> query_jobs(std::string_view name, std::initializer_list<Value> values);

  Database& database_;
  const Clock& clock_;
};

}  // namespace calltracker::store::sql
