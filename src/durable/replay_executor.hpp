// SPDX-License-Identifier: MIT
#pragma once

// The executor without a memory: given a run's input and the memos of its finished steps, it runs the
// workflow function from the top, replays to the first steps without a memo, runs or reports them and answers
// with the operations, as Inngest expects of a function's endpoint. Whoever asks keeps the memos and asks
// again until the run is complete.
//
// Which steps run and which are only reported:
// - Asked to discover (no target): one new step with a body and immediate execution allowed → it is run.
//   Otherwise everything new is reported: bodies as planned, the rest as what it is.
// - Asked for a target: only that step is run, and only it is answered.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "durable/run_driver.hpp"

namespace calltracker::durable {

// What is known of a finished step.
struct StepMemo {
  enum class Kind { Value, Failure };
  Kind kind = Kind::Value;
  std::string value = "null";
  std::string failure_code;
  std::string failure_message;
};

struct ReplayRequest {
  RunId run;
  GroupId group;
  std::string workflow;
  std::string input;
  std::map<StepId, StepMemo> memos;
  std::optional<StepId> target;
  bool may_execute_at_once = true;
  std::uint32_t attempt = 0;  // of the step to run: 0 for the first
};

enum class OperationKind {
  StepRun,       // `value` is the memo to keep
  StepPlanned,   // ask again with this step as target
  StepError,     // failed; ask again with this step as target, not before retry_after_ms
  StepFailed,    // failed for good: keep the failure as the memo
  Sleep,         // keep a null memo after duration_ms
  WaitForEvent,  // keep the event as memo, or null after `duration_ms` (0: never)
  SendEvent,     // deliver `event`, then keep a null memo
  StartRuns,     // submit `runs`, then keep the array of their ids
  RunComplete,   // `value` is the output
  RunFailed,
};

std::string_view name_of(OperationKind kind);  // "StepRun", …

struct Operation {
  OperationKind kind = OperationKind::RunComplete;
  StepLabel step;  // of RunComplete and RunFailed: the id of the name "complete"
  std::string value = "null";
  TransactionWrite write;  // StepRun: rows that the body wants stored together with its value
  std::optional<FailureKind> failure_kind;
  std::string failure_code;
  std::string failure_message;
  std::int64_t retry_after_ms = 0;
  std::int64_t duration_ms = 0;
  std::string event_name;
  std::string event_key;
  std::optional<Event> event;
  std::vector<NewRun> runs;
};

class ReplayExecutor {
 public:
  // `random_share` (uniform in [0, 1)) is for the jitter of retries.
  ReplayExecutor(const WorkflowRegistry& registry, std::function<double()> random_share)
      : registry_(registry), random_share_(std::move(random_share)) {}

  // Runs bodies on the calling thread and waits for asynchronous ones. Thread-safe when random_share is. An
  // answer without operations to a request with a target means that the workflow no longer reaches it.
  std::vector<Operation> replay(const ReplayRequest& request) const;

 private:
  Operation execute(StepOperation& step, const ReplayRequest& request) const;

  const WorkflowRegistry& registry_;
  std::function<double()> random_share_;
};

}  // namespace calltracker::durable
