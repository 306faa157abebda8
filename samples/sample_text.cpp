// SPDX-License-Identifier: MIT
#include "sample_text.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace samples {
namespace {

std::vector<std::string> read_lines(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

void add_field(Record& record, const std::string& line, const std::filesystem::path& path) {
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos)
    throw std::runtime_error(path.string() + ": expected key: value, got " + line);
  record.fields[trim(line.substr(0, colon))] = trim(line.substr(colon + 1));
}

// Takes "{NeededNow Commits}" off the end of what is said.
std::vector<std::string> take_marks(std::string& text) {
  const std::size_t open = text.rfind(" {");
  if (open == std::string::npos || text.back() != '}') return {};
  std::vector<std::string> marks = split(text.substr(open + 2, text.size() - open - 3), ' ');
  text = trim(text.substr(0, open));
  return marks;
}

Turn parse_turn(const std::string& line, const std::filesystem::path& path) {
  const std::size_t colon = line.find(": ");
  if (colon == std::string::npos) throw std::runtime_error(path.string() + ": expected a turn, got " + line);
  Turn turn{.speaker = line.substr(0, colon), .name = {}, .text = trim(line.substr(colon + 2)), .marks = {}};
  turn.marks = take_marks(turn.text);
  if (const std::size_t open = turn.speaker.find(" ("); open != std::string::npos) {
    turn.name = turn.speaker.substr(open + 2, turn.speaker.size() - open - 3);
    turn.speaker.resize(open);
  }
  if (turn.speaker != "Agent" && turn.speaker != "Caller") {
    throw std::runtime_error(path.string() + ": expected Agent or Caller, got " + turn.speaker);
  }
  return turn;
}

std::size_t count_words(std::string_view text) {
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
}

// Spreads the call's length over its turns by their words, since the text files carry no times.
std::vector<std::size_t> turn_seconds(const Record& record) {
  const std::size_t length = std::stoul(record.get("seconds"));
  std::size_t words = 0;
  for (const Turn& turn : record.turns) words += count_words(turn.text) + 2;
  std::vector<std::size_t> starts;
  std::size_t spoken = 0;
  for (const Turn& turn : record.turns) {
    starts.push_back(1 + spoken * (length - 2) / words);
    spoken += count_words(turn.text) + 2;
  }
  return starts;
}

std::string json_transcript(const Record& record) {
  std::string out = "[";
  for (const Turn& turn : record.turns) {
    if (out.size() > 1) out += ",";
    out += "{\"speaker\":" + json_text(turn.speaker) + ",\"phrase\":" + json_text(turn.text) + "}";
  }
  return out + "]";
}

std::string label(const Record& record, const Turn& turn, const std::string& style) {
  if (style == "unlabelled") return "";
  if (style == "bold") return "**" + turn.speaker + ":** ";
  if (style != "named" || turn.speaker != "Agent") return turn.speaker + ": ";
  const std::string name = turn.name.empty() ? split(record.get("rep_said"), ' ').front() : turn.name;
  return "Agent (" + name + "): ";
}

}  // namespace

std::string Record::get(std::string_view key) const {
  const auto found = fields.find(key);
  return found == fields.end() ? std::string() : found->second;
}

std::string trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    parts.push_back(trim(text.substr(start, end - start)));
    start = end + 1;
  }
  return parts;
}

Record read_call(const std::filesystem::path& path) {
  Record record;
  record.id = path.stem().string();
  bool in_turns = false;
  for (const std::string& line : read_lines(path)) {
    if (line == "---") {
      in_turns = true;
    } else if (!trim(line).empty()) {
      if (in_turns) {
        record.turns.push_back(parse_turn(line, path));
      } else {
        add_field(record, line, path);
      }
    }
  }
  return record;
}

std::vector<Record> read_calls(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Record> records;
  std::transform(paths.begin(), paths.end(), std::back_inserter(records), read_call);
  return records;
}

std::vector<Record> read_blocks(const std::filesystem::path& path) {
  std::vector<Record> blocks(1);
  for (const std::string& line : read_lines(path)) {
    if (line.starts_with('#')) continue;
    if (!trim(line).empty()) {
      add_field(blocks.back(), line, path);
    } else if (!blocks.back().fields.empty()) {
      blocks.emplace_back();
    }
  }
  if (blocks.back().fields.empty()) blocks.pop_back();
  return blocks;
}

std::map<std::string, std::vector<std::string>> read_table(const std::filesystem::path& path) {
  std::map<std::string, std::vector<std::string>> table;
  for (const std::string& line : read_lines(path)) {
    if (line.starts_with('#') || trim(line).empty()) continue;
    std::vector<std::string> columns = split(line, '|');
    table[columns.front()] = columns;
  }
  return table;
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char character : text) {
    if (character == '"' || character == '\\') out += '\\';
    out += character;
  }
  return out + "\"";
}

std::string transcript(const Record& record) {
  if (record.turns.empty()) return record.get("text");
  const std::string style = record.get("style");
  if (style == "json") return json_transcript(record);
  const bool one_line = style.empty() || style == "inline" || style == "unlabelled";
  const std::vector<std::size_t> starts = turn_seconds(record);
  std::string out;
  for (std::size_t index = 0; index < record.turns.size(); ++index) {
    if (index > 0) out += one_line ? " " : "\n";
    if (style == "timestamps") {
      char stamp[32];
      std::snprintf(stamp, sizeof stamp, "[%02zu:%02zu] ", starts[index] / 60, starts[index] % 60);
      out += stamp;
    }
    out += label(record, record.turns[index], style) + record.turns[index].text;
  }
  return out;
}

}  // namespace samples
