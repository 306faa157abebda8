// SPDX-License-Identifier: MIT
#pragma once

// Whether OpenAI, or a compatible server, has a model: asked before any money is spent.

#include <functional>
#include <stop_token>
#include <string>

#include "http/client.hpp"
#include "llm/model_check.hpp"
#include "llm/providers/openai.hpp"

namespace calltracker::llm {

// One request for the list of models; free of charge. An unknown model and a bad key are failures of kind
// Pause, as they would be for a call; of a compatible server the failure's hint names the models that it has.
// A server that serves one model under any name (llama.cpp), or keeps no list, is taken at its word.
void check_openai_model(const OpenAiOptions& options, http::Client& http, const std::string& model,
                        std::stop_token stop, std::function<void(ModelCheckOutcome)> done);

}  // namespace calltracker::llm
