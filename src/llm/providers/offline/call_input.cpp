// SPDX-License-Identifier: MIT
#include "llm/providers/offline/call_input.hpp"

#include "base/time_zone.hpp"
#include "llm/providers/offline/machine_orders.hpp"

namespace calltracker::llm::offline {
namespace {

// The day of "Monday 2026-11-16".
std::optional<std::chrono::sys_days> read_date(std::string_view text) {
  constexpr std::size_t kDateLength = 10;
  if (text.size() < kDateLength) return std::nullopt;
  const auto time = parse_iso8601(std::string(text.substr(text.size() - kDateLength)) + "T00:00:00Z");
  if (!time) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(*time)));
}

}  // namespace

CallInput read_call_input(const json::value& input) {
  const JsonReader root(input, "input");
  CallInput call;
  if (const auto facts = root.find("call")) {
    call.duration_seconds = facts->double_if_any("durationSeconds");
    call.call_status = facts->string_if_any("callStatus").value_or("");
    call.direction = facts->string_if_any("direction").value_or("");
    if (const auto date = facts->string_if_any("date")) call.date = read_date(*date);
    call.number_from = facts->string_if_any("numberFrom");
  }
  for (const JsonReader& turn : root.at("turns").as_array()) {
    if (turn.find("omittedTurns")) continue;
    const json::value& text = turn.at("text").value();
    if (!text.is_string()) turn.at("text").fail("a string");
    call.turns.push_back({.number = static_cast<int>(turn.at("n").as_int()),
                          .speaker = parse<Speaker>(turn.at("speaker").as_string()).value_or(Speaker::Other),
                          .text = without_machine_orders(text.get_string())});
  }
  return call;
}

}  // namespace calltracker::llm::offline
