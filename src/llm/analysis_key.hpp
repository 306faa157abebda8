// SPDX-License-Identifier: MIT
#pragma once

// The name of a model's answer: equal keys ask the same question of the same model, so the answer is paid
// once.
//
// It covers provider, model and its settings, stage, instructions (with the workspace's words rendered in),
// schema and conversation. A provider whose answers change with the program adds its own revision. What code
// does with an answer afterwards (roster, weights, thresholds, dates) is not in the key: store the answer
// under it and read it again, which costs nothing and is right for every call that shares the conversation.

#include <string>

#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::llm {

// A rejected answer in the request is left aside: asking once more is still the same question.
std::string analysis_key(const ModelRequest& request, const ModelInfo& model);

}  // namespace calltracker::llm
