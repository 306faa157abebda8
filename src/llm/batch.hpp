// SPDX-License-Identifier: MIT
#pragma once

// The batch port: many questions handed over at once, at a lower price, answered within a day.
//
// Calls block until the provider has replied and never throw; a failure's kind says what to do about it.
// Nothing here keeps state: whoever submits remembers the id, and find() recovers one that was lost.

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "llm/model.hpp"

namespace calltracker::llm {

struct BatchQuestion {
  std::string custom_id;  // at most 64 letters, digits, - and _; unique in the batch
  ModelRequest request;
};

// What is about to be submitted, remembered before it is.
struct BatchIntent {
  std::string name;  // letters, digits, - and _; of no other batch
  UnixMillis at_ms = 0;
  std::int64_t questions = 0;
};

struct BatchStatus {
  enum class State {
    Working,
    Ended,   // whatever has come of it can be taken
    Failed,  // nothing was answered, nothing will be
  };
  State state = State::Working;
  std::string message;        // of a failed one
  std::int64_t answered = 0;  // so far, as the provider tells: some count only when all has ended
};

template <class T>
using BatchOutcome = std::variant<T, ModelFailure>;

class BatchClient {
 public:
  virtual ~BatchClient() = default;

  // The batch's id.
  virtual BatchOutcome<std::string> submit(const BatchIntent& intent,
                                           const std::vector<BatchQuestion>& questions,
                                           std::stop_token stop) = 0;
  // The id of a batch that was submitted with this intent, when there is one. A provider that keeps no names
  // is asked for a batch of that size begun since; `known` are ids that belong to others.
  virtual BatchOutcome<std::optional<std::string>> find(const BatchIntent& intent,
                                                        const std::vector<std::string>& known,
                                                        std::stop_token stop) = 0;
  virtual BatchOutcome<BatchStatus> status(const std::string& id, std::stop_token stop) = 0;
  // Visits what came of each question of an ended batch, in any order; answers are checked against the schema
  // and priced as of a batch. The failures of single questions go to `visit`.
  using Visit = std::function<void(const std::string& custom_id, ModelOutcome outcome)>;
  virtual std::optional<ModelFailure> take(const std::string& id, const std::string& model,
                                           const json::value& schema, const Visit& visit,
                                           std::stop_token stop) = 0;
  // Asks for the end of what is not answered yet.
  virtual std::optional<ModelFailure> cancel(const std::string& id, std::stop_token stop) = 0;
};

}  // namespace calltracker::llm
