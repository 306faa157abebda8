// SPDX-License-Identifier: MIT
#pragma once

// The real program in a world of its own: a temporary folder with its database, no key, no user settings.

#include <filesystem>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "tests/support/process.hpp"

namespace calltracker::test {

class Program {
 public:
  Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path database() const { return folder_ / "calls.db"; }
  // The database option may be replaced, for example by a postgres:// URL.
  void use_database(std::string database) { database_ = std::move(database); }

  Command command(std::vector<std::string> arguments) const;
  ProcessResult run(std::vector<std::string> arguments) const;
  // Runs with --json and parses standard output.
  json::value run_json(std::vector<std::string> arguments) const;

  std::filesystem::path write_file(const std::string& name, const std::string& content) const;

 private:
  std::filesystem::path folder_;
  std::string database_;
};

std::filesystem::path sample(const std::string& name);

std::string read_file(const std::filesystem::path& path);

// report.json without what differs from run to run: ids, times of the job, cost of caching.
json::value comparable_report(const std::filesystem::path& path);

// A call log of `calls` different conversations, large enough to be interrupted.
std::string make_csv(int calls);

}  // namespace calltracker::test
