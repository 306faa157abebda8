// SPDX-License-Identifier: MIT
#pragma once

// What a job will ask, counted call by call before anything is asked. Calls decided by rules and answers that
// are already stored cost nothing; for the rest lengths are estimated, and how many calls go on to Gold is
// taken from the usual share. What is scored a second time counts like the first time.

#include <optional>

#include "call/call.hpp"
#include "llm/job_cost.hpp"
#include "operations/services.hpp"

namespace calltracker::operations {

class JobEstimator {
 public:
  JobEstimator(Services& services, const JobOptions& options);

  void add(const Call& call);
  llm::JobEstimate estimate() const;

 private:
  struct Reuse {
    bool silver = false;
    std::optional<bool> needs_gold;  // nullopt: not known before Silver has answered
    bool gold = false;
    bool second_gold = false;
  };

  Reuse find_answers(const Call& call) const;
  void add_second_scoring(const Call& call, const llm::RequestEstimate& request, double share,
                          bool is_stored);
  llm::RequestEstimate request_of(const CallRecord& record, const llm::ModelInfo& model,
                                  std::int64_t instruction_tokens, std::int64_t answer_words) const;

  Services& services_;
  const llm::ModelInfo silver_model_;
  const llm::ModelInfo gold_model_;
  const int concurrency_;
  const bool is_free_;
  const JobOptions options_;
  std::int64_t silver_instruction_tokens_ = 0;
  std::int64_t gold_instruction_tokens_ = 0;
  std::int64_t calls_looked_up_ = 0;
  llm::StageTally silver_;
  llm::StageTally gold_;

  // The call to score twice if chance chooses none.
  struct Standby {
    double draw = 1;
    llm::RequestEstimate request;
    double share = 1;
    bool is_stored = false;
  };
  std::optional<Standby> standby_;
  bool is_second_chosen_ = false;
};

}  // namespace calltracker::operations
