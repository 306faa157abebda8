// SPDX-License-Identifier: MIT
#pragma once

// What the facts about a lead are worth: points from 1 to 10 for timeline (25 %), authority, need and fit (20
// % each) and red flags (15 %). The numbers stand in lead_points.json; how they were found, in
// docs/decisions.

#include <cstddef>
#include <optional>

#include "base/json.hpp"
#include "call/vocabulary.hpp"

namespace calltracker {

struct LeadLevels {
  Timeline timeline = Timeline::None;
  std::optional<bool> has_authority;  // nullopt: nobody said
  bool need_identified = false;
  ServiceFit service_fit = ServiceFit::Mismatch;
  std::size_t red_flags = 0;  // how many
};

// The weighted points of all five, 1 to 10, not rounded.
double lead_worth(const LeadLevels& levels);

// {timeline: {weight, points: {immediate: 10, …}}, …, redFlags: {weight, points: [by count]}}
const json::value& lead_points();

}  // namespace calltracker
