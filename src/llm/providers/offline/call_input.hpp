// SPDX-License-Identifier: MIT
#pragma once

// Reads the conversation out of a request's input. Text stays in the request, which must outlive the result.

#include "base/json.hpp"
#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

// Throws Error{Input, "json-field"} when the input has not the agreed shape.
CallInput read_call_input(const json::value& input);

}  // namespace calltracker::llm::offline
