// SPDX-License-Identifier: MIT
#pragma once

// Where this program keeps what belongs to a database but does not lie in it.

#include <filesystem>
#include <string>

namespace calltracker::app {

// Beside a database file, so that both are kept and moved together; else where a database file would be.
std::filesystem::path data_folder_for(const std::string& database);

// The key that seals what lies in the database: never in the same file.
std::filesystem::path key_file_for(const std::string& database);

}  // namespace calltracker::app
