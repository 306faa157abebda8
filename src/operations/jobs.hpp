// SPDX-License-Identifier: MIT
#pragma once

// Jobs as a user names and steers them. Every function throws Error{NotFound, "job-not-found"} for a name
// that fits no job, Error{Conflict, "job-state"} when the job's state forbids the operation, and leaves
// things as they were then.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "operations/services.hpp"

namespace calltracker::operations {

// The group under which a job's runs are paused and resumed together.
durable::GroupId group_of(const JobId& id);

// By id, by a unique prefix of one, or "last" for the newest; status and phase as they are now.
Job load_job(Services& services, std::string_view name);

std::vector<Job> list_jobs(Services& services, int limit);

// A page of them; the cursor is the last page's.
store::JobPage list_job_page(Services& services, int limit, const std::optional<std::string>& cursor);

// In-flight steps end and are stored; nothing new starts, in this process or any other.
Job pause_job(Services& services, std::string_view name);

// Makes the job runnable again; working on it is run_job's business.
Job resume_job(Services& services, std::string_view name);

// A budget for a job that has not ended: what it spent so far counts. Throws Error{Usage, "budget-too-low"}
// for one that is spent already.
Job set_budget(Services& services, std::string_view name, double budget_usd);

// Results so far stay; what has not started never will.
Job cancel_job(Services& services, std::string_view name);

// Failed calls start again; their paid answers are reused. Returns the job, runnable.
Job retry_job(Services& services, std::string_view name);

// Runs that ended without a result (a bug, a full disk) leave calls open although nothing is left to run:
// such a job has failed. Any other is returned as it is.
Job settle_job(Services& services, Job job);

// Forgets the job, its calls and its results. Paid answers stay for other jobs. What a provider still works
// on for it is cancelled there first; Error{Provider, "batch-not-cancelled"} when that fails.
Job delete_job(Services& services, std::string_view name);

}  // namespace calltracker::operations
