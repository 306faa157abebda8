// SPDX-License-Identifier: MIT
#include "http/server/responder.hpp"

#include <atomic>
#include <utility>

namespace calltracker::http::server {

struct Responder::Pending {
  explicit Pending(std::shared_ptr<AnswerChannel> answer_channel) : channel(std::move(answer_channel)) {}
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;
  ~Pending() {
    if (is_answered) return;
    channel->send_answer(
        problem(Error({.code = "no-answer", .message = "the request was not answered"}), ""));
  }

  std::shared_ptr<AnswerChannel> channel;
  std::atomic<bool> is_answered = false;
};

Responder::Responder(std::shared_ptr<AnswerChannel> channel)
    : pending_(std::make_shared<Pending>(std::move(channel))) {}

void Responder::answer(Answer answer) {
  if (!pending_->is_answered.exchange(true)) pending_->channel->send_answer(std::move(answer));
}

std::shared_ptr<EventStream> Responder::open_event_stream(std::function<void()> closed) {
  if (pending_->is_answered.exchange(true)) return nullptr;
  return pending_->channel->begin_stream(std::move(closed));
}

}  // namespace calltracker::http::server
