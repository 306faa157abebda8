// SPDX-License-Identifier: MIT
#pragma once

// One job's questions as batches: what is still to be asked, handing it over once, and storing what comes
// back where the calls' own runs find it. Each function is the body of a step of analyze_in_batches.

#include <stop_token>
#include <string>
#include <vector>

#include "durable/failure.hpp"
#include "durable/step_body.hpp"
#include "llm/batch.hpp"
#include "pipeline/analyze_call.hpp"
#include "pipeline/job_context.hpp"

namespace calltracker::pipeline {

enum class BatchStage { Silver, Gold, SecondGold };

class BatchJob {
 public:
  BatchJob(AnalyzeServices& services, JobId job) : services_(services), id_(std::move(job)) {}

  // Portions of call ids that one batch each will ask about: every pending call whose question has no answer
  // yet, each question once. Fails with "budget-reached" when asking might pass the budget; `paid_usd` is
  // what this run's batches have cost so far.
  durable::StepResult<std::vector<std::vector<std::string>>> plan(BatchStage stage, double paid_usd);

  // Remembered before anything is sent.
  llm::BatchIntent intend(std::int64_t questions);

  // The batch's id: of one that an interrupted attempt has submitted already, else of a new one. `known`: ids
  // of this run's other batches.
  durable::StepResult<std::string> submit(BatchStage stage, const std::vector<std::string>& calls,
                                          const llm::BatchIntent& intent,
                                          const std::vector<std::string>& known, std::stop_token stop);

  // "working", "ended" or "failed".
  durable::StepResult<std::string> status(const std::string& batch, std::stop_token stop);

  // Stores every answer; gives what they cost. What unusable ones cost is added to the job at once.
  durable::StepResult<durable::Stored<double>> take(BatchStage stage, const std::string& batch,
                                                    std::stop_token stop);

  std::vector<std::string> pending_calls();
  // What people read while a batch is at work; "" once none is.
  void announce(const std::string& sentence);

 private:
  struct Question {
    std::string key;
    llm::ModelRequest request;
  };

  JobContext& context();
  llm::BatchClient& client();
  // nullopt when the stage has nothing to ask about the call.
  std::optional<Question> question(BatchStage stage, const Call& call);
  std::optional<json::value> known_answer(const std::string& key);
  const llm::ModelInfo& model_of(BatchStage stage);

  AnalyzeServices& services_;
  const JobId id_;
  std::shared_ptr<JobContext> context_;
  std::shared_ptr<llm::BatchClient> client_;
};

}  // namespace calltracker::pipeline
