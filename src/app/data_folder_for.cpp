// SPDX-License-Identifier: MIT
#include "app/data_folder_for.hpp"

#include <cstdlib>

namespace calltracker::app {

namespace fs = std::filesystem;

namespace {

bool is_file(const std::string& database) {
  return database.find("://") == std::string::npos;
}

}  // namespace

fs::path data_folder_for(const std::string& database) {
  if (is_file(database)) return fs::path(database + ".files");
  if (const char* data_home = std::getenv("XDG_DATA_HOME"); data_home != nullptr && *data_home != '\0') {
    return fs::path(data_home) / "calltracker";
  }
  const char* home = std::getenv("HOME");
  return home == nullptr ? fs::path("calltracker.files") : fs::path(home) / ".local/share/calltracker";
}

fs::path key_file_for(const std::string& database) {
  if (is_file(database)) return fs::path(database + ".key");
  return data_folder_for(database) / "calltracker.key";
}

}  // namespace calltracker::app
