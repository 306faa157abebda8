// SPDX-License-Identifier: MIT
#pragma once

// What goes back: a status, headers and a body that is text, memory that lives for ever, or a file.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/error.hpp"
#include "base/json.hpp"
#include "http/server/headers.hpp"
#include "http/server/temporary_file.hpp"

namespace calltracker::http::server {

// How the bytes of an answer go over the line: at once unless said otherwise. For servers that rehearse a bad
// one: whoever talks to them can be tried with silence, slowness and broken lines.
struct Delivery {
  enum class Break { Reset, Close, Stall };

  std::chrono::milliseconds first_byte_after{0};
  std::uint64_t bytes_per_second = 0;  // 0: as fast as the line takes them
  // The line breaks after this many bytes, counted from the head's first or from the body's; nullopt: never.
  std::optional<std::uint64_t> break_after;
  bool breaks_in_body = false;
  Break break_by = Break::Close;
};

// Content-Length, Date, Connection and the security headers are added by the server; a security header that
// the answer sets itself is kept. An answer with a Transfer-Encoding brings a body in that coding.
struct Answer {
  int status = 200;
  Headers headers;
  // A file is sent from disk in pieces and removed afterwards.
  std::variant<std::string, std::string_view, TemporaryFile> body;
  Delivery delivery = {};
};

Answer json_answer(int status, const json::value& body);
Answer text_answer(int status, std::string_view content_type, std::string body);
Answer no_content();

// Sends the file for saving under `file_name`, which may hold any text: it is reduced to what is safe in a
// header and given in full in its encoded form.
Answer download(TemporaryFile file, std::string_view content_type, std::string_view file_name);

// RFC 9457. The status follows from the kind of error; see status_of.
Answer problem(const Error& error, std::string_view request_id);
Answer problem(int status, const ErrorDetails& details, std::string_view request_id);

// Usage 400, NotFound 404, Conflict 409, Storage 503, Provider 502, Internal 500. Input: 400 where the
// request itself is malformed (its JSON), 422 where a well-formed request brings content that cannot be used.
int status_of(const ErrorDetails& details);

std::string_view reason_of(int status);

// Everything comes from this server and nothing is inline, but for styles that bear the nonce when one is
// given.
std::string content_security_policy(std::string_view style_nonce);

}  // namespace calltracker::http::server
