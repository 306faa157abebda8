// SPDX-License-Identifier: MIT
#pragma once

// The project's own files as text, for rules that a compiler does not check.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace calltracker::tidy {

struct SourceFile {
  std::filesystem::path path;  // relative to the project's root
  std::vector<std::string> lines;

  std::string room() const;  // "gold" for src/gold/…, "" outside src
  bool is_below(const std::string& folder) const;
  bool is_test() const;
  std::vector<std::string> includes() const;  // quoted includes as written
};

// C++ sources and headers below src, tests, bench and samples.
const std::vector<SourceFile>& source_files();

struct Room {
  std::string name;
  int order = 0;               // position in the root CMakeLists.txt: a room may use only earlier ones
  std::set<std::string> uses;  // from its CMakeLists.txt
};

const std::map<std::string, Room>& rooms();

struct FunctionSpan {
  int first_line = 0;  // counted from 1
  int lines = 0;
};

// Function bodies found by clang-format's layout: a signature that ends in "{", closed at the same
// indentation.
std::vector<FunctionSpan> functions_of(const SourceFile& file);

std::string read_text(const std::filesystem::path& relative);
std::vector<std::string> split_lines(const std::string& text);
std::filesystem::path root();

}  // namespace calltracker::tidy
