// SPDX-License-Identifier: MIT
#include "store/sql/query_catalogue.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"
#include "store/embedded_files.hpp"

namespace calltracker::store::sql {
namespace {

constexpr std::string_view kMarker = "-- name: ";

Query parse_block(std::string_view block) {
  const std::size_t line_end = block.find('\n');
  const std::string_view header = trim(block.substr(kMarker.size(), line_end - kMarker.size()));
  const std::size_t colon = header.find(" :");
  if (line_end == std::string_view::npos || colon == std::string_view::npos) {
    throw std::logic_error("malformed query header: " + std::string(header));
  }
  return {.name = trim(header.substr(0, colon)),
          .kind = header.substr(colon + 2),
          .text = trim(block.substr(line_end + 1))};
}

}  // namespace

std::string_view name_of(Dialect dialect) {
  return dialect == Dialect::Sqlite ? "sqlite" : "postgres";
}

QueryCatalogue::QueryCatalogue(Dialect dialect) {
  const std::string folder = "src/store/sql/queries/" + std::string(name_of(dialect)) + "/";
  for (const embedded::File& file : embedded::files()) {
    if (!file.name.starts_with(folder)) continue;
    std::size_t start = file.text.find(kMarker);
    while (start != std::string_view::npos) {
      const std::size_t next = file.text.find(kMarker, start + 1);
      const Query query = parse_block(file.text.substr(start, next - start));
      if (!queries_.emplace(query.name, query).second) {
        throw std::logic_error("two queries are named " + std::string(query.name));
      }
      start = next;
    }
  }
}

const Query& QueryCatalogue::at(std::string_view name) const {
  const auto found = queries_.find(name);
  if (found == queries_.end()) throw std::out_of_range("no query is named " + std::string(name));
  return found->second;
}

std::vector<Query> QueryCatalogue::all() const {
  std::vector<Query> sorted;
  for (const auto& [name, query] : queries_) sorted.push_back(query);
  std::sort(sorted.begin(), sorted.end(), [](const Query& a, const Query& b) { return a.name < b.name; });
  return sorted;
}

const QueryCatalogue& catalogue_of(Dialect dialect) {
  static const QueryCatalogue sqlite(Dialect::Sqlite);
  static const QueryCatalogue postgres(Dialect::Postgres);
  return dialect == Dialect::Sqlite ? sqlite : postgres;
}

}  // namespace calltracker::store::sql
