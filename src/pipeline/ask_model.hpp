// SPDX-License-Identifier: MIT
#pragma once

// One stage's question, asked at most once for all time: a stored answer under the same key is used again;
// else the budget is asked, then the model, and the answer is stored in the transaction that stores the
// step's memo.

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "call/call.hpp"
#include "durable/step_done.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"
#include "pipeline/job_context.hpp"
#include "pipeline/stage_record.hpp"
#include "store/call_store.hpp"

namespace calltracker::pipeline {

struct StageQuestion {
  llm::ModelRequest request;
  const llm::ModelInfo& model;
  // Given a fresh answer: why it has to be asked for once more, or nullopt. Empty: every answer is taken.
  std::function<std::optional<std::string>(const json::value& answer)> rejects;
};

using StageDone = durable::StepDone<StageRecord>;

// The name of the stored answer that a first, rejected try left behind.
std::string rejected_key(const std::string& answer_key);

// `milestone`: counted on the job together with the memo.
void ask_model(store::CallStore& calls, const Clock& clock, JobContext& job, StageQuestion question,
               std::optional<store::Milestone> milestone, StageDone done, std::stop_token stop);

}  // namespace calltracker::pipeline
