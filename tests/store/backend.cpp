// SPDX-License-Identifier: MIT
#include "tests/store/backend.hpp"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace calltracker::test {

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "calltracker-store-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

PostgresServer& PostgresBackend::server() {
  static PostgresServer server;
  return server;
}

}  // namespace calltracker::test
