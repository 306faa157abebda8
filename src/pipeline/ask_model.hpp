// SPDX-License-Identifier: MIT
#pragma once

// One stage's question, asked at most once for all time: a stored answer under the same key is used again,
// and one that somebody else is waiting for right now is shared. Otherwise the limiter says when it may be
// sent, with what it may cost at most set aside from the job's budget, and the answer is stored in the
// transaction that stores the step's memo.
//
// While a question waits for its turn it is not kept: it is made again when the turn comes.

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "call/call.hpp"
#include "durable/step_done.hpp"
#include "durable/step_options.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"
#include "pipeline/job_context.hpp"
#include "pipeline/stage_record.hpp"
#include "store/call_store.hpp"

namespace calltracker::pipeline {

// No timeout: a question waits for its turn as long as the provider's limits want it, and the client limits
// the time from sending to the answer.
inline constexpr durable::StepOptions kModelStep{.retry = {.attempts_max = 6,
                                                           .backoff_first = std::chrono::seconds(1),
                                                           .backoff_max = std::chrono::minutes(1)}};

// The second answer to a question is kept beside the first.
enum class Scoring { First, Second };

struct StageQuestion {
  std::string name;  // of this stage of this call; what it may cost is set aside under it
  std::function<llm::ModelRequest()> make;  // the same each time; may throw
  const llm::ModelInfo& model;
  Scoring scoring = Scoring::First;
  // Seconds that the call will take after this question.
  double seconds_after = 0;
  // Given a fresh answer: why it has to be asked for once more, or nullopt. Empty: every answer is taken.
  std::function<std::optional<std::string>(const json::value& answer)> rejects;
  // Added to the job together with the memo, unless the answer is rejected.
  store::JobProgress progress = {};
};

using StageDone = durable::StepDone<StageRecord>;

void ask_model(store::CallStore& calls, const Clock& clock, std::shared_ptr<JobContext> job,
               StageQuestion question, StageDone done, std::stop_token stop);

}  // namespace calltracker::pipeline
