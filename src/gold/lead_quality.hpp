// SPDX-License-Identifier: MIT
#pragma once

// The worth of a lead, computed from observed facts and nothing else.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "call/call.hpp"

namespace calltracker::gold {

struct LeadFacts {
  Timeline timeline = Timeline::None;
  std::optional<bool> has_authority;  // nullopt: nobody said
  bool need_identified = false;
  ServiceFit service_fit = ServiceFit::Mismatch;
  std::vector<std::string> red_flags;
  std::vector<int> turns;
};

// The worth of call/lead_points.hpp as a whole number, 1 to 10. The deadline counts from the start of the
// call: 1, 24 or 72 hours by action; none for e-mail and less, or when the start is not known.
LeadQuality rate_lead(const LeadFacts& facts, std::optional<UnixMillis> call_start_ms);

}  // namespace calltracker::gold
