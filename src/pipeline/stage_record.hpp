// SPDX-License-Identifier: MIT
#pragma once

// What a stage's step remembers: which stored answer it led to and what that cost. Small on purpose; the
// answer itself is an Analysis in the store, written in the same transaction.

#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>
#include <optional>
#include <string>

#include "base/json.hpp"
#include "call/call.hpp"

namespace calltracker::pipeline {

enum class StageSource {
  Rules,   // decided by rules or not applicable: nothing was asked
  Reused,  // the answer was already there
  Asked,   // the model was asked and paid
};

std::string_view name_of(StageSource source);  // "rules", "reused", "asked"

struct StageRecord {
  StageSource source = StageSource::Rules;
  std::string answer_key;  // of the Analysis; empty for Rules
  std::string model;       // empty for Rules
  double cost_usd = 0;     // paid by this call; 0 when reused
  TokenUse tokens;
  std::optional<std::string> rejection;  // why the answer has to be asked for once more
};

// How boost.json, and so a step's memo, sees it.
void tag_invoke(const json::value_from_tag& tag, json::value& value, const StageRecord& record);
StageRecord tag_invoke(const json::value_to_tag<StageRecord>& tag, const json::value& value);

}  // namespace calltracker::pipeline
