// SPDX-License-Identifier: MIT
#pragma once

// The one question of Gold: what did the rep do, which level does each category reach, what is the lead
// worth?
//
// The model gets the rubric's anchors and the conversation. It is not told the rep's name, history or the
// call's source, so none of them can move a level.

#include "call/call.hpp"
#include "call/workspace.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::gold {

// Only sales conversations are scored; for other calls there is nothing to ask.
bool needs_gold(const Triage& triage);

llm::ModelRequest make_gold_request(const CallRecord& call, const Workspace& workspace,
                                    const llm::ModelInfo& model);

// The answer's full schema, with a place for each of the workspace's own questions; lives as long as the
// program.
const json::value& gold_schema(const std::vector<CustomQuestion>& questions = {});

}  // namespace calltracker::gold
