// SPDX-License-Identifier: MIT
#pragma once

// Jobs, calls and answers between their structs and the columns of the queries in jobs.sql, calls.sql and
// analyses.sql.

#include "call/call.hpp"
#include "call/job.hpp"
#include "store/call_store.hpp"
#include "store/sql/connection.hpp"

namespace calltracker::store::sql {

Job read_job(const Row& row);
Analysis read_analysis(const Row& row);

// A call with the number that clusters its rows.
struct NumberedCall {
  std::int64_t number = 0;
  Call call;
};
NumberedCall read_call(const Row& row);

// Without the passages of a search.
CallSummary read_summary(const Row& row);

// Stores the job with zero counters and returns its number.
std::int64_t insert_job(Connection& connection, const Job& job);

void insert_call(Connection& connection, std::int64_t job_number, const Call& call,
                 std::string_view record_json, std::string_view turns_json);

}  // namespace calltracker::store::sql
