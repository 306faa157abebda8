// SPDX-License-Identifier: MIT
#pragma once

// What a stage's step remembers: which stored answer it led to and what that cost. Small on purpose; the
// answer itself is an Analysis in the store, written in the same transaction.

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

struct StageRecord {
  StageSource source = StageSource::Rules;
  std::string answer_key;  // of the Analysis; empty for Rules
  std::string model;       // empty for Rules
  double cost_usd = 0;     // paid by this call; 0 when reused
  TokenUse tokens;
  std::optional<std::string> rejection;  // why the answer has to be asked for once more
};

json::value to_json(const StageRecord& record);
StageRecord read_stage_record(const JsonReader& reader);

}  // namespace calltracker::pipeline
