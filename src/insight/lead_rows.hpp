// SPDX-License-Identifier: MIT
#pragma once

// The rows that an insight keeps per call: the lead to follow up, and the warnings.

#include <optional>
#include <vector>

#include "call/call.hpp"
#include "call/workspace.hpp"
#include "insight/insight.hpp"

namespace calltracker::insight {

// When the follow-up is due: as stored, else counted from the call's start; nullopt when nothing is due or
// the start is unknown. An action given as a range is due at its end.
std::optional<UnixMillis> follow_up_by(const Call& call);

// The division that a call counts for: the roster knows better than one call which one a rep works for.
std::optional<std::string> division_of(const Call& call, const Workspace& workspace);

// nullopt when the call needs no follow-up. `division` is the one the call counts for.
std::optional<LeadInsight> lead_of(const Call& call, const std::optional<std::string>& division,
                                   UnixMillis now_ms);

std::vector<RedFlag> red_flags_of(const Call& call);

// The sooner the action, then the deadline, then the better lead.
bool is_more_urgent(const LeadInsight& left, const LeadInsight& right);

}  // namespace calltracker::insight
