// SPDX-License-Identifier: MIT
#pragma once

// Server-sent events to one reader. Thread-safe and never blocking: what is sent is queued in memory, and a
// reader that lets too much pile up is cut off, to come back with the id of the last event it saw. Beats that
// keep proxies from closing a silent line are sent by the server.

#include <memory>
#include <string>
#include <string_view>

namespace calltracker::http::server {

// An event as it goes over the line, shared by all its readers.
using EventFrame = std::shared_ptr<const std::string>;

// Throws Error{Internal, "event-invalid"} for an id or name with a line end; data may have several lines.
EventFrame encode_event(std::string_view id, std::string_view name, std::string_view data);

class EventStream {
 public:
  virtual ~EventStream() = default;
  // False when the reader is gone.
  virtual bool send(EventFrame frame) = 0;
  virtual void close() = 0;
};

}  // namespace calltracker::http::server
