// SPDX-License-Identifier: MIT
#pragma once

// The worth of a lead, computed from observed facts and nothing else.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"
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

// Points from 1 to 10 for timeline (25 %), authority, need and fit (20 % each) and red flags (15 %), to one
// decimal. The deadline counts from the start of the call: 1, 24 or 72 hours by action; none for e-mail and
// less, or when the start is not known.
// What a fact is worth is told in lead_points.json; how the points were found, in docs/decisions.
LeadQuality rate_lead(const LeadFacts& facts, std::optional<UnixMillis> call_start_ms);

// {timeline: {weight, points: {immediate: 10, …}}, …, redFlags: {weight, points: [by count]}}
const json::value& lead_points();

}  // namespace calltracker::gold
