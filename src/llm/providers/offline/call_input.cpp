// SPDX-License-Identifier: MIT
#include "llm/providers/offline/call_input.hpp"

namespace calltracker::llm::offline {

CallInput read_call_input(const json::value& input) {
  const JsonReader root(input, "input");
  CallInput call;
  if (const auto facts = root.find("call")) {
    call.duration_seconds = facts->double_if_any("durationSeconds");
    call.call_status = facts->string_if_any("callStatus").value_or("");
    call.direction = facts->string_if_any("direction").value_or("");
    call.number_from = facts->string_if_any("numberFrom");
  }
  for (const JsonReader& turn : root.at("turns").as_array()) {
    if (turn.find("omittedTurns")) continue;
    const json::value& text = turn.at("text").value();
    if (!text.is_string()) turn.at("text").fail("a string");
    call.turns.push_back({.number = static_cast<int>(turn.at("n").as_int()),
                          .speaker = parse<Speaker>(turn.at("speaker").as_string()).value_or(Speaker::Other),
                          .text = text.get_string()});
  }
  return call;
}

}  // namespace calltracker::llm::offline
