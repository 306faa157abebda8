// SPDX-License-Identifier: MIT
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <utility>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "http/server/connection.hpp"

namespace calltracker::http::server {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

}  // namespace

void Connection::read_head() {
  if (core_->is_stopping()) {
    cut();
    return;
  }
  is_idle_ = true;
  exchange_ = std::make_unique<Exchange>();
  exchange_->parser.header_limit(static_cast<std::uint32_t>(core_->options.limits.header_bytes_max));
  // Bodies are limited per route, once the route is known.
  exchange_->parser.body_limit(boost::none);
  stream_.expires_after(core_->options.limits.head_time_max);
  beast::http::async_read_header(
      stream_, buffer_, exchange_->parser,
      [self = shared_from_this()](Failure failure, std::size_t) { self->head_was_read(failure); });
}

void Connection::head_was_read(Failure failure) {
  if (is_gone_) return;
  is_idle_ = false;
  if (failure) {
    refuse_head(failure);
    return;
  }
  exchange_->began_at = std::chrono::steady_clock::now();
  exchange_->keeps_alive = exchange_->parser.get().keep_alive() && !core_->is_stopping();
  exchange_->is_body_read = exchange_->parser.is_done();
  try {
    if (!build_request()) return;
    if (core_->options.gate) {
      if (auto refusal = core_->options.gate(*exchange_->request)) {
        write_answer(std::move(*refusal));
        return;
      }
    }
    if (!choose_route() || !prepare_body()) return;
  } catch (const Error& error) {
    refuse(error);
    return;
  }
  if (exchange_->is_body_read) {
    hand_over();
  } else {
    send_continue();
  }
}

void Connection::refuse_head(Failure failure) {
  namespace http = beast::http;
  const bool is_malformed = failure.category() == http::make_error_code(http::error::bad_value).category() &&
                            failure != http::error::end_of_stream && failure != http::error::partial_message;
  if (!is_malformed) {
    cut();
    return;
  }
  exchange_->began_at = std::chrono::steady_clock::now();
  if (failure == http::error::header_limit) {
    refuse(431,
           {.kind = ErrorKind::Usage, .code = "headers-too-large", .message = "the headers are too long"});
  } else {
    refuse(400, {.kind = ErrorKind::Usage, .code = "request-malformed", .message = "this is not HTTP/1.1"});
  }
}

bool Connection::build_request() {
  const auto& message = exchange_->parser.get();
  auto request = std::make_shared<Request>();
  exchange_->request = request;
  request->id = "req_" + make_ulid(core_->clock.now_ms());
  request->method = std::string(message.method_string());
  std::size_t hosts = 0;
  for (const auto& field : message) {
    if (field.name() == beast::http::field::host) ++hosts;
    request->headers.add(std::string_view(field.name_string()), std::string_view(field.value()));
  }
  Failure ignored;
  const Tcp::endpoint peer = stream_.socket().remote_endpoint(ignored);
  request->peer = peer.address().to_string();
  // Two names for one request, or a coding we do not undo, is how requests are smuggled past proxies.
  const bool is_odd_coding =
      message.has_content_length()
          ? message.count(beast::http::field::transfer_encoding) > 0
          : message.count(beast::http::field::transfer_encoding) > 0 && !message.chunked();
  if (hosts > 1 || (hosts == 0 && message.version() >= 11) || is_odd_coding) {
    refuse(400, {.kind = ErrorKind::Usage,
                 .code = "request-malformed",
                 .message = "the Host or Transfer-Encoding header is missing or odd"});
    return false;
  }
  auto target = parse_target(std::string_view(message.target()));
  if (!target) {
    refuse(400,
           {.kind = ErrorKind::Usage, .code = "target-invalid", .message = "the address is not a valid one"});
    return false;
  }
  request->target = std::move(*target);
  return true;
}

bool Connection::choose_route() {
  Request& request = *exchange_->request;
  RouteMatch match = core_->router.match(request.method, request.target.segments);
  if (match.route != nullptr) {
    exchange_->route = match.route;
    request.parameters = std::move(match.parameters);
    return true;
  }
  if (match.allowed_methods.empty()) {
    refuse(404, {.kind = ErrorKind::NotFound,
                 .code = "path-unknown",
                 .message = "there is nothing at this address",
                 .found = request.target.path});
    return false;
  }
  Answer answer = problem(405,
                          {.kind = ErrorKind::Usage,
                           .code = "method-not-allowed",
                           .message = "this address does not know this method",
                           .found = request.method},
                          request.id);
  answer.headers.set("Allow", match.allowed_methods);
  write_answer(std::move(answer));
  return false;
}

