// SPDX-License-Identifier: MIT
#pragma once

// What each sign of a call is worth for each answer to one question, and so which answer is best supported.
//
// A table is a small text file. Its first line names the answers, every other line one sign and its points
// for each of them: `caller WantsWork  -3 0 -1 0 12` for a cue by who said it, `call Live …` for a measure,
// `found MustAsk …` for what the rules read out of the words about a lead.
// An answer's sum is points times strength over all signs; ten points make it about three times as likely.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "llm/providers/offline/call_signs.hpp"
#include "llm/providers/offline/lead_readings.hpp"

namespace calltracker::llm::offline {

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

  Supported weigh(const CallSigns& signs, const Readings& readings = {}) const;

 private:
  struct Family {
    std::string_view name;
    Voice voice = Voice::Count;
    std::vector<Cue> cues;
  };
  enum class Kind : std::uint8_t { Cue, Measure, Reading, Times, Kinds };
  struct Row {
    Kind kind = Kind::Cue;
    Voice voice = Voice::Count;
    Cue cue = Cue::Count;
    Measure measure = Measure::Count;
    offline::Reading reading = offline::Reading::Count;
    std::size_t family = 0;
    std::vector<std::int16_t> points;
  };

  void read_line(std::string_view line, std::string_view file_name);
  void read_family(const std::vector<std::string_view>& words, std::string_view file_name);
  void read_sign(std::string_view voice, std::string_view sign, Row& row, std::string_view file_name) const;
  double strength_of(const Row& row, const CallSigns& signs, const Readings& readings) const;

  std::vector<Family> families_;
  std::vector<std::string> answers_;
  std::vector<Row> rows_;
};

// The tables of this program, data/points/*.txt: the class of a call, the subtype within each class that has
// several, the direction, and the five facts of a lead.
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

}  // namespace calltracker::llm::offline
