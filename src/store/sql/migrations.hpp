// SPDX-License-Identifier: MIT
#pragma once

// Brings a database's schema up to this program's, all or nothing. What was applied is remembered with the
// hash of its text: a released migration is never edited, and a database from a newer program is refused.

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "store/sql/connection.hpp"
#include "store/sql/query_catalogue.hpp"

namespace calltracker::store::sql {

struct Migration {
  std::string_view name;  // "0001_create_jobs.sql"
  std::string_view sql;
};

// The embedded migrations of a dialect, in order.
std::vector<Migration> migrations_of(Dialect dialect);

// Whether some version of this program made the database.
bool has_migrations(Connection& connection);

// Throws what migrate() would throw, and changes nothing.
void require_known_migrations(Connection& connection, Dialect dialect, const std::string& where);

// Throws Error "database-newer" or "database-migration-edited" naming the migration; then nothing has
// changed.
void migrate(Connection& connection, Dialect dialect, const std::string& where, UnixMillis now_ms);

}  // namespace calltracker::store::sql
