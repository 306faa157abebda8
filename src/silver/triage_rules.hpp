// SPDX-License-Identifier: MIT
#pragma once

// Triage that costs nothing: calls in which nobody talked to anybody are decided by rules.
//
// The rules aim at precision: a caller who says anything that could matter goes to the model, also on a
// voicemail, because the message holds the name and number to call back.

#include <optional>

#include "call/call.hpp"
#include "call/workspace.hpp"

namespace calltracker::silver {

// nullopt: ask the model.
std::optional<Triage> triage_by_rules(const CallRecord& call, const Workspace& workspace);

}  // namespace calltracker::silver
