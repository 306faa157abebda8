// SPDX-License-Identifier: MIT
#pragma once

// Levels that a person set against the model's. The model's stay beside them, so taking one back loses
// nothing.

#include <vector>

#include "call/call.hpp"
#include "call/workspace.hpp"

namespace calltracker::gold {

// Shows exactly these overrides in the score, whatever it showed before, and weighs it anew. An override of a
// category that the score does not have is left out.
void apply_overrides(RepScore& score, const std::vector<LevelOverride>& overrides,
                     const Workspace& workspace);

}  // namespace calltracker::gold
