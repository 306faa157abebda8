// SPDX-License-Identifier: MIT
#pragma once

// Reading what a provider sent without trusting it: an absent, null or odd member is the same to us, since
// fields come and go.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace calltracker::llm {

std::optional<JsonDocument> parse_reply(std::string_view text);

// nullptr when `value` is no object or has no such member.
const json::value* member(const json::value* value, std::string_view key);

std::string text_member(const json::value* value, std::string_view key);    // "" when it is no text
std::int64_t count_member(const json::value* value, std::string_view key);  // 0 when it is no count

}  // namespace calltracker::llm
