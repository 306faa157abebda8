// SPDX-License-Identifier: MIT
#include "store/sql/migrations.hpp"

#include <algorithm>
#include <map>

#include "base/hash.hpp"
#include "store/embedded_files.hpp"
#include "store/sql/storage_error.hpp"

namespace calltracker::store::sql {
namespace {

// Applied migrations: name → hash.
std::map<std::string, std::string> read_applied(Connection& connection) {
  bool exists = false;
  connection.query("has_schema_migrations", {}, [&exists](const Row& row) { exists = row.flag(0); });
  std::map<std::string, std::string> applied;
  if (!exists) return applied;
  connection.query("list_schema_migrations", {}, [&applied](const Row& row) {
    applied.emplace(std::string(row.text(0)), std::string(row.text(1)));
  });
  return applied;
}

// The migrations still to apply; throws when the database and this program do not fit.
std::vector<Migration> find_missing(const std::map<std::string, std::string>& applied, Dialect dialect,
                                    const std::string& where) {
  std::vector<Migration> missing;
  std::size_t known = 0;
  for (const Migration& migration : migrations_of(dialect)) {
    const auto found = applied.find(std::string(migration.name));
    if (found == applied.end()) {
      missing.push_back(migration);
    } else if (found->second != sha256_hex(migration.sql)) {
      throw storage_error(StorageFault::MigrationEdited, where, found->first);
    } else {
      ++known;
    }
  }
  if (known < applied.size()) throw storage_error(StorageFault::Newer, where, applied.rbegin()->first);
  return missing;
}

void apply_missing(Connection& connection, Dialect dialect, const std::string& where, UnixMillis now_ms) {
  connection.execute("lock_migrations");
  connection.settle();
  // Read again: another process may have migrated while this one waited.
  const std::vector<Migration> missing = find_missing(read_applied(connection), dialect, where);
  connection.execute("create_schema_migrations");
  for (const Migration& migration : missing) {
    connection.run_script(migration.sql);
    connection.execute("insert_schema_migration", {migration.name, sha256_hex(migration.sql), now_ms});
  }
  connection.execute("commit");
  connection.settle();
}

}  // namespace

std::vector<Migration> migrations_of(Dialect dialect) {
  const std::string folder = "migrations/" + std::string(name_of(dialect)) + "/";
  std::vector<Migration> migrations;
  for (const embedded::File& file : embedded::files()) {
    if (file.name.starts_with(folder)) migrations.push_back({file.name.substr(folder.size()), file.text});
  }
  std::sort(migrations.begin(), migrations.end(),
            [](const Migration& left, const Migration& right) { return left.name < right.name; });
  return migrations;
}

bool has_migrations(Connection& connection) {
  return !read_applied(connection).empty();
}

void require_known_migrations(Connection& connection, Dialect dialect, const std::string& where) {
  find_missing(read_applied(connection), dialect, where);
}

void migrate(Connection& connection, Dialect dialect, const std::string& where, UnixMillis now_ms) {
  // The common case takes no lock, so opening never waits for a writer.
  if (find_missing(read_applied(connection), dialect, where).empty()) return;
  connection.execute("begin_write");
  try {
    apply_missing(connection, dialect, where, now_ms);
  } catch (...) {
    connection.execute("rollback");
    throw;
  }
}

}  // namespace calltracker::store::sql
