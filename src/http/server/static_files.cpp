// SPDX-License-Identifier: MIT
#include "http/server/static_files.hpp"

#include <openssl/rand.h>

#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::http::server {
namespace {

constexpr std::size_t kNonceBytes = 16;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kContentTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".csv", "text/csv; charset=utf-8"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
}};

// "gzip;q=0" is a refusal; anything finer is left to the client's good sense.
bool takes(const Request& request, std::string_view coding) {
  const auto accepted = request.header("accept-encoding");
  if (!accepted) return false;
  for (const std::string_view part : split(*accepted, ',')) {
    const std::size_t semicolon = part.find(';');
    if (!equals_ignoring_case(trim(part.substr(0, semicolon)), coding)) continue;
    if (semicolon == std::string_view::npos) return true;
    const std::string_view weight = trim(part.substr(semicolon + 1));
    return weight != "q=0" && !weight.starts_with("q=0.0");
  }
  return false;
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
  for (std::string_view part : split(if_none_match, ',')) {
    part = trim(part);
    if (part.starts_with("W/")) part.remove_prefix(2);
    if (part == tag || part == "*") return true;
  }
  return false;
}

std::string make_nonce() {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, kNonceBytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw Error({.code = "random-failed", .message = "the system gives no random bytes"});
  }
  std::string nonce;
  for (const unsigned char byte : bytes) {
    nonce.push_back(kDigits[byte >> 4]);
    nonce.push_back(kDigits[byte & 15]);
  }
  return nonce;
}

Answer answer_document(std::string_view content) {
  const std::string nonce = make_nonce();
  std::string text;
  for (std::size_t place = 0; (place = content.find(kNoncePlaceholder)) != std::string_view::npos;) {
    text.append(content.substr(0, place)).append(nonce);
    content.remove_prefix(place + kNoncePlaceholder.size());
  }
  text.append(content);
  Answer answer = text_answer(200, content_type_of(".html"), std::move(text));
  answer.headers.set("Cache-Control", "no-store");
  answer.headers.set("Content-Security-Policy", content_security_policy(nonce));
  return answer;
}

// What one client gets of a file.
struct Representation {
  std::string_view content;
  std::string_view coding;  // "" for the plain one
};

Representation choose_representation(const StaticFile& file, const Request& request) {
  if (!file.brotli.empty() && takes(request, "br")) return {file.brotli, "br"};
  if (!file.gzip.empty() && takes(request, "gzip")) return {file.gzip, "gzip"};
  return {file.content, ""};
}

}  // namespace

void StaticFiles::add(std::string path, StaticFile file) {
  files_.insert_or_assign(std::move(path), std::move(file));
}

void StaticFiles::add_document(std::string path, std::string_view content) {
  documents_.insert_or_assign(std::move(path), content);
}

std::optional<Answer> StaticFiles::answer(const Request& request, std::string_view path) const {
  const auto document = documents_.find(path);
  if (document != documents_.end()) return answer_document(document->second);
  const auto found = files_.find(path);
  if (found == files_.end()) return std::nullopt;
  const StaticFile& file = found->second;
  const Representation form = choose_representation(file, request);
  // Two representations may not share a strong tag.
  const std::string tag =
      "\"" + file.tag + (form.coding.empty() ? "" : "-") + std::string(form.coding) + "\"";
  Answer answer;
  answer.headers.set("ETag", tag);
  answer.headers.set("Vary", "Accept-Encoding");
  answer.headers.set("Cache-Control",
                     file.caching == Caching::Forever ? "public, max-age=31536000, immutable" : "no-cache");
  if (const auto known = request.header("if-none-match"); known && names_tag(*known, tag)) {
    answer.status = 304;
    return answer;
  }
  answer.headers.set("Content-Type", content_type_of(found->first));
  if (!form.coding.empty()) answer.headers.set("Content-Encoding", form.coding);
  answer.body = form.content;
  return answer;
}

std::string_view content_type_of(std::string_view file_name) {
  for (const auto& [extension, content_type] : kContentTypes) {
    if (file_name.ends_with(extension)) return content_type;
  }
  return "application/octet-stream";
}

}  // namespace calltracker::http::server
