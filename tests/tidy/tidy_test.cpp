// SPDX-License-Identifier: MIT
// The house rules as a test: what CONTRIBUTING.md asks for and a program can check.
#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "tests/tidy/source_tree.hpp"

namespace fs = std::filesystem;
using calltracker::tidy::functions_of;
using calltracker::tidy::read_text;
using calltracker::tidy::Room;
using calltracker::tidy::rooms;
using calltracker::tidy::root;
using calltracker::tidy::source_files;
using calltracker::tidy::SourceFile;
using calltracker::tidy::split_lines;

namespace {

constexpr std::size_t kFileLinesMax = 400;
constexpr int kFunctionLinesMax = 70;

std::string first_folder(const std::string& include) {
  return include.substr(0, include.find('/'));
}

// The files that only the composition root and tests may see: one folder per technology.
constexpr std::array<const char*, 3> kImplementations = {"llm/providers", "durable/embedded", "store/sql"};

std::set<std::string> migration_names(const std::string& dialect) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(root() / "migrations" / dialect))
    names.insert(entry.path().filename());
  return names;
}

}  // namespace

TEST_CASE("a room includes only the rooms it declares") {
  for (const SourceFile& file : source_files()) {
    const auto room = rooms().find(file.room());
    if (room == rooms().end()) continue;
    for (const std::string& include : file.includes()) {
      const std::string used = first_folder(include);
      if (used == room->first || !rooms().contains(used)) continue;
      // A test beside its source may reach further, as the composition root does.
      if (file.is_test()) continue;
      INFO(file.path.string() << " includes " << include);
      CHECK(room->second.uses.contains(used));
    }
  }
}

TEST_CASE("rooms depend in one direction, in the order of the table of contents") {
  REQUIRE(rooms().size() > 10);
  for (const auto& [name, room] : rooms()) {
    for (const std::string& used : room.uses) {
      INFO(name << " uses " << used);
      REQUIRE(rooms().contains(used));
      CHECK(rooms().at(used).order < room.order);
    }
  }
}

TEST_CASE("bronze, silver and gold never use each other") {
  for (const char* stage : {"bronze", "silver", "gold"}) {
    for (const char* other : {"bronze", "silver", "gold"}) {
      INFO(stage << " uses " << other);
      CHECK_FALSE(rooms().at(stage).uses.contains(other));
    }
  }
}

TEST_CASE("durable and http know nothing but base") {
  for (const char* room : {"durable", "http"}) {
    if (!rooms().contains(room)) continue;
    CHECK(rooms().at(room).uses == std::set<std::string>{"base"});
  }
}

TEST_CASE("only the composition root and tests see providers, executors and SQL stores") {
  for (const SourceFile& file : source_files()) {
    if (file.room() == "app" || file.room().empty() || file.is_test()) continue;
    for (const char* implementation : kImplementations) {
      if (file.is_below(std::string("src/") + implementation)) continue;
      for (const std::string& include : file.includes()) {
        INFO(file.path.string() << " includes " << include);
        CHECK_FALSE(include.starts_with(std::string(implementation) + "/"));
      }
    }
  }
}

TEST_CASE("no product word enters durable or http") {
  static const std::regex word(
      R"(\b(transcripts?|caller_\w+|leads?|reps?|sales|coach\w*|roster|triage|call_id|CallId|JobId|phone)\b)");
  for (const SourceFile& file : source_files()) {
    if (file.room() != "durable" && file.room() != "http") continue;
    for (std::size_t index = 0; index < file.lines.size(); ++index) {
      INFO(file.path.string() << ":" << index + 1 << ": " << file.lines[index]);
      CHECK_FALSE(std::regex_search(file.lines[index], word));
    }
  }
}

TEST_CASE("a file stays one idea long") {
  for (const SourceFile& file : source_files()) {
    INFO(file.path.string() << " has " << file.lines.size() << " lines");
    CHECK(file.lines.size() <= kFileLinesMax);
  }
}

