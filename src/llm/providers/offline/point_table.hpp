// SPDX-License-Identifier: MIT
#pragma once

// What each sign of a call is worth for each answer to one question, and so which answer is best supported.
//
// A table is a small text file. Its first line names the answers, every other line one sign and its points
// for each of them: `caller WantsWork  -3 0 -1 0 12` for a cue by who said it, `call Live …` for a measure,
// `said NeededNow …` for a statement.
// An answer's sum is points times strength over all signs.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm/providers/offline/call_signs.hpp"
#include "llm/providers/offline/statements.hpp"

namespace calltracker::llm::offline {

// Ten points make an answer about three times as likely.
inline constexpr double kPointsPerFactorOfE = 9.1;

struct Supported {
  std::string_view answer;  // the table's own text
  double share = 0;         // how likely it is against all others, 0 to 1
  // The cues that speak most for it, and who said them; none when only measures do.
  Voice voice = Voice::Count;
  std::vector<Cue> cues;
};

class PointTable {
 public:
  // Throws Error{Internal, "offline-points"} naming a line that cannot be read.
  PointTable(std::string_view text, std::string_view file_name);

  // Of a table of signs of the call.
  Supported weigh(const CallSigns& signs) const;

  // Of a table of statements, and of Always and Turns besides: how likely each answer is, in the table's
  // order; together 1.
  std::vector<double> shares(const Statements& statements) const;
  // The statement that speaks most for the answer; nullopt when none does.
  std::optional<Statement> chief_statement(const Statements& statements, std::size_t answer) const;
  const std::vector<std::string>& answers() const { return answers_; }

 private:
  struct Family {
    std::string_view name;
    Voice voice = Voice::Count;
    std::vector<Cue> cues;
  };
  enum class Kind : std::uint8_t { Cue, Measure, Statement, Times, Kinds };
  struct Row {
    Kind kind = Kind::Cue;
    Voice voice = Voice::Count;
    Cue cue = Cue::Count;
    Measure measure = Measure::Count;
    offline::Statement statement = offline::Statement::Count;
    std::size_t family = 0;
    std::vector<std::int16_t> points;
  };

  void read_line(std::string_view line, std::string_view file_name);
  void read_family(const std::vector<std::string_view>& words, std::string_view file_name);
  void read_sign(std::string_view voice, std::string_view sign, Row& row, std::string_view file_name) const;
  double strength_of(const Row& row, const CallSigns& signs) const;

  std::vector<Family> families_;
  std::vector<std::string> answers_;
  std::vector<Row> rows_;
};

// The tables of this program, data/points/*.txt: the class of a call, the subtype within each class that has
// several, the direction, and, of statements, the five facts of a lead and the urgency of any matter.
const PointTable& classification_points();
const PointTable& valid_sales_points();
const PointTable& spam_points();
const PointTable& wrong_number_points();
const PointTable& incomplete_points();
const PointTable& call_type_points();
const PointTable& timeline_points();
const PointTable& authority_points();
const PointTable& need_points();
const PointTable& fit_points();
const PointTable& flag_points();
const PointTable& urgency_points();

}  // namespace calltracker::llm::offline
