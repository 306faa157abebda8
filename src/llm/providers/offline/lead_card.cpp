// SPDX-License-Identifier: MIT
#include "llm/providers/offline/lead_card.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>

#include "base/error.hpp"
#include "base/text.hpp"
#include "llm/embedded_files.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(LeadScale::Count)> kScales = {
    "timeline", "authority", "need", "fit", "flags"};

struct FoundName {
  std::string_view name;
  bool SignsFound::* member;
};
constexpr std::array kFound = {
    FoundName{"pressing", &SignsFound::pressing}, FoundName{"some-day", &SignsFound::some_day},
    FoundName{"no-time", &SignsFound::no_time},   FoundName{"decides", &SignsFound::decides},
    FoundName{"must-ask", &SignsFound::must_ask}, FoundName{"nobody-decides", &SignsFound::nobody_decides},
    FoundName{"need", &SignsFound::need},         FoundName{"not-ours", &SignsFound::not_ours},
    FoundName{"flagged", &SignsFound::flagged},   FoundName{"name", &SignsFound::name_known}};

constexpr double kSaidShare = 0.5;

struct Strongest {
  double points = 0;
  std::optional<std::uint32_t> turn;

  void offer(double value, std::uint32_t at) {
    if (value <= points) return;
    points = value;
    turn = at;
  }
};

[[noreturn]] void fail(std::string_view line) {
  throw Error({.kind = ErrorKind::Internal,
               .code = "lead-card-invalid",
               .message = "a line of the lead's score card cannot be read",
               .found = std::string(line)});
}

double read_points(std::string_view text, std::string_view line) {
  const std::string terminated(text);
  char* end = nullptr;
  const double points = std::strtod(terminated.c_str(), &end);
  if (terminated.empty() || *end != '\0') fail(line);
  return points;
}

}  // namespace

LeadCard::LeadCard(std::string_view text) {
  for (const std::string_view line : split(text, '\n')) {
    if (trim(line).empty() || line.starts_with('#')) continue;
    std::vector<std::string_view> fields = split(line, '|');
    for (std::string_view& field : fields) field = trim(field);
    std::size_t scale = 0;
    while (scale < kScales.size() && kScales[scale] != fields[0]) ++scale;
    if (scale == kScales.size() || fields.size() < 3) fail(line);
    Scale& into = scales_[scale];
    if (fields[1] == "start") {
      into.start = read_points(fields[2], line);
    } else if (fields.size() == 5 && fields[1] == "level") {
      into.levels.push_back({.name = std::string(fields[2]),
                             .points = read_points(fields[3], line),
                             .usual = read_points(fields[4], line)});
    } else if (fields.size() != 4) {
      fail(line);
    } else {
      into.signs.push_back(read_sign(fields[1], fields[2]));
      if (into.signs.back().cue == Cue::Count && into.signs.back().found == nullptr) fail(line);
      into.signs.back().points = read_points(fields[3], line);
    }
  }
}

LeadCard::Sign LeadCard::read_sign(std::string_view who, std::string_view name) {
  Sign sign;
  if (who == "found") {
    for (const FoundName& known : kFound) {
      if (known.name == name) sign.found = known.member;
    }
    return sign;
  }
  sign.who = who == "rep" ? Who::Rep : Who::Caller;
  sign.cue = parse_cue(name).value_or(Cue::Count);
  return sign;
}

const LeadCard& LeadCard::built_in() {
  static const LeadCard card(embedded::file("providers/offline/data/lead_card.txt"));
  return card;
}

Weighed LeadCard::weigh(LeadScale scale, const Conversation& talk, const SignsFound& found,
                        std::optional<std::string_view> said) const {
  const Scale& card = scales_[static_cast<std::size_t>(scale)];
  double points = card.start;
  Strongest up;
  Strongest down;
  for (const Sign& sign : card.signs) {
    if (sign.who == Who::Found) {
      points += found.*sign.found ? sign.points : 0;
      continue;
    }
    const CueHit* hit = talk.first(sign.cue, sign.who == Who::Rep ? Side::Rep : Side::Caller);
    if (hit == nullptr) continue;
    points += sign.points;
    (sign.points > 0 ? up : down).offer(std::abs(sign.points), hit->turn);
  }
  const auto turn = points >= card.start ? up.turn : down.turn;
  for (const Level& level : card.levels) {
    if (said == level.name) points = kSaidShare * level.usual + (1 - kSaidShare) * points;
  }
  for (const Level& level : card.levels) {
    if (points >= level.points || &level == &card.levels.back()) return {.level = level.name, .turn = turn};
  }
  return {};
}

}  // namespace calltracker::llm::offline
