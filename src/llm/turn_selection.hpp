// SPDX-License-Identifier: MIT
#pragma once

// Which turns of a conversation stay when it is longer than a model can read: whole turns, the opening and
// the closing first, then those with names, numbers, prices, dates and objections.

#include <cstdint>
#include <vector>

#include "call/call.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::llm {

// One answer per turn, in order. All true when everything fits.
std::vector<bool> select_turns(const std::vector<const Turn*>& turns, const ModelInfo& model,
                               std::int64_t tokens_max);

}  // namespace calltracker::llm