bool Connection::prepare_body() {
  const RouteOptions& options = exchange_->route->options;
  const auto length = exchange_->parser.content_length();
  if (length && *length > options.body_bytes_max) {
    refuse(413,
           {.kind = ErrorKind::Usage,
            .code = "body-too-large",
            .message = "what was sent is larger than " + std::to_string(options.body_bytes_max) + " bytes"});
    return false;
  }
  if (options.body == BodyKind::Form) {
    const auto type = exchange_->request->header("content-type");
    const auto boundary = type ? multipart_boundary(*type) : std::nullopt;
    if (!boundary) {
      refuse(415, {.kind = ErrorKind::Usage,
                   .code = "form-expected",
                   .message = "multipart/form-data is expected here",
                   .found = std::string(type.value_or(""))});
      return false;
    }
    exchange_->form = std::make_unique<FormReader>(*boundary, core_->options.upload_folder);
  }
  return true;
}

void Connection::send_continue() {
  exchange_->body_began_at = std::chrono::steady_clock::now();
  const auto expect = exchange_->request->header("expect");
  if (!expect || !equals_ignoring_case(*expect, "100-continue") || buffer_.size() > 0) {
    read_body();
    return;
  }
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  stream_.expires_after(core_->options.limits.silence_max);
  asio::async_write(stream_, asio::buffer(kContinue.data(), kContinue.size()),
                    [self = shared_from_this()](Failure failure, std::size_t) {
                      if (failure) {
                        self->cut();
                      } else if (!self->is_gone_) {
                        self->read_body();
                      }
                    });
}

void Connection::read_body() {
  if (exchange_->piece.empty()) exchange_->piece.resize(kPieceBytes);
  auto& body = exchange_->parser.get().body();
  body.data = exchange_->piece.data();
  body.size = exchange_->piece.size();
  body.more = true;
  stream_.expires_after(core_->options.limits.silence_max);
  beast::http::async_read_some(
      stream_, buffer_, exchange_->parser,
      [self = shared_from_this()](Failure failure, std::size_t) { self->body_piece_was_read(failure); });
}

void Connection::body_piece_was_read(Failure failure) {
  if (is_gone_) return;
  if (failure == beast::http::error::need_buffer) failure = {};
  // A silent sender's socket is closed by the stream itself: nothing can be answered any more.
  if (failure) {
    cut();
    return;
  }
  exchange_->is_body_read = exchange_->parser.is_done();
  try {
    const std::size_t bytes = exchange_->piece.size() - exchange_->parser.get().body().size;
    take_piece({exchange_->piece.data(), bytes});
    if (exchange_->is_body_read && exchange_->form) {
      exchange_->request->form = exchange_->form->finish();
      exchange_->form.reset();
    }
  } catch (const Error& error) {
    refuse(error);
    return;
  }
  if (exchange_->is_body_read) {
    std::vector<char>().swap(exchange_->piece);
    hand_over();
  } else if (is_too_slow()) {
    refuse(408, {.kind = ErrorKind::Usage, .code = "body-too-slow", .message = "the body comes too slowly"});
  } else {
    read_body();
  }
}

void Connection::take_piece(std::string_view piece) {
  exchange_->body_bytes += piece.size();
  const RouteOptions& options = exchange_->route->options;
  if (exchange_->body_bytes > options.body_bytes_max) {
    throw Error(
        {.kind = ErrorKind::Usage,
         .code = "body-too-large",
         .message = "what was sent is larger than " + std::to_string(options.body_bytes_max) + " bytes"});
  }
  if (exchange_->form) {
    exchange_->form->feed(piece);
  } else {
    exchange_->request->body.append(piece);
  }
}

bool Connection::is_too_slow() const {
  using namespace std::chrono;
  const auto elapsed = duration_cast<milliseconds>(steady_clock::now() - exchange_->body_began_at);
  if (elapsed <= core_->options.limits.slow_grace) return false;
  const std::int64_t least = core_->options.limits.body_bytes_per_second_min * elapsed.count() / 1000;
  return static_cast<std::int64_t>(exchange_->body_bytes) < least;
}

}  // namespace calltracker::http::server
