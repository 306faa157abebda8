// SPDX-License-Identifier: MIT
#pragma once

// Files that live in memory for ever (embedded in the program), by exact path: nothing outside the list can
// be asked for. ETag and If-None-Match; the smallest form that the client takes.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "http/server/answer.hpp"
#include "http/server/request.hpp"

namespace calltracker::http::server {

enum class Caching {
  Revalidate,  // asked for again each time, answered with 304 when unchanged
  Forever,     // the name changes with the content
};

struct StaticFile {
  std::string_view content;
  // The same content compressed, where that is worth it.
  std::string_view gzip;
  std::string_view brotli;
  std::string tag;  // names the content
  Caching caching = Caching::Revalidate;
};

class StaticFiles {
 public:
  void add(std::string path, StaticFile file);
  // A page whose scripts add styles while they run: every kNoncePlaceholder in it becomes a word made for one
  // answer alone, and only styles that bear it are allowed. Never cached.
  void add_document(std::string path, std::string_view content);

  bool is_empty() const { return files_.empty() && documents_.empty(); }

  // nullopt when no file has this path.
  std::optional<Answer> answer(const Request& request, std::string_view path) const;

 private:
  std::map<std::string, StaticFile, std::less<>> files_;
  std::map<std::string, std::string_view, std::less<>> documents_;
};

inline constexpr std::string_view kNoncePlaceholder = "__CSP_NONCE__";

// By the extension of a file name; application/octet-stream when unknown.
std::string_view content_type_of(std::string_view file_name);

}  // namespace calltracker::http::server
