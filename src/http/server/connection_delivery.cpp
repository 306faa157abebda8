// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>

#include "http/server/connection.hpp"

namespace calltracker::http::server {
namespace {

// How often a slow answer moves on.
constexpr std::uint64_t kPiecesPerSecond = 10;

}  // namespace

void Connection::begin_delivery() {
  const auto wait = exchange_->outgoing.answer.delivery.first_byte_after;
  if (wait.count() > 0) {
    write_more_after(wait);
  } else {
    write_more();
  }
}

std::size_t Connection::bytes_allowed() const {
  const Outgoing& outgoing = exchange_->outgoing;
  const Delivery& delivery = outgoing.answer.delivery;
  std::uint64_t allowed = std::numeric_limits<std::size_t>::max();
  if (delivery.bytes_per_second > 0) {
    allowed = std::max<std::uint64_t>(1, delivery.bytes_per_second / kPiecesPerSecond);
  }
  if (const auto limit = break_at()) allowed = std::min(allowed, *limit - outgoing.bytes_sent);
  return allowed;
}

std::optional<std::uint64_t> Connection::break_at() const {
  const Outgoing& outgoing = exchange_->outgoing;
  const Delivery& delivery = outgoing.answer.delivery;
  if (!delivery.break_after) return std::nullopt;
  return *delivery.break_after + (delivery.breaks_in_body ? outgoing.head.size() : 0);
}

bool Connection::is_to_break() const {
  const auto limit = break_at();
  return limit && exchange_->outgoing.bytes_sent >= *limit;
}

void Connection::pause_after(std::size_t bytes) {
  const std::uint64_t speed = exchange_->outgoing.answer.delivery.bytes_per_second;
  if (speed == 0) {
    write_more();
  } else {
    write_more_after(std::chrono::milliseconds(bytes * 1000 / speed));
  }
}

void Connection::write_more_after(std::chrono::milliseconds time) {
  auto& pause = exchange_->outgoing.pause;
  pause = std::make_unique<asio::steady_timer>(stream_.get_executor(), time);
  pause->async_wait([self = shared_from_this()](Failure cancelled) {
    if (!cancelled && !self->is_gone_) self->write_more();
  });
}

void Connection::break_line() {
  tell_request_ended(exchange_->outgoing.answer.status);
  Failure ignored;
  switch (exchange_->outgoing.answer.delivery.break_by) {
    case Delivery::Break::Reset:
      stream_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
      cut();
      break;
    case Delivery::Break::Close:
      cut();
      break;
    case Delivery::Break::Stall:
      // Nothing more comes until the reader gives up.
      stream_.expires_never();
      stream_.async_read_some(buffer_.prepare(1),
                              [self = shared_from_this()](Failure, std::size_t) { self->cut(); });
      break;
  }
}

}  // namespace calltracker::http::server
