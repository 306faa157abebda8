// SPDX-License-Identifier: MIT
#pragma once

// One job's questions as batches: what is still to be asked, handing it over once, and storing what comes
// back where the calls' own runs find it. Each function is the body of a step of analyze_in_batches.

#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>
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

struct BatchPlan {
  std::vector<std::vector<std::string>> portions;  // call ids that one batch each will ask about
  // False: all answers at their longest would pass the budget. The rest is planned when these are paid.
  bool is_whole = true;
};

// How boost.json, and so a step's memo, sees it.
void tag_invoke(const json::value_from_tag& tag, json::value& value, const BatchPlan& plan);
BatchPlan tag_invoke(const json::value_to_tag<BatchPlan>& tag, const json::value& value);

class BatchJob {
 public:
  BatchJob(AnalyzeServices& services, JobId job) : services_(services), id_(std::move(job)) {}

  // Every pending call whose question has no answer yet, each question once, as far as the budget allows.
  // Fails with "budget-reached" when it does not allow a single one, or will probably not allow all.
  durable::StepResult<BatchPlan> plan(BatchStage stage);

  // Remembered before anything is sent.
  llm::BatchIntent intend(std::int64_t questions);

  // The batch's id: of one that an interrupted attempt has submitted already, else of a new one. `known`: ids
  // of this run's other batches.
  durable::StepResult<std::string> submit(BatchStage stage, const std::vector<std::string>& calls,
                                          const llm::BatchIntent& intent,
                                          const std::vector<std::string>& known, std::stop_token stop);

  // "working", "ended" or "failed"; tells people how far it is.
  durable::StepResult<std::string> status(BatchStage stage, const std::string& batch,
                                          const llm::BatchIntent& intent, std::stop_token stop);

  // Stores every answer to a question about these calls, and adds to the job what they cost, usable or not.
  durable::StepResult<durable::Stored<bool>> take(BatchStage stage, const std::vector<std::string>& calls,
                                                  const std::string& batch, std::stop_token stop);

  std::vector<std::string> pending_calls();
  // None is at work any more.
  void announce_end() { announce(std::nullopt, std::nullopt); }

 private:
  struct Question {
    std::string key;
    llm::ModelRequest request;
  };

  // The answers' keys and the personal data in them, by what the provider calls the questions.
  class QuestionsAsked;

  void announce(const std::optional<std::string>& code, const std::optional<std::string>& sentence);
  JobContext& context();
  llm::BatchClient& client();
  // nullopt when the stage has nothing to ask about the call.
  std::optional<Question> question(BatchStage stage, const Call& call);
  std::optional<JsonDocument> known_answer(const std::string& key);
  const llm::ModelInfo& model_of(BatchStage stage);

  AnalyzeServices& services_;
  const JobId id_;
  std::shared_ptr<JobContext> context_;
  std::shared_ptr<llm::BatchClient> client_;
  std::string announced_;
};

}  // namespace calltracker::pipeline
