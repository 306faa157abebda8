// SPDX-License-Identifier: MIT
#pragma once

// The named queries of one dialect, read from the embedded queries/<dialect>/*.sql files. A block starts with
//   -- name: find_job :one
// and ends at the next such line. The kind (:exec, :one, :many, :script) documents what comes back.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace calltracker::store::sql {

enum class Dialect { Sqlite, Postgres };

std::string_view name_of(Dialect dialect);  // the folder's name: "sqlite", "postgres"

struct Query {
  std::string_view name;
  std::string_view kind;  // "one", without the colon
  std::string_view text;
};

class QueryCatalogue {
 public:
  explicit QueryCatalogue(Dialect dialect);

  // Throws std::out_of_range for an unknown name.
  const Query& at(std::string_view name) const;
  std::vector<Query> all() const;  // sorted by name

 private:
  std::unordered_map<std::string_view, Query> queries_;
};

// Built once per dialect, on first use.
const QueryCatalogue& catalogue_of(Dialect dialect);

}  // namespace calltracker::store::sql
