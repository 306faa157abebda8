// SPDX-License-Identifier: MIT
#pragma once

// Files that live in memory for ever (embedded in the program), by exact path: nothing outside the list can
// be asked for. ETag and If-None-Match; the gzip form where there is one and the client takes it.

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

class StaticFiles {
 public:
  // `gzip` is the same content compressed, or empty.
  void add(std::string path, std::string_view content_type, std::string_view content, std::string_view gzip,
           Caching caching);

  // nullopt when no file has this path.
  std::optional<Answer> answer(const Request& request, std::string_view path) const;

 private:
  struct File {
    std::string content_type;
    std::string_view content;
    std::string_view gzip;
    std::string tag;
    Caching caching = Caching::Revalidate;
  };

  std::map<std::string, File, std::less<>> files_;
};

// By the extension of a file name; application/octet-stream when unknown.
std::string_view content_type_of(std::string_view file_name);

}  // namespace calltracker::http::server
