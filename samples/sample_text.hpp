// SPDX-License-Identifier: MIT
#pragma once

// The committed text files of the sample week, read into records; and a call's turns, written as one
// transcript.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace samples {

struct Turn {
  std::string speaker;  // "Agent" or "Caller", as the recording service labelled it
  std::string name;     // "Renee" in "Agent (Renee): …", when a second representative joins
  std::string text;
  std::vector<std::string> marks;  // statements that a person heard in it: "… {NeededNow Commits}"
};

struct Record {
  std::string id;  // the file's stem; empty for an extra row
  std::map<std::string, std::string, std::less<>> fields;
  std::vector<Turn> turns;

  // Empty when the key is absent: every key is optional in these files.
  std::string get(std::string_view key) const;
};

std::string trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);

Record read_call(const std::filesystem::path& path);
std::vector<Record> read_calls(const std::filesystem::path& folder);
// Blocks of "key: value" lines, separated by blank lines.
std::vector<Record> read_blocks(const std::filesystem::path& path);
// Lines of "a | b | c", keyed by their first column.
std::map<std::string, std::vector<std::string>> read_table(const std::filesystem::path& path);

std::string json_text(std::string_view text);
// The Full Transcription cell, in the style that the call asks for.
std::string transcript(const Record& record);

}  // namespace samples
