// SPDX-License-Identifier: MIT
#pragma once

// The part of JSON Schema that OpenAI's strict structured outputs accept.

#include <string>

#include "base/json.hpp"

namespace calltracker::simulator {

// Throws Refusal naming the format and the rule.
void check_openai_schema(const json::value& schema, const std::string& format_name);

}  // namespace calltracker::simulator
