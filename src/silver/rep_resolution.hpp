// SPDX-License-Identifier: MIT
#pragma once

// Who took the call: the name as spoken, the person on the roster, the division.

#include <optional>
#include <string>
#include <string_view>

#include "call/call.hpp"
#include "call/workspace.hpp"

namespace calltracker::silver {

// "Thank", "Nationwide", "sir": words that speech recognition and models mistake for a rep's name.
bool is_no_name(std::string_view name, const Workspace& workspace);

// The roster's rep for the spoken name; without a spoken name, for the one in the transcript's labels or the
// log's agent column.
const RosterRep* resolve_rep(const std::optional<std::string>& spoken_name, const CallRecord& call,
                             const Workspace& workspace);

// The rep's division; for unknown reps the one division whose keywords the tracking number's name holds, else
// the one whose business the products asked for belong to. nullopt when nothing or more than one points to
// it.
std::optional<std::string> resolve_division(const RosterRep* rep, const CallRecord& call,
                                            const CallContext& context, const Workspace& workspace);

}  // namespace calltracker::silver
