// SPDX-License-Identifier: MIT
#pragma once

// One client's connection: reads a request, lets it be answered, writes the answer, and again. Its parts, a
// file each:
//   connection.cpp          joining, leaving, the hand-over to a handler
//   connection_reading.cpp  heads and bodies
//   connection_writing.cpp  answers
//   connection_delivery.cpp answers that are to come late, slowly or not whole
//   connection_stream.cpp   event streams
//
// Everything happens on the loop thread, except for the calls of AnswerChannel and EventStream, which come
// from any thread and are passed on to it. What a request needs lives in an Exchange and goes with it, so
// that an idle connection and a silent event stream hold next to nothing.

#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/server/responder.hpp"
#include "http/server/server_core.hpp"

namespace calltracker::http::server {

namespace beast = boost::beast;

// An answer on its way out.
struct Outgoing {
  Outgoing() = default;
  Outgoing(const Outgoing&) = delete;
  Outgoing& operator=(const Outgoing&) = delete;
  ~Outgoing();

  Answer answer;
  std::string head;
  std::size_t head_sent = 0;
  std::string_view memory;  // what is left of a body in memory
  int file = -1;
  std::uint64_t file_bytes_left = 0;
  std::string piece;  // of the file
  std::size_t piece_sent = 0;
  std::uint64_t bytes_sent = 0;
  std::unique_ptr<asio::steady_timer> pause;
};

struct Exchange {
  beast::http::request_parser<beast::http::buffer_body> parser;
  std::shared_ptr<Request> request;
  const Route* route = nullptr;
  std::unique_ptr<FormReader> form;
  std::vector<char> piece;  // of the body being read
  std::uint64_t body_bytes = 0;
  bool is_body_read = false;
  bool keeps_alive = false;
  std::chrono::steady_clock::time_point began_at;
  std::chrono::steady_clock::time_point body_began_at;
  Outgoing outgoing;
};

class Connection final : public AnswerChannel,
                         public EventStream,
                         public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<ServerCore> core, Socket socket);

  void begin();
  // The server stops: go now, or after the answer that is due.
  void leave_when_idle();
  void cut();
  void queue_frame(EventFrame frame);

  // --- from any thread ---
  void send_answer(Answer answer) override;
  std::shared_ptr<EventStream> begin_stream(std::function<void()> closed) override;
  bool send(EventFrame frame) override;
  void close() override;

 private:
  using Failure = boost::system::error_code;

  // connection_reading.cpp
  void read_head();
  void head_was_read(Failure failure);
  void refuse_head(Failure failure);
  bool build_request();
  bool choose_route();
  bool prepare_body();
  void send_continue();
  void read_body();
  void body_piece_was_read(Failure failure);
  void take_piece(std::string_view piece);
  bool is_too_slow() const;

  // connection.cpp
  void hand_over();
  void run_handler(const std::shared_ptr<Request>& request, const Route& route);
  void refuse(int status, ErrorDetails details);
  void refuse(const Error& error);

  // connection_writing.cpp
  void write_answer(Answer answer);
  void write_head(const Answer& answer, std::uint64_t body_bytes);
  void write_more();
  void some_was_written(std::size_t bytes);
  void answer_was_written();
  void drain();
  void discard_more();
  void tell_request_ended(int status) const;

  // connection_delivery.cpp
  void begin_delivery();
  std::size_t bytes_allowed() const;
  std::optional<std::uint64_t> break_at() const;
  bool is_to_break() const;
  void pause_after(std::size_t bytes);
  void write_more_after(std::chrono::milliseconds time);
  void break_line();

  // connection_stream.cpp
  void open_stream(std::function<void()> closed);
  void watch_reader();
  void write_frames();

  std::shared_ptr<ServerCore> core_;
  beast::basic_stream<Tcp, LoopExecutor> stream_;
  beast::flat_buffer buffer_;
  std::unique_ptr<Exchange> exchange_;
  bool is_idle_ = true;
  bool is_gone_ = false;

  // Of an event stream.
  std::atomic<bool> is_streaming_ = false;
  std::vector<EventFrame> frames_;          // waiting
  std::vector<EventFrame> frames_leaving_;  // being written
  std::size_t frame_bytes_ = 0;             // of both
  std::function<void()> closed_;
  char stray_byte_ = 0;
};

// The first lines of every answer: status, security headers, length and whether the connection goes on.
std::string render_head(const Answer& answer, std::optional<std::uint64_t> body_bytes, bool keeps_alive,
                        std::string_view request_id, UnixMillis now_ms);

}  // namespace calltracker::http::server
