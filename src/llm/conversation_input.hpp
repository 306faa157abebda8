// SPDX-License-Identifier: MIT
#pragma once

// A conversation as the data part of a model request.
//
// {"source":"call_transcript","call":{"durationSeconds","callStatus","direction"},
//  "turns":[{"n","speaker","text","at"?} | {"omittedTurns":[from,to]}…]}
//
// Turn numbers are those of the call, whatever is left out, and no turn is ever cut inside. Menus and hold
// notices without a fact in them, and lines that were said before word for word, are left out always, since
// they say nothing new about caller or rep; anything else is left out only when the conversation is longer
// than the model's budget, and then with a mark. Neither the rep's name nor the source of the call is in it.

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "call/call.hpp"
#include "llm/model_catalog.hpp"
#include "llm/token_estimator.hpp"

namespace calltracker::llm {

struct TurnRange {
  int from = 0;
  int to = 0;
};

enum class CutReason { Menu, HoldNotice, Repeated, Budget };

struct CutTurn {
  const Turn* turn = nullptr;  // the call's
  CutReason reason = CutReason::Menu;
};

struct ConversationInput {
  json::value data;
  std::vector<TurnRange> omitted;  // what the budget cost, for the page to show
  std::vector<CutTurn> cut;        // all that was left out
};

ConversationInput conversation_input(const CallRecord& call, const ModelInfo& model, std::int64_t tokens_max);

// The day of the call where the company is, "Monday 2026-11-16": without it nobody can tell how soon "the
// twelfth of December" is. null when the log does not tell.
json::value call_date(const CallRecord& call, const std::string& time_zone);

// How many tokens of conversation fit beside the instructions and the answer.
std::int64_t conversation_budget_tokens(const ModelInfo& model, const TextSize& instructions,
                                        std::int64_t answer_tokens_max);

}  // namespace calltracker::llm
