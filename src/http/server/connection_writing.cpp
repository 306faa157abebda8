// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/beast/core/buffers_prefix.hpp>
#include <utility>

#include "base/error.hpp"
#include "http/server/connection.hpp"

namespace calltracker::http::server {
namespace {

constexpr std::size_t kFilePieceBytes = 64 * 1024;
// How long a refused sender may go on before the connection is cut: closing at once would reset it, and the
// refusal might be lost on its way.
constexpr std::chrono::milliseconds kDrainTimeMax{5'000};

// The file's size, or nullopt when it cannot be read.
std::optional<std::uint64_t> open_file(const std::filesystem::path& path, int& file) {
  file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status{};
  if (file < 0 || ::fstat(file, &status) != 0) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace

Outgoing::~Outgoing() {
  if (file >= 0) ::close(file);
}

void Connection::write_answer(Answer answer) {
  if (!exchange_) return;
  Outgoing& outgoing = exchange_->outgoing;
  outgoing.answer = std::move(answer);
  std::uint64_t bytes = 0;
  if (const auto* file = std::get_if<TemporaryFile>(&outgoing.answer.body)) {
    const auto size = open_file(file->path(), outgoing.file);
    if (!size) {
      outgoing.answer = problem(Error({.code = "answer-lost", .message = "the answer's file is gone"}),
                                exchange_->request->id);
    }
    bytes = outgoing.file_bytes_left = size.value_or(0);
    // Open, it needs no name: whatever becomes of client or program, nothing is left behind.
    if (size) outgoing.answer.body = std::string_view();
  }
  if (const auto* text = std::get_if<std::string>(&outgoing.answer.body)) outgoing.memory = *text;
  if (const auto* view = std::get_if<std::string_view>(&outgoing.answer.body)) outgoing.memory = *view;
  bytes += outgoing.memory.size();
  // Bytes of a body that nobody read would be taken for the next request.
  if (!exchange_->is_body_read) exchange_->keeps_alive = false;
  write_head(outgoing.answer, bytes);
  const bool has_no_body = (exchange_->request && exchange_->request->method == "HEAD") ||
                           outgoing.answer.status == 204 || outgoing.answer.status == 304;
  if (has_no_body) {
    outgoing.memory = {};
    outgoing.file_bytes_left = 0;
  }
  begin_delivery();
}

void Connection::write_head(const Answer& answer, std::uint64_t body_bytes) {
  const bool has_length =
      answer.status != 204 && answer.status != 304 && !answer.headers.find("Transfer-Encoding");
  exchange_->outgoing.head =
      render_head(answer, has_length ? std::optional(body_bytes) : std::nullopt, exchange_->keeps_alive,
                  exchange_->request ? std::string_view(exchange_->request->id) : std::string_view(),
                  core_->clock.now_ms());
}

void Connection::write_more() {
  Outgoing& outgoing = exchange_->outgoing;
  if (is_to_break()) {
    break_line();
    return;
  }
  if (outgoing.piece_sent == outgoing.piece.size() && outgoing.file_bytes_left > 0) {
    outgoing.piece.resize(std::min<std::uint64_t>(kFilePieceBytes, outgoing.file_bytes_left));
    outgoing.piece_sent = 0;
    const ssize_t count = ::read(outgoing.file, outgoing.piece.data(), outgoing.piece.size());
    if (count <= 0) {
      // The length was promised: only cutting the line tells the client that the rest is missing.
      cut();
      return;
    }
    outgoing.piece.resize(static_cast<std::size_t>(count));
    outgoing.file_bytes_left -= static_cast<std::uint64_t>(count);
  }
  const std::array<asio::const_buffer, 3> buffers = {
      asio::buffer(outgoing.head.data() + outgoing.head_sent, outgoing.head.size() - outgoing.head_sent),
      asio::buffer(outgoing.memory.data(), outgoing.memory.size()),
      asio::buffer(outgoing.piece.data() + outgoing.piece_sent, outgoing.piece.size() - outgoing.piece_sent)};
  if (asio::buffer_size(buffers) == 0) {
    answer_was_written();
    return;
  }
  stream_.expires_after(core_->options.limits.silence_max);
  const auto allowed = beast::buffers_prefix(bytes_allowed(), buffers);
  stream_.async_write_some(allowed, [self = shared_from_this()](Failure failure, std::size_t bytes) {
    if (self->is_gone_) return;
    if (failure) {
      self->cut();
    } else {
      self->some_was_written(bytes);
    }
  });
}

void Connection::some_was_written(std::size_t bytes) {
  const std::size_t all_bytes = bytes;
  Outgoing& outgoing = exchange_->outgoing;
  outgoing.bytes_sent += bytes;
  const std::size_t of_head = std::min(bytes, outgoing.head.size() - outgoing.head_sent);
  outgoing.head_sent += of_head;
  bytes -= of_head;
  const std::size_t of_memory = std::min(bytes, outgoing.memory.size());
  outgoing.memory.remove_prefix(of_memory);
  outgoing.piece_sent += bytes - of_memory;
  pause_after(all_bytes);
}

void Connection::answer_was_written() {
  tell_request_ended(exchange_->outgoing.answer.status);
  if (exchange_->keeps_alive) {
    read_head();
  } else if (exchange_->is_body_read) {
    Failure ignored;
    stream_.socket().shutdown(asio::socket_base::shutdown_send, ignored);
    cut();
  } else {
    drain();
  }
}

void Connection::drain() {
  exchange_.reset();
  Failure ignored;
  stream_.socket().shutdown(asio::socket_base::shutdown_send, ignored);
  stream_.expires_after(kDrainTimeMax);
  discard_more();
}

void Connection::discard_more() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(kFilePieceBytes),
                          [self = shared_from_this()](Failure failure, std::size_t) {
                            if (self->is_gone_) return;
                            if (failure) {
                              self->cut();
                            } else {
                              self->discard_more();
                            }
                          });
}

void Connection::tell_request_ended(int status) const {
  if (!core_->options.request_ended || !exchange_->request) return;
  using namespace std::chrono;
  const Request& request = *exchange_->request;
  core_->options.request_ended(
      {.id = request.id,
       .method = request.method,
       .path_template = exchange_->route ? std::string_view(exchange_->route->path_template) : "",
       .peer = request.peer,
       .status = status,
       .duration_ms = duration_cast<milliseconds>(steady_clock::now() - exchange_->began_at).count()});
}

}  // namespace calltracker::http::server
