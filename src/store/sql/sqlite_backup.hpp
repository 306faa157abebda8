// SPDX-License-Identifier: MIT
#pragma once

// Backup and restore of a SQLite database while programs work with it: neither asks them to stop.

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/clock.hpp"

namespace calltracker::store::sql {

// Writes the database as it is at one instant to `file`, for its owner's eyes only; it appears whole or not
// at all, in place of an older one. Returns its size. Throws Error{Usage, "backup-not-sqlite"},
// Error{Storage}.
std::uint64_t back_up(const std::string& target, const std::filesystem::path& file);

// Puts a backup in the database's place, in one transaction, and brings it up to date. What the database held
// is kept in "<database>.before-restore". Throws Error{Usage, "backup-not-sqlite"}; Error{Input,
// "backup-unusable"} and Error{Storage} for a backup of a newer program before anything is changed.
void restore(const std::string& target, const std::filesystem::path& file, const Clock& clock);

}  // namespace calltracker::store::sql
