// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <zlib.h>

#include <array>

#include "simulator/failures/failure_kinds.hpp"
#include "simulator/wire.hpp"

namespace calltracker::simulator {
namespace {

using http::server::Answer;
using http::server::Delivery;

std::string& body_of(Answer& answer) {
  return std::get<std::string>(answer.body);
}

void break_line(const Failure& failure, Answer& answer, Delivery::Break by) {
  const bool in_body = failure.name.ends_with("-in-body");
  const std::size_t bytes = in_body ? body_of(answer).size() / 2 : 0;
  answer.delivery.break_after =
      static_cast<std::uint64_t>(failure.number("bytes", static_cast<std::int64_t>(bytes)));
  answer.delivery.breaks_in_body = in_body;
  answer.delivery.break_by = by;
}

void reset(const Failure& failure, Answer& answer) {
  break_line(failure, answer, Delivery::Break::Reset);
}

void close(const Failure& failure, Answer& answer) {
  break_line(failure, answer, Delivery::Break::Close);
}

void stall(const Failure& failure, Answer& answer) {
  break_line(failure, answer, Delivery::Break::Stall);
}

std::string gzip(const std::string& text) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

// The beginning of the body in one chunk, without the last one that would say it is whole.
void cut_chunked(Answer& answer) {
  const std::string half = body_of(answer).substr(0, body_of(answer).size() / 2);
  body_of(answer) = fmt::format("{:x}\r\n{}\r\n", half.size(), half);
  answer.headers.set("Transfer-Encoding", "chunked");
  answer.delivery.break_after = body_of(answer).size();
  answer.delivery.breaks_in_body = true;
}

struct LineFailure {
  const char* name;
  void (*spoil)(const Failure& failure, Answer& answer);
};

constexpr std::array<LineFailure, 17> kLineFailures = {{
    // "bytes" says after how many, counted from the head's first or the body's.
    {"reset", reset},
    {"close", close},
    {"stall", stall},
    {"reset-in-body", reset},
    {"close-in-body", close},
    {"stall-in-body", stall},
    {"cut-chunked", [](const Failure&, Answer& answer) { cut_chunked(answer); }},
    {"truncated-json",
     [](const Failure&, Answer& answer) { body_of(answer).resize(body_of(answer).size() / 2); }},
    {"proxy-page",
     [](const Failure&, Answer& answer) { answer = network_page(200, "Please sign in to this network"); }},
    {"wrong-content-type",
     [](const Failure&, Answer& answer) { answer.headers.set("Content-Type", "text/html"); }},
    {"empty-body", [](const Failure&, Answer& answer) { body_of(answer).clear(); }},
    {"slow-first-byte",
     [](const Failure& failure, Answer& answer) {
       answer.delivery.first_byte_after += std::chrono::seconds(failure.number("seconds", 30));
     }},
    {"trickle",
     [](const Failure& failure, Answer& answer) {
       answer.delivery.bytes_per_second = static_cast<std::uint64_t>(failure.number("bytesPerSecond", 1));
     }},
    {"gzip-body",
     [](const Failure&, Answer& answer) {
       body_of(answer) = gzip(body_of(answer));
       answer.headers.set("Content-Encoding", "gzip");
     }},
    {"invalid-utf8",
     [](const Failure&, Answer& answer) {
       const std::size_t at = body_of(answer).find("\"text\":\"");
       body_of(answer).insert(at == std::string::npos ? body_of(answer).size() / 2 : at + 8, "\xff\xfe");
     }},
    {"usage-missing",
     [](const Failure&, Answer& answer) {
       const std::size_t at = body_of(answer).find("\"usage\":");
       if (at != std::string::npos) body_of(answer).replace(at, 8, "\"used\":");
     }},
    {"request-id-missing", [](const Failure&, Answer& answer) { answer.headers.set("request-id", ""); }},
}};

const LineFailure* find_line_failure(std::string_view name) {
  for (const LineFailure& failure : kLineFailures) {
    if (name == failure.name) return &failure;
  }
  return nullptr;
}

}  // namespace

void spoil_line(const Failure& failure, Answer& answer) {
  const LineFailure* found = find_line_failure(failure.name);
  if (found != nullptr) found->spoil(failure, answer);
  if (const std::string verdict = failure.text("shouldRetry"); !verdict.empty()) {
    answer.headers.set("x-should-retry", verdict);
  }
  if (const std::string wait = failure.text("retryAfterMs"); !wait.empty()) {
    answer.headers.set("retry-after-ms", wait);
  }
}

bool is_line_failure(std::string_view name) {
  return find_line_failure(name) != nullptr;
}

std::string line_failure_names() {
  std::string names;
  for (const LineFailure& failure : kLineFailures)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", failure.name);
  return names;
}

}  // namespace calltracker::simulator
