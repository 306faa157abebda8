// SPDX-License-Identifier: MIT
#include "llm/providers/offline/turn_signs.hpp"

#include <algorithm>
#include <bit>
#include <string>

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
  for (std::uint32_t index = view.first; index < view.last; ++index) {
    index = behind_phone_number(talk, index, view.last);
    if (index == view.last) break;
    const Token& token = talk.tokens()[index];
    if (!words.empty() && is_stop(token.before)) words.push_back(text_of_stop(token.before));
    words.push_back(token.folded);
  }
  return words;
}

// Hands on one sign after the other, each behind the side that speaks.
class SignWriter {
 public:
  SignWriter(Side side, const std::function<void(std::string_view)>& found)
      : text_(side == Side::Rep ? "rep " : "caller "), side_length_(text_.size()), found_(found) {}

  void write(std::string_view first, std::string_view second = {}) {
    text_.resize(side_length_);
    text_.append(first).append(second);
    found_(text_);
  }
  void write_pair(std::string_view first, std::string_view second) { join(first, "_", second); }
  void write_answer(std::string_view question, std::string_view answer) { join(question, ">", answer); }

 private:
  void join(std::string_view first, std::string_view between, std::string_view second) {
    text_.resize(side_length_);
    text_.append(first).append(between).append(second);
    found_(text_);
  }

  std::string text_;
  std::size_t side_length_;
  const std::function<void(std::string_view)>& found_;
};

}  // namespace

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
}

std::optional<std::uint32_t> TurnSigns::turn_before(std::uint32_t turn) const {
  const Side side = conversation_.turn(turn).side;
  for (std::uint32_t before = turn; before-- > 0;) {
    const TurnView& view = conversation_.turn(before);
    if (view.side != side && view.words() > 0) return before;
  }
  return std::nullopt;
}

void TurnSigns::visit(std::uint32_t turn, Side side,
                      const std::function<void(std::string_view)>& found) const {
  const TurnView& view = conversation_.turn(turn);
  SignWriter sign(side, found);
  const std::vector<std::string_view> words = words_of(conversation_, view);
  for (std::size_t index = 0; index < words.size(); ++index) {
    sign.write(words[index]);
    if (index > 0) sign.write_pair(words[index - 1], words[index]);
  }
  for (const Cue cue : cues_[turn]) sign.write(name_of(cue));
  for (const std::string_view distance : dates_[turn]) sign.write("date:", distance);
  if (const auto before = turn_before(turn)) {
    const std::vector<std::string_view> asked = words_of(conversation_, conversation_.turn(*before));
    for (std::size_t index = asked.size() - std::min(asked.size(), kWordsBefore); index < asked.size();
         ++index)
      sign.write("after:", asked[index]);
    for (const Cue cue : cues_[*before]) {
      sign.write("after:", name_of(cue));
      if (!name_of(cue).starts_with("Ask")) continue;
      for (const Cue answer : cues_[turn]) sign.write_answer(name_of(cue), name_of(answer));
    }
    if (conversation_.turn(*before).questions > 0) sign.write("after:", "question");
  }
  static constexpr std::string_view kDigits = "012345";
  const auto turns = static_cast<std::uint32_t>(conversation_.turns().size());
  sign.write("at:", kDigits.substr(std::min(3U, 4 * turn / turns), 1));
  if (turn + kEndTurns >= turns) sign.write("at:", "end");
  const int length = std::min(kLengthMax, static_cast<int>(std::bit_width(words.size())));
  sign.write("length:", kDigits.substr(static_cast<std::size_t>(length), 1));
  sign.write("speaks");
}

}  // namespace calltracker::llm::offline
