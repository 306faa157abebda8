// SPDX-License-Identifier: MIT
#include "llm/providers/offline/turn_signs.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "base/number_words.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::size_t kWordsBefore = 12;  // of the turn before: its end is what is answered
constexpr int kLengthMax = 5;             // 16 words and more
constexpr std::uint32_t kEndTurns = 3;

std::string_view distance_of(int days_ahead) {
  constexpr int kWeekDays = 7;
  constexpr int kMonthDays = 38;
  constexpr int kSeasonDays = 110;
  if (days_ahead < 0) return "past";
  if (days_ahead <= kWeekDays) return "week";
  if (days_ahead <= kMonthDays) return "month";
  return days_ahead <= kSeasonDays ? "season" : "late";
}

bool is_stop(char mark) {
  return mark == '.' || mark == '?' || mark == '!';
}

std::string_view text_of_stop(char mark) {
  return mark == '.' ? "." : mark == '?' ? "?" : "!";
}

bool is_number(const Token& token) {
  return token.digits || number_word(token.folded).kind != NumberKind::None;
}

// Behind the telephone number that begins at this token; the token itself where none does. However it is said
// ("eight six four …", "8645550131") or hidden, it says nothing about a lead.
std::uint32_t behind_phone_number(const Conversation& talk, std::uint32_t first, std::uint32_t last) {
  constexpr std::size_t kDigitsMin = 7;
  std::size_t digits = 0;
  std::uint32_t token = first;
  for (; token < last && is_number(talk.tokens()[token]); ++token)
    digits += talk.tokens()[token].digits ? talk.tokens()[token].folded.size() : 1;
  return digits >= kDigitsMin ? token : first;
}

// The words of a turn and the stops between them, without telephone numbers.
std::vector<std::string_view> words_of(const Conversation& talk, const TurnView& view) {
  std::vector<std::string_view> words;
  words.reserve(view.words() + view.words() / 4);
  for (std::uint32_t index = view.first; index < view.last; ++index) {
    index = behind_phone_number(talk, index, view.last);
    if (index == view.last) break;
    const Token& token = talk.tokens()[index];
    if (!words.empty() && is_stop(token.before)) words.push_back(text_of_stop(token.before));
    words.push_back(token.folded);
  }
  return words;
}

constexpr std::uint64_t kHashStart = 14695981039346656037U;

// FNV-1a, which needs no text in one piece.
std::uint64_t hashed_on(std::uint64_t hash, std::string_view text) {
  constexpr std::uint64_t kPrime = 1099511628211U;
  for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * kPrime;
  return hash;
}

}  // namespace

std::string Sign::text() const {
  return std::string(side).append(kind).append(first).append(joint).append(second);
}

std::uint64_t Sign::hash() const {
  return hashed_on(hashed_on(hashed_on(hashed_on(hashed_on(kHashStart, side), kind), first), joint), second);
}

std::uint64_t hash_of_sign(std::string_view text) {
  return hashed_on(kHashStart, text);
}

TurnSigns::TurnSigns(const Conversation& conversation)
    : conversation_(conversation), cues_(conversation.turns().size()), dates_(conversation.turns().size()) {
  for (std::size_t index = 0; index < static_cast<std::size_t>(Cue::Count); ++index) {
    const auto cue = static_cast<Cue>(index);
    for (const CueHit& hit : conversation.hits(cue)) {
      std::vector<Cue>& heard = cues_[hit.turn];
      if (!hit.negated && (heard.empty() || heard.back() != cue)) heard.push_back(cue);
    }
  }
  for (const CalendarDate& date : find_calendar_dates(conversation))
    dates_[conversation.tokens()[date.first].turn].push_back(distance_of(date.days_ahead));
  for (const TurnView& view : conversation.turns()) words_.push_back(words_of(conversation, view));
  find_turns_before();
}

void TurnSigns::find_turns_before() {
  std::array<std::optional<std::uint32_t>, 3> last_of_side;
  for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
    const TurnView& view = conversation_.turn(turn);
    std::optional<std::uint32_t> nearest;
    for (std::size_t side = 0; side < last_of_side.size(); ++side) {
      if (side != static_cast<std::size_t>(view.side)) nearest = std::max(nearest, last_of_side.at(side));
    }
    before_.push_back(nearest);
    if (view.words() > 0) last_of_side.at(static_cast<std::size_t>(view.side)) = turn;
  }
}

void TurnSigns::visit(std::uint32_t turn, Side side, const std::function<void(const Sign&)>& found) const {
  const std::string_view who = side == Side::Rep ? "rep " : "caller ";
  const auto say = [&](std::string_view kind, std::string_view first, std::string_view joint = {},
                       std::string_view second = {}) { found({who, kind, first, joint, second}); };
  const std::vector<std::string_view>& words = words_[turn];
  for (std::size_t index = 0; index < words.size(); ++index) {
    say("", words[index]);
    if (index > 0) say("", words[index - 1], "_", words[index]);
  }
  for (const Cue cue : cues_[turn]) say("", name_of(cue));
  for (const std::string_view distance : dates_[turn]) say("date:", distance);
  if (const auto before = before_[turn]) {
    const std::vector<std::string_view>& asked = words_[*before];
    for (std::size_t index = asked.size() - std::min(asked.size(), kWordsBefore); index < asked.size();
         ++index)
      say("after:", asked[index]);
    for (const Cue cue : cues_[*before]) {
      say("after:", name_of(cue));
      if (!name_of(cue).starts_with("Ask")) continue;
      for (const Cue answer : cues_[turn]) say("", name_of(cue), ">", name_of(answer));
    }
    if (conversation_.turn(*before).questions > 0) say("after:", "question");
  }
  static constexpr std::string_view kDigits = "012345";
  const auto turns = static_cast<std::uint32_t>(conversation_.turns().size());
  say("at:", kDigits.substr(std::min(3U, 4 * turn / turns), 1));
  if (turn + kEndTurns >= turns) say("at:", "end");
  const int length = std::min(kLengthMax, static_cast<int>(std::bit_width(words.size())));
  say("length:", kDigits.substr(static_cast<std::size_t>(length), 1));
  say("", "speaks");
}

}  // namespace calltracker::llm::offline
