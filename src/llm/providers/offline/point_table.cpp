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
    if (!line.empty() && line.front() != '#') read_line(line, file_name);
  }
  if (answers_.empty()) fail_line(file_name, "", "a line that names the answers");
}

void PointTable::read_line(std::string_view line, std::string_view file_name) {
  std::vector<std::string_view> words = split(line, ' ');
  std::erase_if(words, [](std::string_view word) { return word.empty(); });
  if (words.front() == "family") return read_family(words, file_name);
  if (answers_.empty()) {
    answers_.assign(words.begin(), words.end());
    return;
  }
  if (words.size() != answers_.size() + 2) fail_line(file_name, line, "a voice, a sign and its points");
  Row row;
  read_sign(words[0], words[1], row, file_name);
  for (std::size_t index = 2; index < words.size(); ++index) {
    std::int16_t points = 0;
    const char* end = words[index].data() + words[index].size();
    const auto read = std::from_chars(words[index].data(), end, points);
    if (read.ec != std::errc() || read.ptr != end) fail_line(file_name, line, "whole points");
    row.points.push_back(points);
  }
  rows_.push_back(std::move(row));
}

void PointTable::read_family(const std::vector<std::string_view>& words, std::string_view file_name) {
  const auto voice = words.size() > 3 ? parse_voice(words[2]) : std::nullopt;
  if (!voice) fail_line(file_name, words.back(), "a family's name, its voice and its cues");
  Family family{.name = words[1], .voice = *voice, .cues = {}};
  for (std::size_t index = 3; index < words.size(); ++index) {
    const auto cue = parse_cue(words[index]);
    if (!cue) fail_line(file_name, words[index], "the name of a cue");
    family.cues.push_back(*cue);
  }
  families_.push_back(std::move(family));
}

void PointTable::read_sign(std::string_view voice, std::string_view sign, Row& row,
                           std::string_view file_name) const {
  if (voice == "call") {
    row.kind = Kind::Measure;
    row.measure = parse_measure(sign).value_or(Measure::Count);
    if (row.measure == Measure::Count) fail_line(file_name, sign, "the name of a measure");
  } else if (voice == "said") {
    row.kind = Kind::Statement;
    row.statement = parse_statement(sign).value_or(Statement::Count);
    if (row.statement == Statement::Count) fail_line(file_name, sign, "the name of a statement");
  } else if (voice == "times" || voice == "kinds") {
    row.kind = voice == "times" ? Kind::Times : Kind::Kinds;
    const auto family = std::find_if(families_.begin(), families_.end(),
                                     [sign](const Family& known) { return known.name == sign; });
    if (family == families_.end()) fail_line(file_name, sign, "the name of a family above");
    row.family = static_cast<std::size_t>(family - families_.begin());
  } else {
    row.voice = parse_voice(voice).value_or(Voice::Count);
    row.cue = parse_cue(sign).value_or(Cue::Count);
    if (row.voice == Voice::Count || row.cue == Cue::Count) fail_line(file_name, sign, "a voice and a cue");
  }
}

double PointTable::strength_of(const Row& row, const CallSigns& signs) const {
  if (row.kind == Kind::Measure) return signs.strength(row.measure);
  if (row.kind == Kind::Cue) return signs.strength(row.voice, row.cue);
  const Family& family = families_[row.family];
  int times = 0;
  int kinds = 0;
  for (const Cue cue : family.cues) {
    const int count = signs.count(family.voice, cue);
    times += count;
    kinds += count > 0 ? 1 : 0;
  }
  return strength_of_times(row.kind == Kind::Times ? times : kinds);
}

Supported PointTable::weigh(const CallSigns& signs) const {
  std::vector<double> sums(answers_.size(), 0.0);
  std::vector<double> strengths;
  strengths.reserve(rows_.size());
  for (const Row& row : rows_) {
    strengths.push_back(strength_of(row, signs));
    for (std::size_t answer = 0; answer < sums.size(); ++answer)
      sums[answer] += strengths.back() * row.points[answer];
  }
  const auto best = std::max_element(sums.begin(), sums.end());
  double all = 0;
  for (const double sum : sums) all += std::exp((sum - *best) / kPointsPerFactorOfE);
  const auto answer = static_cast<std::size_t>(best - sums.begin());
  Supported supported{.answer = answers_[answer], .share = 1 / all};
  double strongest = 0;
  for (std::size_t index = 0; index < rows_.size(); ++index) {
    const Row& row = rows_[index];
    const double support = strengths[index] * row.points[answer];
    if (row.kind == Kind::Measure || support <= strongest) continue;
    strongest = support;
    supported.voice = row.kind == Kind::Cue ? row.voice : families_[row.family].voice;
    supported.cues = row.kind == Kind::Cue ? std::vector<Cue>{row.cue} : families_[row.family].cues;
  }
  return supported;
}

std::vector<double> PointTable::shares(const Statements& statements) const {
  std::vector<double> shares(answers_.size(), 0.0);
  for (const Row& row : rows_) {
    const double strength = row.kind == Kind::Statement     ? statements.strength(row.statement)
                            : row.measure == Measure::Turns ? statements.length()
                                                            : 1;
    for (std::size_t answer = 0; answer < shares.size(); ++answer)
      shares[answer] += strength * row.points[answer];
  }
  const double best = *std::max_element(shares.begin(), shares.end());
  double all = 0;
  for (double& share : shares) all += share = std::exp((share - best) / kPointsPerFactorOfE);
  for (double& share : shares) share /= all;
  return shares;
}

std::optional<Statement> PointTable::chief_statement(const Statements& statements, std::size_t answer) const {
  std::optional<Statement> chief;
  double strongest = 0;
  for (const Row& row : rows_) {
    if (row.kind != Kind::Statement) continue;
    const double support = statements.strength(row.statement) * row.points[answer];
    if (support <= strongest) continue;
    strongest = support;
    chief = row.statement;
  }
  return chief;
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

const PointTable& timeline_points() {
  static const PointTable table = embedded_table("timeline.txt");
  return table;
}

const PointTable& authority_points() {
  static const PointTable table = embedded_table("authority.txt");
  return table;
}

const PointTable& need_points() {
  static const PointTable table = embedded_table("need.txt");
  return table;
}

const PointTable& fit_points() {
  static const PointTable table = embedded_table("fit.txt");
  return table;
}

const PointTable& flag_points() {
  static const PointTable table = embedded_table("flags.txt");
  return table;
}

const PointTable& urgency_points() {
  static const PointTable table = embedded_table("urgency.txt");
  return table;
}

}  // namespace calltracker::llm::offline
