// SPDX-License-Identifier: MIT
#pragma once

// The arithmetic of the rep's score. Levels come from the model (listening: from the measured talk share);
// all numbers are made here.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "call/call.hpp"
#include "call/workspace.hpp"

namespace calltracker::gold {

// The one category that is measured and never asked of a model.
inline constexpr std::string_view kListeningRatioKey = "listeningRatio";

// 0 → 1, 5 → 10, in equal steps.
double points_for_level(int level);

// Measured, never asked. The distance from the ideal share counts as a part of the room on that side (from
// the ideal down to 0, or up to 1), so that saying too little and saying too much weigh alike:
//   level 5 up to 1/8 of the room, 4 up to 1/4, 3 up to 2/5, 2 up to 11/20, 1 below 3/4, 0 from there on.
// With an ideal of 40 % that is 35-47.5 % for level 5, and 85 % or 10 % for level 0.
// Not applicable when the share is unknown or fewer than 60 words were spoken.
CategoryScore listening_ratio(const CallMetrics& metrics, double ideal_agent_talk_share);

// Weighs the categories that have a level; `coverage` is their share of the rubric's weight. There is no
// overall score when the coverage is below one half or fewer than half of the rubric's categories have a
// level (five of ten): a total from so little would compare unlike with like.
RepScore total_score(std::vector<std::pair<std::string, CategoryScore>> categories,
                     const Workspace& workspace);

}  // namespace calltracker::gold
