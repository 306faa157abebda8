// SPDX-License-Identifier: MIT
#include "durable/event_wait.hpp"

#include "base/json.hpp"

namespace calltracker::durable {

std::string encode_event(const Event& event) {
  // Assembled as text so that the data stays byte for byte what the sender wrote.
  return "{\"name\":" + encode(event.name) + ",\"key\":" + encode(event.key) + ",\"data\":" + event.data +
         "}";
}

std::optional<Event> decode_event(std::string_view text) {
  const json::value value = parse_json(text, "event");
  if (value.is_null()) return std::nullopt;
  const JsonReader reader(value, "event");
  Event event;
  event.name = reader.at("name").as_string();
  event.key = reader.string_if_any("key").value_or("");
  if (const auto data = reader.find("data")) event.data = to_json_text(data->value());
  return event;
}

}  // namespace calltracker::durable
