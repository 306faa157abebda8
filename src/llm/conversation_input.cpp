// SPDX-License-Identifier: MIT
#include "llm/conversation_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "base/time_zone.hpp"
#include "llm/recorded_announcement.hpp"
#include "llm/spoken_facts.hpp"
#include "llm/token_estimator.hpp"
#include "llm/turn_selection.hpp"

namespace calltracker::llm {
namespace {

// Shorter lines ("Hello? Can you hear me?") are said again by people, and mean something each time.
constexpr std::size_t kRepeatedWordsMin = 8;

// What the model needs beside instructions, conversation and answer: hidden prompt, schema, estimate errors.
constexpr std::int64_t kReserveTokens = 4000;
constexpr double kEstimateMargin = 0.9;

// A voicemail greeting stays: without it a message would look like a call that nobody answered. So does an
// announcement that tells a price, a date, a number or a name.
std::optional<CutReason> announcement_to_cut(const Turn& turn) {
  if (turn.speaker != Speaker::Agent) return std::nullopt;
  const Announcement announcement = announcement_of(turn);
  if (announcement != Announcement::Menu && announcement != Announcement::Hold) return std::nullopt;
  if (facts_in_announcement(turn.text).any()) return std::nullopt;
  return announcement == Announcement::Menu ? CutReason::Menu : CutReason::HoldNotice;
}

// Word for word: a line with another figure in it is another line.
class LinesSaid {
 public:
  bool is_repeated(const Turn& turn) {
    if (split_words(turn.text).size() < kRepeatedWordsMin) return false;
    return !said_.emplace(turn.speaker, to_lower_ascii(collapse_whitespace(turn.text))).second;
  }

 private:
  std::set<std::pair<Speaker, std::string>> said_;
};

std::vector<const Turn*> meaningful_turns(const CallRecord& call, std::vector<CutTurn>& cut) {
  std::vector<const Turn*> kept;
  LinesSaid said;
  for (const Turn& turn : call.turns) {
    if (const auto reason = announcement_to_cut(turn)) {
      cut.push_back({.turn = &turn, .reason = *reason});
    } else if (said.is_repeated(turn)) {
      cut.push_back({.turn = &turn, .reason = CutReason::Repeated});
    } else {
      kept.push_back(&turn);
    }
  }
  const bool has_agent =
      std::any_of(kept.begin(), kept.end(), [](const Turn* turn) { return turn->speaker == Speaker::Agent; });
  if (has_agent || cut.empty()) return kept;
  // Nothing but announcements on the company's side: they are what the call is about.
  cut.clear();
  kept.clear();
  for (const Turn& turn : call.turns) kept.push_back(&turn);
  return kept;
}

json::object turn_data(const Turn& turn) {
  json::object data{{"n", turn.number}, {"speaker", name_of(turn.speaker)}, {"text", turn.text}};
  if (turn.at_seconds) data["at"] = *turn.at_seconds;
  return data;
}

// CallRail exports the direction only when the user picked that column, so Bronze keeps it among the rest.
std::optional<std::string> direction_of(const CallRecord& call) {
  for (const auto& [header, text] : call.extra) {
    if (equals_ignoring_case(trim(header), "direction") && !trim(text).empty()) {
      return to_lower_ascii(trim(text));
    }
  }
  return std::nullopt;
}

}  // namespace

ConversationInput conversation_input(const CallRecord& call, const ModelInfo& model,
                                     std::int64_t tokens_max) {
  ConversationInput input;
  const std::vector<const Turn*> turns = meaningful_turns(call, input.cut);
  const std::vector<bool> is_kept = select_turns(turns, model, tokens_max);
  json::array list;
  for (std::size_t index = 0; index < turns.size(); ++index) {
    if (is_kept[index]) {
      list.push_back(turn_data(*turns[index]));
      continue;
    }
    std::size_t last = index;
    while (last + 1 < turns.size() && !is_kept[last + 1]) ++last;
    const TurnRange range{.from = turns[index]->number, .to = turns[last]->number};
    input.omitted.push_back(range);
    for (std::size_t each = index; each <= last; ++each) {
      input.cut.push_back({.turn = turns[each], .reason = CutReason::Budget});
    }
    list.push_back(json::object{{"omittedTurns", json::array{range.from, range.to}}});
    index = last;
  }
  input.data = json::object{{"source", "call_transcript"},
                            {"call",
                             {{"durationSeconds", value_or_null(call.duration_seconds)},
                              {"callStatus", value_or_null(call.call_status)},
                              {"direction", value_or_null(direction_of(call))}}},
                            {"turns", std::move(list)}};
  return input;
}

json::value call_date(const CallRecord& call, const std::string& time_zone) {
  static constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                                "Thursday", "Friday", "Saturday"};
  if (!call.start_time_ms) return nullptr;
  const CivilTime time = TimeZone(time_zone).to_civil(*call.start_time_ms);
  return json::value(
      fmt::format("{} {:04}-{:02}-{:02}", kWeekdays.at(time.weekday), time.year, time.month, time.day));
}

std::int64_t conversation_budget_tokens(const ModelInfo& model, const TextSize& instructions,
                                        std::int64_t answer_tokens_max) {
  const std::int64_t free =
      model.context_tokens - estimate_tokens(instructions, model) - answer_tokens_max - kReserveTokens;
  return static_cast<std::int64_t>(static_cast<double>(std::max<std::int64_t>(free, 0)) * kEstimateMargin);
}

}  // namespace calltracker::llm
