// SPDX-License-Identifier: MIT
#pragma once

// The one question of Silver: what kind of call is this, and which facts does it hold?

#include "call/call.hpp"
#include "call/workspace.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::silver {

llm::ModelRequest make_silver_request(const CallRecord& call, const Workspace& workspace,
                                      const llm::ModelInfo& model);

// The answer's full schema; lives as long as the program.
const json::value& silver_schema();

}  // namespace calltracker::silver
