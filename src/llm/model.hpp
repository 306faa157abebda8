// SPDX-License-Identifier: MIT
#pragma once

// The model port: one question in, one outcome out, some time later and on any thread.
//
// A client never blocks the caller, never throws from ask(), calls `done` exactly once, and after a stop
// request calls it soon with a failure of kind Cancelled. What to do about a failure is its kind; codes and
// messages are for people.

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "call/call.hpp"
#include "llm/rate_limit.hpp"

namespace calltracker::llm {

struct ModelRequest {
  std::string stage;         // "silver" or "gold"
  std::string model;         // model id
  std::string instructions;  // the system prompt: stable text, no word of the conversation
  json::value
      input;  // untrusted data, sent as JSON: {"source":"call_transcript","turns":[{n,speaker,text}…],…}
  std::string schema_name;              // "triage_and_extract", "score_and_coach"
  const json::value* schema = nullptr;  // the answer's full schema; outlives the request
  int output_tokens_max = 4096;
  // How many more requests with the same instructions and schema are likely to follow soon.
  std::int64_t alike_expected = 0;
  // Asked before the same question goes out again because its answer cannot be used: whether that may cost so
  // much more at most. Empty: it may.
  std::function<bool(double usd_max)> may_cost_more = {};
  bool caches_instructions = false;  // write them to the provider's prompt cache, or read them from it
  // When asking once more: the answer that was rejected and why, for the model to correct.
  std::optional<std::string> rejected_answer = std::nullopt;
  std::optional<std::string> rejection_reason = std::nullopt;
};

struct ModelAnswer {
  json::value content;  // parsed; already checked against the schema
  std::string model;    // the id the provider says answered
  std::string request_id;
  TokenUse tokens;
  double cost_usd = 0;
  std::int64_t latency_ms = 0;
  RateLimitReading rate_limits = {};  // of the last response
};

// The code of a failure for want of money: asking again was not allowed.
inline constexpr std::string_view kBudgetReached = "budget-reached";

enum class FailureKind {
  Retry,      // overloaded, rate limited, timeout, connection lost: the same request may work later
  GiveUp,     // refused, too long: this call cannot be answered by this model
  Pause,      // bad key, no credit, retired model: no call can be answered until somebody acts
  Cancelled,  // the stop token asked for it
};

struct ModelFailure {
  FailureKind kind = FailureKind::Retry;
  std::string code;     // "model-overloaded", "model-key-invalid", …
  std::string message;  // never holds a key or words of a transcript
  std::string hint;
  std::optional<std::int64_t> retry_after_ms = std::nullopt;
  TokenUse tokens = {};  // what the failed request cost all the same
  double cost_usd = 0;
  ProviderStrain strain = ProviderStrain::None;
  RateLimitReading rate_limits = {};  // of the last response
};

using ModelOutcome = std::variant<ModelAnswer, ModelFailure>;

class ModelClient {
 public:
  virtual ~ModelClient() = default;
  virtual std::string_view provider() const = 0;
  // Names the rules of a provider whose answers change with the program; "" where the model id says it all.
  virtual std::string_view revision() const { return ""; }
  virtual void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) = 0;
};

}  // namespace calltracker::llm
