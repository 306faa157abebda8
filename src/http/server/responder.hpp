// SPDX-License-Identifier: MIT
#pragma once

// Where a handler's answer goes: now or later, from any thread, once. What comes after the first answer is
// ignored; when every copy is gone without one, the client gets a 500 rather than silence.

#include <functional>
#include <memory>

#include "http/server/answer.hpp"
#include "http/server/event_stream.hpp"

namespace calltracker::http::server {

// Implemented by the connection.
class AnswerChannel {
 public:
  virtual ~AnswerChannel() = default;
  virtual void send_answer(Answer answer) = 0;
  virtual std::shared_ptr<EventStream> begin_stream(std::function<void()> closed) = 0;
};

class Responder {
 public:
  explicit Responder(std::shared_ptr<AnswerChannel> channel);

  void answer(Answer answer);
  // Answers 200 and keeps the line open. `closed` is called once, when the reader is gone or close() was
  // called; on the server's thread, so it must be quick. nullptr when an answer was given before.
  std::shared_ptr<EventStream> open_event_stream(std::function<void()> closed);

 private:
  struct Pending;
  std::shared_ptr<Pending> pending_;
};

}  // namespace calltracker::http::server
