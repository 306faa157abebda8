// SPDX-License-Identifier: MIT
#pragma once

// Runs, steps and attempts between their structs and the columns of the queries in runs.sql and steps.sql.

#include "durable/journal.hpp"
#include "store/sql/connection.hpp"

namespace calltracker::store::sql {

durable::StepRecord read_step(const Row& row);
durable::AttemptRecord read_attempt(const Row& row);
durable::RunView read_run(const Row& row);

void insert_step(Connection& connection, const durable::StepRecord& step);
// `visit` is called for one row when the stored step was overwritten, not at all when it is completed.
void update_step_later(Connection& connection, const durable::StepRecord& step, RowVisitor visit);
void insert_attempt(Connection& connection, const durable::AttemptRecord& attempt);

// The steps of a run by position.
void list_steps_later(Connection& connection, durable::RunNumber run,
                      std::vector<durable::StepRecord>& steps);

}  // namespace calltracker::store::sql