TEST_CASE("a function fits on a screen") {
  for (const SourceFile& file : source_files()) {
    for (const auto& span : functions_of(file)) {
      INFO(file.path.string() << ":" << span.first_line << " is " << span.lines << " lines long");
      CHECK(span.lines <= kFunctionLinesMax);
    }
  }
}

TEST_CASE("names are whole words: snake_case files, no junk drawers, no version suffixes") {
  static const std::regex good(R"([a-z][a-z0-9]*(_[a-z0-9]+)*\.(cpp|hpp))");
  static const std::regex bad(R"((^|_)(utils?|common|helpers?|misc|v[0-9]+|new|old)(_|\.))");
  for (const SourceFile& file : source_files()) {
    const std::string name = file.path.filename();
    INFO(file.path.string());
    CHECK(std::regex_match(name, good));
    CHECK_FALSE(std::regex_search(name, bad));
  }
}

TEST_CASE("every source opens with its licence, every header with its concept") {
  for (const SourceFile& file : source_files()) {
    INFO(file.path.string());
    REQUIRE_FALSE(file.lines.empty());
    CHECK(file.lines.front() == "// SPDX-License-Identifier: MIT");
    if (file.path.extension() != ".hpp") continue;
    REQUIRE(file.lines.size() > 3);
    CHECK(file.lines[1] == "#pragma once");
    CHECK(file.lines[3].starts_with("// "));
  }
}

TEST_CASE("SQL lives in .sql files, not in C++") {
  static const std::regex statement(R"re("\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE)\s)re");
  for (const SourceFile& file : source_files()) {
    if (file.is_test() || file.room().empty()) continue;
    for (const std::string& line : file.lines) {
      INFO(file.path.string() << ": " << line);
      CHECK_FALSE(std::regex_search(line, statement));
    }
  }
}

TEST_CASE("migrations come in pairs, numbered with four digits, named verb first") {
  const std::set<std::string> sqlite = migration_names("sqlite");
  CHECK(sqlite == migration_names("postgres"));
  REQUIRE_FALSE(sqlite.empty());
  int previous = 0;
  for (const std::string& name : sqlite) {
    INFO(name);
    CHECK(std::regex_match(name,
                           std::regex(R"([0-9]{4}_(create|add|drop|rename|change|index)_[a-z0-9_]+\.sql)")));
    const int number = std::stoi(name.substr(0, 4));
    CHECK(number > previous);
    previous = number;
  }
}

TEST_CASE("no promise is left in the code") {
  static const std::regex promise(R"(\b(TODO|FIXME|XXX|HACK|not implemented)\b)");
  for (const SourceFile& file : source_files()) {
    if (file.is_below("tests/tidy")) continue;
    for (const std::string& line : file.lines) {
      INFO(file.path.string() << ": " << line);
      CHECK_FALSE(std::regex_search(line, promise));
    }
  }
}

TEST_CASE("the layer table of the architecture document is the real one") {
  const std::string document = read_text("docs/ARCHITECTURE.md");
  for (const auto& [name, room] : rooms()) {
    std::string uses;
    for (const std::string& used : room.uses) uses += (uses.empty() ? "" : ", ") + used;
    const std::string row = "| `" + name + "` | " + (uses.empty() ? "nothing" : uses) + " |";
    INFO("missing row: " << row);
    CHECK(document.find(row) != std::string::npos);
  }
}

TEST_CASE("sources are formatted") {
  std::string command = "cd '" + root().string() + "' && clang-format-19 --dry-run -Werror";
  for (const SourceFile& file : source_files()) command += " '" + file.path.string() + "'";
  CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("scripts name no path of a developer's machine") {
  for (const char* name : {"README.md", "run", "test", ".ci/run", "packages.txt", "CMakeLists.txt"}) {
    for (const std::string& line : split_lines(read_text(name)))
      CHECK(line.find("/work/") == std::string::npos);
  }
}
