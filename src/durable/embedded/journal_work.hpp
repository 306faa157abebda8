// SPDX-License-Identifier: MIT
#pragma once

// One portion of work for the journal thread and, on its way back, the answers. The loop fills one while the
// journal thread is busy with another.

#include <functional>
#include <optional>
#include <vector>

#include "durable/journal.hpp"

namespace calltracker::durable {

struct LiveRun;

// What a StepCommit of the batch means to the loop.
struct StepCommitTag {
  enum class Meaning {
    Settled,  // completed or failed for good: the workflow may see it once stored
    Waits,    // only remembers a wait or a retry
  };
  LiveRun* run = nullptr;
  std::size_t slot = 0;
  Meaning meaning = Meaning::Settled;
};

// Asks the journal something and gives back what the loop is to do with the answer.
using JournalTask = std::function<std::function<void()>(Journal&)>;

struct JournalWork {
  CommitBatch batch;
  std::vector<StepCommitTag> step_tags;  // one per batch.steps
  std::vector<LiveRun*> run_tags;        // one per batch.runs
  std::vector<JournalTask> tasks;        // after the batch
  std::optional<ClaimRequest> claim;     // after the tasks

  CommitOutcome outcome;
  std::vector<std::function<void()>> effects;  // one per task
  std::vector<ClaimedRun> claimed;
  bool is_committed = false;  // `outcome` holds
  bool worker_lost = false;   // nothing from there on was done

  bool empty() const { return !has_commits() && tasks.empty() && !claim; }
  bool has_commits() const { return !batch.steps.empty() || !batch.attempts.empty() || !batch.runs.empty(); }
  // Ready for reuse; keeps the memory of its vectors.
  void clear();
};

}  // namespace calltracker::durable
