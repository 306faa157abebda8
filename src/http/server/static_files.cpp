// SPDX-License-Identifier: MIT
#include "http/server/static_files.hpp"

#include <array>
#include <utility>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace calltracker::http::server {
namespace {

constexpr std::size_t kTagHexDigits = 32;

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
bool takes_gzip(const Request& request) {
  const auto accepted = request.header("accept-encoding");
  if (!accepted) return false;
  for (const std::string_view part : split(*accepted, ',')) {
    const std::size_t semicolon = part.find(';');
    if (!equals_ignoring_case(trim(part.substr(0, semicolon)), "gzip")) continue;
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

}  // namespace

void StaticFiles::add(std::string path, std::string_view content_type, std::string_view content,
                      std::string_view gzip, Caching caching) {
  files_.insert_or_assign(std::move(path), File{.content_type = std::string(content_type),
                                                .content = content,
                                                .gzip = gzip,
                                                .tag = sha256_hex(content).substr(0, kTagHexDigits),
                                                .caching = caching});
}

std::optional<Answer> StaticFiles::answer(const Request& request, std::string_view path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return std::nullopt;
  const File& file = found->second;
  const bool is_gzip = !file.gzip.empty() && takes_gzip(request);
  // Two representations may not share a strong tag.
  const std::string tag = "\"" + file.tag + (is_gzip ? "-gzip\"" : "\"");
  Answer answer;
  answer.headers.set("ETag", tag);
  answer.headers.set("Vary", "Accept-Encoding");
  answer.headers.set("Cache-Control",
                     file.caching == Caching::Forever ? "public, max-age=31536000, immutable" : "no-cache");
  if (const auto known = request.header("if-none-match"); known && names_tag(*known, tag)) {
    answer.status = 304;
    return answer;
  }
  answer.headers.set("Content-Type", file.content_type);
  if (is_gzip) answer.headers.set("Content-Encoding", "gzip");
  answer.body = is_gzip ? file.gzip : file.content;
  return answer;
}

std::string_view content_type_of(std::string_view file_name) {
  for (const auto& [extension, content_type] : kContentTypes) {
    if (file_name.ends_with(extension)) return content_type;
  }
  return "application/octet-stream";
}

}  // namespace calltracker::http::server
