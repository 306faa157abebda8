// SPDX-License-Identifier: MIT
#pragma once

// A job is one upload on its way through the pipeline.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "call/personal_data.hpp"
#include "call/stability.hpp"
#include "call/vocabulary.hpp"

namespace calltracker {

// What a user chose when starting the job; stored with it, so that a resumed job goes on the same way.
struct JobOptions {
  std::string provider;      // "offline", "anthropic", …
  std::string silver_model;  // model id, or the offline rules' id
  std::string gold_model;
  std::string preset;
  int concurrency = 50;
  std::optional<double> budget_usd;
  int priority = 0;             // higher first
  PersonalDataKinds redaction;  // kept from the provider
  bool in_batches = false;      // through the provider's batch interface
  // 0-1: so many of the scored calls are scored a second time, to see how stable scores are. Never changes.
  std::optional<double> double_score;
};

// Money that was not spent, and why.
struct JobSavings {
  double prompt_cache_usd = 0;  // the provider read its cache instead of the text
  double result_cache_usd = 0;  // answered by an earlier analysis of the same conversation
  double rules_usd = 0;         // decided without asking
  double batch_usd = 0;         // asked through the provider's batch interface

  double total_usd() const { return prompt_cache_usd + result_cache_usd + rules_usd + batch_usd; }
};

struct Job {
  JobId id;
  std::string file_name;
  std::string file_hash;
  JobOptions options;
  JobStatus status = JobStatus::Pending;
  JobPhase phase = JobPhase::Bronze;
  std::int64_t total_calls = 0;      // rows of the log
  std::int64_t processed_calls = 0;  // complete, skipped or failed
  std::int64_t failed_calls = 0;
  std::int64_t skipped_calls = 0;
  std::int64_t cached_calls = 0;
  std::int64_t silver_calls = 0;  // calls through Silver
  std::int64_t gold_calls = 0;    // calls through Gold (or found to need none)
  double cost_usd = 0;
  std::int64_t unpriced_tokens = 0;  // of models whose price is unknown: what they cost is not in cost_usd
  JobSavings saved;
  std::optional<Stability> stability;         // once all calls have ended, where some are scored twice
  std::optional<std::string> status_code;     // why paused or failed: stable code
  std::optional<std::string> status_message;  // and the sentence
  std::map<std::string, std::string> column_mapping;  // canonical field → header
  UnixMillis created_at_ms = 0;
  UnixMillis updated_at_ms = 0;
  std::optional<UnixMillis> finished_at_ms;
};

}  // namespace calltracker
