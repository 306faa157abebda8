// SPDX-License-Identifier: MIT
// Reads what cmake/pack_page.mjs writes.
#include "app/page.hpp"

#include <charconv>
#include <string>

#include "app/embedded_files.hpp"
#include "base/json.hpp"

namespace calltracker::app {
namespace {

namespace server = http::server;

std::string_view piece(std::string_view contents, const json::value& place) {
  if (place.is_null()) return {};
  return contents.substr(place.at(0).to_number<std::size_t>(), place.at(1).to_number<std::size_t>());
}

}  // namespace

server::StaticFiles built_in_page() {
  server::StaticFiles files;
  std::string_view archive = embedded::file("page.archive");
  if (archive.empty()) return files;
  std::size_t index_bytes = 0;
  const char* start = archive.data();
  const auto [stop, failure] = std::from_chars(start, start + archive.size(), index_bytes);
  archive.remove_prefix(static_cast<std::size_t>(stop - start) + 1);
  const std::string_view contents = archive.substr(index_bytes);
  const json::value index = parse_json(archive.substr(0, index_bytes), "the page's index");
  for (const json::value& file : index.as_array()) {
    const std::string path(file.at("path").as_string());
    const std::string_view content = piece(contents, file.at("content"));
    if (path == "/index.html") {
      files.add_document(path, content);
      files.add_document("/", content);
      continue;
    }
    files.add(path, {.content = content,
                     .gzip = piece(contents, file.at("gzip")),
                     .brotli = piece(contents, file.at("brotli")),
                     .tag = std::string(file.at("tag").as_string()),
                     .caching = file.at("isImmutable").as_bool() ? server::Caching::Forever
                                                                 : server::Caching::Revalidate});
  }
  return files;
}

}  // namespace calltracker::app
