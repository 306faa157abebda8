// SPDX-License-Identifier: MIT
#include "http/server/multipart.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::http::server {
namespace {

constexpr std::size_t kBoundaryBytesMax = 70;  // RFC 2046
constexpr std::size_t kPartHeaderBytesMax = 4096;
constexpr int kPartsMax = 64;

[[noreturn]] void fail(std::string message) {
  throw Error({.kind = ErrorKind::Usage,
               .code = "multipart-invalid",
               .message = std::move(message),
               .hint = "send multipart/form-data as a browser or curl -F does",
               .state = "nothing was stored"});
}

// The value of `name` in `form-data; name="a"; filename="b"`. Browsers escape a quote as %22, others as \".
std::optional<std::string> parameter_of(std::string_view header, std::string_view name) {
  std::size_t position = header.find(';');
  while (position != std::string_view::npos && ++position < header.size()) {
    const std::size_t equals = header.find('=', position);
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = trim(header.substr(position, equals - position));
    std::string value;
    std::size_t end = equals + 1;
    if (end < header.size() && header[end] == '"') {
      for (++end; end < header.size() && header[end] != '"'; ++end) {
        if (header[end] == '\\' && end + 1 < header.size() && (header[end + 1] == '"')) ++end;
        value.push_back(header[end]);
      }
      if (end == header.size()) return std::nullopt;
      position = header.find(';', end);
    } else {
      position = header.find(';', end);
      value = trim(header.substr(end, position == std::string_view::npos ? position : position - end));
    }
    if (equals_ignoring_case(key, name)) return value;
  }
  return std::nullopt;
}

PartHead parse_part_head(std::string_view text) {
  PartHead head;
  bool has_name = false;
  for (const std::string_view line : split(text, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = trim(line.substr(0, colon));
    const std::string_view value = trim(line.substr(colon + 1));
    if (equals_ignoring_case(name, "content-disposition")) {
      if (!equals_ignoring_case(trim(value.substr(0, value.find(';'))), "form-data")) {
        fail("a part is no form-data");
      }
      const auto field = parameter_of(value, "name");
      if (!field) continue;
      has_name = true;
      head.name = to_valid_utf8(*field);
      if (auto file_name = parameter_of(value, "filename")) head.file_name = to_valid_utf8(*file_name);
    } else if (equals_ignoring_case(name, "content-type")) {
      head.content_type = to_valid_utf8(value);
    }
  }
  if (!has_name) fail("a part has no name");
  return head;
}

}  // namespace

MultipartParser::MultipartParser(std::string_view boundary, Sink sink)
    : delimiter_("\r\n--" + std::string(boundary)), sink_(std::move(sink)), buffer_("\r\n") {
  // The body may begin with the boundary itself: the CRLF that belongs to every later one is put before it.
}

void MultipartParser::feed(std::string_view piece) {
  if (state_ == State::Epilogue) return;
  buffer_.append(piece);
  while (advance()) {
  }
}

void MultipartParser::finish() {
  if (state_ != State::Epilogue) fail("the body ends before its closing boundary");
}

// One step; false when more bytes are needed.
bool MultipartParser::advance() {
  switch (state_) {
    case State::Preamble:
      return find_first_boundary();
    case State::AfterBoundary:
      return read_after_boundary();
    case State::PartHeaders:
      return read_part_headers();
    case State::Data:
      return read_data();
    case State::Epilogue:
      buffer_.clear();
      return false;
  }
  return false;
}

bool MultipartParser::find_first_boundary() {
  const std::size_t found = buffer_.find(delimiter_);
  if (found == std::string::npos) {
    if (buffer_.size() > kPartHeaderBytesMax) fail("the body does not begin with its boundary");
    return false;
  }
  buffer_.erase(0, found + delimiter_.size());
  state_ = State::AfterBoundary;
  return true;
}

bool MultipartParser::read_after_boundary() {
  if (buffer_.size() < 2) return false;
  if (buffer_.starts_with("--")) {
    state_ = State::Epilogue;
    return true;
  }
  const std::size_t line_end = buffer_.find("\r\n");
  if (line_end == std::string::npos) {
    if (buffer_.size() > kBoundaryBytesMax) fail("a boundary is not followed by a line end");
    return false;
  }
  if (!trim(std::string_view(buffer_).substr(0, line_end)).empty()) fail("text stands behind a boundary");
  // The line end stays: a part without headers is then an empty line like any other.
  buffer_.erase(0, line_end);
  state_ = State::PartHeaders;
  return true;
}

bool MultipartParser::read_part_headers() {
  const std::size_t end = buffer_.find("\r\n\r\n");
  if (std::min(end, buffer_.size()) > kPartHeaderBytesMax) fail("the headers of a part are too long");
  if (end == std::string::npos) return false;
  if (++parts_ > kPartsMax) fail("the form has too many parts");
  sink_.part_begins(parse_part_head(std::string_view(buffer_).substr(0, end)));
  buffer_.erase(0, end + 4);
  state_ = State::Data;
  return true;
}

bool MultipartParser::read_data() {
  const std::size_t found = buffer_.find(delimiter_);
  if (found != std::string::npos) {
    if (found > 0) sink_.data(std::string_view(buffer_).substr(0, found));
    sink_.part_ends();
    buffer_.erase(0, found + delimiter_.size());
    state_ = State::AfterBoundary;
    return true;
  }
  // The end may be the beginning of the delimiter.
  const std::size_t kept = delimiter_.size() - 1;
  if (buffer_.size() > kept) {
    sink_.data(std::string_view(buffer_).substr(0, buffer_.size() - kept));
    buffer_.erase(0, buffer_.size() - kept);
  }
  return false;
}

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
  if (!equals_ignoring_case(type, "multipart/form-data")) return std::nullopt;
  auto boundary = parameter_of(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kBoundaryBytesMax) {
    fail("the content type names no usable boundary");
  }
  return boundary;
}

}  // namespace calltracker::http::server
