// SPDX-License-Identifier: MIT
#include "http/server/answer.hpp"

#include <fmt/format.h>

#include <utility>

namespace calltracker::http::server {
namespace {

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

bool is_plain_file_name_character(char character) {
  return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
         (character >= 'A' && character <= 'Z') || character == '.' || character == '-' || character == '_';
}

// RFC 5987: a plain name for old readers and the whole one in UTF-8.
std::string disposition_for(std::string_view file_name) {
  std::string plain;
  std::string encoded;
  for (const char character : file_name) {
    if (is_plain_file_name_character(character)) {
      plain.push_back(character);
      encoded.push_back(character);
    } else {
      plain.push_back('_');
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(character));
    }
  }
  return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain, encoded);
}

}  // namespace

Answer text_answer(int status, std::string_view content_type, std::string body) {
  Answer answer{.status = status, .headers = {}, .body = std::move(body)};
  answer.headers.set("Content-Type", content_type);
  answer.headers.set("Cache-Control", "no-store");
  return answer;
}

Answer json_answer(int status, const json::value& body) {
  return text_answer(status, "application/json", to_json_text(body));
}

Answer no_content() {
  Answer answer{.status = 204, .headers = {}, .body = std::string()};
  answer.headers.set("Cache-Control", "no-store");
  return answer;
}

Answer download(TemporaryFile file, std::string_view content_type, std::string_view file_name) {
  Answer answer{.status = 200, .headers = {}, .body = std::move(file)};
  answer.headers.set("Content-Type", content_type);
  answer.headers.set("Content-Disposition", disposition_for(file_name));
  answer.headers.set("Cache-Control", "no-store");
  return answer;
}

Answer problem(const Error& error, std::string_view request_id) {
  return problem(status_of(error.details()), error.details(), request_id);
}

Answer problem(int status, const ErrorDetails& details, std::string_view request_id) {
  const json::object body{{"type", "about:blank"},
                          {"title", reason_of(status)},
                          {"status", status},
                          {"detail", details.message},
                          {"code", details.code},
                          {"kind", name_of(details.kind)},
                          {"where", text_or_null(details.where)},
                          {"found", text_or_null(details.found)},
                          {"hint", text_or_null(details.hint)},
                          {"state", text_or_null(details.state)},
                          {"requestId", request_id}};
  return text_answer(status, "application/problem+json", to_json_text(body));
}

int status_of(const ErrorDetails& details) {
  switch (details.kind) {
    case ErrorKind::Usage:
      return 400;
    case ErrorKind::Input:
      return details.code.starts_with("json-") ? 400 : 422;
    case ErrorKind::NotFound:
      return 404;
    case ErrorKind::Conflict:
      return 409;
    case ErrorKind::Storage:
      return 503;
    case ErrorKind::Provider:
      return 502;
    case ErrorKind::Internal:
      return 500;
  }
  return 500;
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

}  // namespace calltracker::http::server
