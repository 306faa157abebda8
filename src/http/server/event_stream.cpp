// SPDX-License-Identifier: MIT
#include "http/server/event_stream.hpp"

#include "base/error.hpp"

namespace calltracker::http::server {
namespace {

void require_one_line(std::string_view text) {
  if (text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos) return;
  throw Error({.kind = ErrorKind::Internal,
               .code = "event-invalid",
               .message = "an event's id or name with a line end was refused"});
}

}  // namespace

EventFrame encode_event(std::string_view id, std::string_view name, std::string_view data) {
  require_one_line(id);
  require_one_line(name);
  std::string text;
  text.reserve(id.size() + name.size() + data.size() + 32);
  if (!id.empty()) text.append("id: ").append(id).append("\n");
  if (!name.empty()) text.append("event: ").append(name).append("\n");
  // A reader takes CR, LF and CRLF for line ends: each begins a new data line.
  text.append("data: ");
  for (std::size_t index = 0; index < data.size(); ++index) {
    const char character = data[index];
    if (character != '\r' && character != '\n') {
      text.push_back(character);
      continue;
    }
    if (character == '\r' && index + 1 < data.size() && data[index + 1] == '\n') ++index;
    text.append("\ndata: ");
  }
  text.append("\n\n");
  return std::make_shared<const std::string>(std::move(text));
}

}  // namespace calltracker::http::server
