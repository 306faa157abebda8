// SPDX-License-Identifier: MIT
#pragma once

// Events as workflow authors see them. A wait sees only events that come after it was registered: register the
// wait before, or in parallel with, whatever causes the event.

#include <boost/json/fwd.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "base/json.hpp"
#include "durable/codec.hpp"
#include "durable/records.hpp"

namespace calltracker::durable {

struct EventWait {
  std::string event;
  std::string key;                       // "" takes any
  std::chrono::milliseconds timeout{0};  // 0: for ever
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
