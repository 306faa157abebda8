// SPDX-License-Identifier: MIT
#pragma once

// Asks Anthropic whether a model can be used with this key, before a job spends anything on it.

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "base/clock.hpp"
#include "http/client.hpp"
#include "llm/model_check.hpp"
#include "llm/providers/anthropic.hpp"

namespace calltracker::llm {

// One request to /v1/models/{model}; free of charge. A retired or unknown model and a bad key are failures of
// kind Pause, as they would be for a call.
void check_anthropic_model(const AnthropicOptions& options, http::Client& http, const std::string& model,
                           std::stop_token stop, std::function<void(ModelCheckOutcome)> done);

}  // namespace calltracker::llm
