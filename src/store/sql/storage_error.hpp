// SPDX-License-Identifier: MIT
#pragma once

// The storage errors both dialects share: stable codes with a sentence and what to do about it.

#include <exception>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace calltracker::store::sql {

enum class StorageFault {
  Unreachable,       // no server, no right to connect, or a file that cannot be opened
  ConnectionLost,    // the server went away in the middle
  Locked,            // another program holds the write lock for too long
  ReadOnly,          // file, directory or server forbids writing
  DiskFull,          // no room for the write
  Corrupt,           // not a database, or a damaged one
  Newer,             // written by a newer version of this program
  MigrationEdited,   // a migration that was applied differs from the one in this program
  DirectoryMissing,  // the folder of the database file does not exist
  Constraint,        // a rule of the schema was broken: our own bug
  Conflict,          // the server chose this transaction as a deadlock's victim: can be repeated
  Other,
};

// `where` names the database without its password; `found` is the library's own sentence.
Error storage_error(StorageFault fault, std::string where, std::string found);

// True when the error speaks of the database as a whole, so that repeating the write alone is pointless.
bool is_about_the_database(const std::exception_ptr& failure);

// True when the connection was lost before the commit was asked for, so that the batch may run again.
bool is_connection_loss(const std::exception_ptr& failure);

// True for a lost connection and for a deadlock's victim.
bool can_succeed_when_repeated(const std::exception_ptr& failure);

}  // namespace calltracker::store::sql
