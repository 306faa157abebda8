// SPDX-License-Identifier: MIT
#include "llm/providers/offline/point_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"
#include "llm/embedded_files.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr double kPointsPerFactorOfE = 9.1;  // ten points: three times as likely

[[noreturn]] void fail_line(std::string_view file_name, std::string_view line, std::string expected) {
  throw Error({.kind = ErrorKind::Internal,
               .code = "offline-points",
               .message = "a line of a point table cannot be read: expected " + std::move(expected),
               .where = std::string(file_name),
               .found = std::string(line)});
}

PointTable embedded_table(std::string_view name) {
  const std::string file_name = "providers/offline/data/points/" + std::string(name);
  return {embedded::file(file_name), file_name};
}

}  // namespace

PointTable::PointTable(std::string_view text, std::string_view file_name) {
  for (std::string_view line : split(text, '\n')) {
    line = trim(line);
    if (line.empty() || line.front() == '#') continue;
    if (!answers_.empty()) {
      read_row(line, file_name);
      continue;
    }
    for (const std::string_view word : split(line, ' ')) {
      if (!word.empty()) answers_.emplace_back(word);
    }
  }
  if (answers_.empty()) fail_line(file_name, "", "a first line that names the answers");
}

void PointTable::read_row(std::string_view line, std::string_view file_name) {
  std::vector<std::string_view> words = split(line, ' ');
  std::erase_if(words, [](std::string_view word) { return word.empty(); });
  if (words.size() != answers_.size() + 2) fail_line(file_name, line, "a voice, a sign and its points");
  Row row;
  if (words[0] == "call") {
    const auto measure = parse_measure(words[1]);
    if (!measure) fail_line(file_name, line, "the name of a measure");
    row.measure = *measure;
  } else {
    const auto voice = parse_voice(words[0]);
    const auto cue = parse_cue(words[1]);
    if (!voice || !cue) fail_line(file_name, line, "a voice and the name of a cue");
    row.voice = *voice;
    row.cue = *cue;
  }
  for (std::size_t index = 2; index < words.size(); ++index) {
    std::int16_t points = 0;
    const char* end = words[index].data() + words[index].size();
    const auto read = std::from_chars(words[index].data(), end, points);
    if (read.ec != std::errc() || read.ptr != end) fail_line(file_name, line, "whole points");
    row.points.push_back(points);
  }
  rows_.push_back(std::move(row));
}

Supported PointTable::weigh(const CallSigns& signs) const {
  std::vector<double> sums(answers_.size(), 0.0);
  const auto strength_of = [&signs](const Row& row) {
    return row.voice == Voice::Count ? signs.strength(row.measure) : signs.strength(row.voice, row.cue);
  };
  for (const Row& row : rows_) {
    const double strength = strength_of(row);
    if (strength == 0) continue;
    for (std::size_t answer = 0; answer < sums.size(); ++answer)
      sums[answer] += strength * row.points[answer];
  }
  const auto best = std::max_element(sums.begin(), sums.end());
  double all = 0;
  for (const double sum : sums) all += std::exp((sum - *best) / kPointsPerFactorOfE);
  const auto answer = static_cast<std::size_t>(best - sums.begin());
  Supported supported{.answer = answers_[answer], .share = 1 / all};
  double strongest = 0;
  for (const Row& row : rows_) {
    const double support = row.voice == Voice::Count ? 0 : strength_of(row) * row.points[answer];
    if (support <= strongest) continue;
    strongest = support;
    supported.voice = row.voice;
    supported.cue = row.cue;
  }
  return supported;
}

const PointTable& classification_points() {
  static const PointTable table = embedded_table("classification.txt");
  return table;
}

const PointTable& valid_sales_points() {
  static const PointTable table = embedded_table("valid_sales.txt");
  return table;
}

const PointTable& spam_points() {
  static const PointTable table = embedded_table("spam.txt");
  return table;
}

const PointTable& wrong_number_points() {
  static const PointTable table = embedded_table("wrong_number.txt");
  return table;
}

const PointTable& incomplete_points() {
  static const PointTable table = embedded_table("incomplete.txt");
  return table;
}

const PointTable& call_type_points() {
  static const PointTable table = embedded_table("call_type.txt");
  return table;
}

}  // namespace calltracker::llm::offline
