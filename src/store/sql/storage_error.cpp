// SPDX-License-Identifier: MIT
#include "store/sql/storage_error.hpp"

#include <algorithm>
#include <array>

namespace calltracker::store::sql {
namespace {

struct FaultText {
  StorageFault fault;
  ErrorKind kind;
  const char* code;
  const char* message;
  const char* hint;
};

constexpr std::array kFaultTexts{
    FaultText{StorageFault::Unreachable, ErrorKind::Storage, "database-unreachable",
              "the database cannot be opened",
              "check the address, the rights and that the server is running"},
    FaultText{StorageFault::ConnectionLost, ErrorKind::Storage, "database-connection-lost",
              "the connection to the database was lost",
              "check that the server is running; the program reconnects by itself"},
    FaultText{StorageFault::Locked, ErrorKind::Storage, "database-locked",
              "another program has held the database's write lock for too long",
              "close the other program, or try again when it is done"},
    FaultText{StorageFault::ReadOnly, ErrorKind::Storage, "database-read-only",
              "the database cannot be written to",
              "give this user the right to write to the file and its folder, or choose another with --db"},
    FaultText{StorageFault::DiskFull, ErrorKind::Storage, "disk-full",
              "there is no room left for the database",
              "free some space; interrupted jobs can then be resumed"},
    FaultText{StorageFault::Corrupt, ErrorKind::Storage, "database-corrupt",
              "the file is not a database, or it is damaged",
              "check the path given with --db, or restore a backup"},
    FaultText{StorageFault::Newer, ErrorKind::Storage, "database-newer",
              "the database was written by a newer version of calltracker",
              "use the newer version, or another database with --db"},
    FaultText{StorageFault::MigrationEdited, ErrorKind::Storage, "database-migration-edited",
              "the database was set up by a migration that differs from the one in this program",
              "use the program that made the database, or start with a new one"},
    FaultText{StorageFault::DirectoryMissing, ErrorKind::Storage, "directory-missing",
              "the folder of the database file does not exist", "create the folder, or correct --db"},
    FaultText{StorageFault::Constraint, ErrorKind::Internal, "database-constraint",
              "a write broke a rule of the database's schema", "please report this"},
    FaultText{StorageFault::Conflict, ErrorKind::Storage, "database-conflict",
              "the write collided with another one", "try again"},
    FaultText{StorageFault::Other, ErrorKind::Storage, "database-failure",
              "the database refused the operation", "see what was found; if it persists, please report it"},
};

std::string code_of(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    return error.code();
  } catch (...) {
    return "";
  }
}

}  // namespace

Error storage_error(StorageFault fault, std::string where, std::string found) {
  const auto* text = std::find_if(kFaultTexts.begin(), kFaultTexts.end(),
                                  [fault](const FaultText& candidate) { return candidate.fault == fault; });
  return Error({.kind = text->kind,
                .code = text->code,
                .message = text->message,
                .where = std::move(where),
                .found = std::move(found),
                .hint = text->hint});
}

bool is_about_the_database(const std::exception_ptr& failure) {
  const std::string code = code_of(failure);
  return code == "database-unreachable" || code == "database-connection-lost" || code == "database-locked" ||
         code == "database-read-only" || code == "database-corrupt";
}

bool is_connection_loss(const std::exception_ptr& failure) {
  return code_of(failure) == "database-connection-lost";
}

bool can_succeed_when_repeated(const std::exception_ptr& failure) {
  const std::string code = code_of(failure);
  return code == "database-connection-lost" || code == "database-conflict";
}

}  // namespace calltracker::store::sql
