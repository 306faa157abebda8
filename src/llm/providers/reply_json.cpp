// SPDX-License-Identifier: MIT
#include "llm/providers/reply_json.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace calltracker::llm {

std::optional<JsonDocument> parse_reply(std::string_view text) {
  try {
    return JsonDocument(text, "the reply");
  } catch (const Error&) {
    return std::nullopt;
  }
}

const json::value* member(const json::value* value, std::string_view key) {
  if (value == nullptr || !value->is_object()) return nullptr;
  return value->get_object().if_contains(key);
}

std::string text_member(const json::value* value, std::string_view key) {
  const json::value* found = member(value, key);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : "";
}

std::int64_t count_member(const json::value* value, std::string_view key) {
  constexpr double kLargestCount = 1e15;
  const json::value* found = member(value, key);
  if (found == nullptr || !found->is_number()) return 0;
  return static_cast<std::int64_t>(std::clamp(found->to_number<double>(), 0.0, kLargestCount));
}

}  // namespace calltracker::llm
