// SPDX-License-Identifier: MIT
#pragma once

// Events as workflow authors see them. A wait sees only events that come after it was registered: register
// the wait before, or in parallel with, whatever causes the event.

#include <chrono>
#include <optional>
#include <string>

#include "durable/codec.hpp"
#include "durable/records.hpp"

namespace calltracker::durable {

// A key of "" takes any event of the name; a timeout of 0 waits for ever.
class EventWait {
 public:
  explicit EventWait(std::string event, std::string key = "",
                     std::chrono::milliseconds timeout = std::chrono::milliseconds(0))
      : event_(std::move(event)), key_(std::move(key)), timeout_(timeout) {}

  const std::string& event() const { return event_; }
  const std::string& key() const { return key_; }
  std::chrono::milliseconds timeout() const { return timeout_; }

 private:
  std::string event_;
  std::string key_;
  std::chrono::milliseconds timeout_;
};

template <class T>
Event make_event(std::string name, std::string key, const T& data) {
  return {.name = std::move(name), .key = std::move(key), .data = encode(data)};
}

// {"name":…,"key":…,"data":…}
std::string encode_event(const Event& event);
// null is a wait that timed out.
std::optional<Event> decode_event(std::string_view text);

}  // namespace calltracker::durable
