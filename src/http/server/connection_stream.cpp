// SPDX-License-Identifier: MIT
#include <boost/asio/write.hpp>
#include <utility>

#include "http/server/connection.hpp"

namespace calltracker::http::server {

std::shared_ptr<EventStream> Connection::begin_stream(std::function<void()> closed) {
  is_streaming_ = true;
  core_->post([self = shared_from_this(), closed = std::move(closed)] {
    if (self->is_gone_) {
      if (closed) closed();
    } else {
      self->open_stream(closed);
    }
  });
  return shared_from_this();
}

bool Connection::send(EventFrame frame) {
  if (!is_streaming_) return false;
  core_->post([self = shared_from_this(), frame = std::move(frame)]() mutable {
    self->queue_frame(std::move(frame));
  });
  return true;
}

void Connection::close() {
  core_->post([self = shared_from_this()] { self->cut(); });
}

void Connection::open_stream(std::function<void()> closed) {
  closed_ = std::move(closed);
  Answer answer{.status = 200, .headers = {}, .body = std::string()};
  answer.headers.set("Content-Type", "text/event-stream");
  answer.headers.set("Cache-Control", "no-store");
  // Tells nginx not to hold events back.
  answer.headers.set("X-Accel-Buffering", "no");
  const std::string head =
      render_head(answer, std::nullopt, false, exchange_->request->id, core_->clock.now_ms());
  tell_request_ended(answer.status);
  // A stream may last for days: nothing of its request is kept.
  exchange_.reset();
  buffer_.clear();
  buffer_.shrink_to_fit();
  core_->stream_began(*this);
  if (core_->is_stopping()) {
    cut();
    return;
  }
  watch_reader();
  queue_frame(std::make_shared<const std::string>(head));
}

// A reader says nothing; the read ends when it is gone.
void Connection::watch_reader() {
  stream_.expires_never();
  stream_.async_read_some(asio::buffer(&stray_byte_, 1),
                          [self = shared_from_this()](Failure failure, std::size_t) {
                            if (self->is_gone_) return;
                            if (failure) {
                              self->cut();
                            } else {
                              self->watch_reader();
                            }
                          });
}

void Connection::queue_frame(EventFrame frame) {
  if (is_gone_) return;
  frame_bytes_ += frame->size();
  if (frame_bytes_ > core_->options.limits.stream_bytes_unsent_max) {
    core_->reader_was_too_slow();
    cut();
    return;
  }
  frames_.push_back(std::move(frame));
  if (frames_leaving_.empty()) write_frames();
}

void Connection::write_frames() {
  frames_leaving_.swap(frames_);
  std::vector<asio::const_buffer> buffers;
  buffers.reserve(frames_leaving_.size());
  for (const EventFrame& frame : frames_leaving_) buffers.push_back(asio::buffer(*frame));
  stream_.expires_after(core_->options.limits.silence_max);
  asio::async_write(stream_, buffers, [self = shared_from_this()](Failure failure, std::size_t bytes) {
    self->frames_leaving_.clear();
    if (self->is_gone_) return;
    if (failure) {
      self->cut();
      return;
    }
    self->frame_bytes_ -= bytes;
    if (!self->frames_.empty()) self->write_frames();
  });
}

}  // namespace calltracker::http::server
