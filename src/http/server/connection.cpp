// SPDX-License-Identifier: MIT
#include "http/server/connection.hpp"

#include <utility>

#include "base/error.hpp"

namespace calltracker::http::server {

Connection::Connection(std::shared_ptr<ServerCore> core, Socket socket)
    : core_(std::move(core)), stream_(std::move(socket)) {}

void Connection::begin() {
  core_->joined(*this);
  read_head();
}

void Connection::leave_when_idle() {
  if (is_idle_ || is_streaming_) {
    cut();
  } else if (exchange_) {
    exchange_->keeps_alive = false;
  }
}

void Connection::cut() {
  if (std::exchange(is_gone_, true)) return;
  is_streaming_ = false;
  Failure ignored;
  stream_.socket().close(ignored);
  core_->left(*this);
  if (exchange_) exchange_->outgoing.pause.reset();
  frames_.clear();
  if (auto closed = std::exchange(closed_, nullptr)) closed();
}

void Connection::hand_over() {
  const std::shared_ptr<Request> request = exchange_->request;
  const Route& route = *exchange_->route;
  if (route.options.runs_on == RunsOn::Loop) {
    run_handler(request, route);
    return;
  }
  const bool is_accepted =
      core_->run_handler([self = shared_from_this(), request, &route] { self->run_handler(request, route); });
  if (is_accepted) return;
  Answer answer = problem(503,
                          {.kind = ErrorKind::Storage,
                           .code = "server-busy",
                           .message = "too many requests wait already",
                           .hint = "try again in a moment"},
                          request->id);
  answer.headers.set("Retry-After", "2");
  write_answer(std::move(answer));
}

void Connection::run_handler(const std::shared_ptr<Request>& request, const Route& route) {
  Responder responder(shared_from_this());
  try {
    route.handler(*request, responder);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::Internal || error.kind() == ErrorKind::Storage) {
      core_->log.error("request-failed", {{"request", request->id}, {"code", error.code()}});
    }
    responder.answer(problem(error, request->id));
  } catch (const std::exception& failure) {
    core_->log.error("request-failed", {{"request", request->id}, {"message", failure.what()}});
    responder.answer(problem(Error({.code = "internal",
                                    .message = "this should not have happened",
                                    .hint = "the server's log names the cause beside this request's id"}),
                             request->id));
  }
}

void Connection::refuse(int status, ErrorDetails details) {
  const std::string_view id = exchange_->request ? std::string_view(exchange_->request->id) : "";
  write_answer(problem(status, details, id));
}

void Connection::refuse(const Error& error) {
  refuse(status_of(error.details()), error.details());
}

void Connection::send_answer(Answer answer) {
  // A function object must be copyable, an answer with a file is not.
  auto shared = std::make_shared<Answer>(std::move(answer));
  core_->post([self = shared_from_this(), shared] {
    if (!self->is_gone_) self->write_answer(std::move(*shared));
  });
}

}  // namespace calltracker::http::server
