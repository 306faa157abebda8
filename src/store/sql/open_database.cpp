// SPDX-License-Identifier: MIT
#include "store/sql/database.hpp"
#include "store/sql/postgres_address.hpp"
#include "store/sql/postgres_database.hpp"
#include "store/sql/sqlite_database.hpp"

namespace calltracker::store::sql {

std::unique_ptr<Database> open_database(const std::string& target, const Clock& clock, Log& log,
                                        const DatabaseOptions& options) {
  if (is_postgres_address(target)) return std::make_unique<PostgresDatabase>(target, clock, log, options);
  return std::make_unique<SqliteDatabase>(target, clock, log, options);
}

}  // namespace calltracker::store::sql
