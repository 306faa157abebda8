// SPDX-License-Identifier: MIT
#pragma once

// The part of JSON Schema that Anthropic's structured outputs accept.

#include <string>

#include "base/json.hpp"

namespace calltracker::simulator {

// Throws Refusal naming `path` and the rule.
void check_anthropic_schema(const json::value& schema, const std::string& path);

}  // namespace calltracker::simulator
