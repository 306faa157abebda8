// SPDX-License-Identifier: MIT
#include "llm/providers/offline/calendar_dates.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

namespace calltracker::llm::offline {
namespace {

using std::chrono::sys_days;

constexpr int kJustPassedDays = 45;  // "back in October" in November; more, and the next one is meant

struct MonthName {
  std::string_view name;
  unsigned month;
};
constexpr MonthName kMonths[] = {
    {"january", 1}, {"february", 2},   {"march", 3},    {"april", 4},      {"june", 6},       {"july", 7},
    {"august", 8},  {"september", 9},  {"october", 10}, {"november", 11},  {"december", 12},  {"enero", 1},
    {"febrero", 2}, {"marzo", 3},      {"abril", 4},    {"mayo", 5},       {"junio", 6},      {"julio", 7},
    {"agosto", 8},  {"septiembre", 9}, {"octubre", 10}, {"noviembre", 11}, {"diciembre", 12}, {"may", 5}};

struct Holiday {
  std::array<std::string_view, 2> words;  // the second may be empty
  sys_days (*in)(std::chrono::year year);
};
constexpr Holiday kHolidays[] = {
    {{"thanksgiving", ""},
     [](std::chrono::year year) -> sys_days { return year / 11 / std::chrono::Thursday[4]; }},
    {{"christmas", ""}, [](std::chrono::year year) -> sys_days { return year / 12 / 25; }},
    {{"halloween", ""}, [](std::chrono::year year) -> sys_days { return year / 10 / 31; }},
    {{"labor", "day"}, [](std::chrono::year year) -> sys_days { return year / 9 / std::chrono::Monday[1]; }},
    {{"memorial", "day"},
     [](std::chrono::year year) -> sys_days { return year / 5 / std::chrono::Monday[std::chrono::last]; }},
    {{"new", "year"}, [](std::chrono::year year) -> sys_days { return year / 1 / 1; }},
    {{"new", "years"}, [](std::chrono::year year) -> sys_days { return year / 1 / 1; }},
    {{"new", "year's"}, [](std::chrono::year year) -> sys_days { return year / 1 / 1; }}};

constexpr std::string_view kOrdinals[] = {
    "first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};

struct PartOfMonth {
  std::string_view word;
  unsigned day;
};
constexpr PartOfMonth kParts[] = {{"early", 5},   {"beginning", 3}, {"start", 3},  {"mid", 15},
                                  {"middle", 15}, {"late", 27},     {"end", 28},   {"last", 27},
                                  {"first", 5},   {"second", 11},   {"third", 18}, {"fourth", 25}};
constexpr unsigned kSomeDay = 12;  // of a month that is only named

class DateFinder {
 public:
  DateFinder(const Conversation& conversation, sys_days today)
      : tokens_(conversation.tokens()), today_(today) {}

  std::vector<CalendarDate> find() {
    for (std::uint32_t token = 0; token < tokens_.size(); ++token) {
      if (const auto month = month_at(token)) {
        add_month(token, *month);
      } else if (const Holiday* holiday = holiday_at(token)) {
        const std::uint32_t words = holiday->words[1].empty() ? 1 : 2;
        add_nearest(token, token + words, [holiday](std::chrono::year year) { return holiday->in(year); });
      }
    }
    return std::move(dates_);
  }

 private:
  std::string_view word(std::uint32_t token) const { return tokens_[token].folded; }
  bool same_turn(std::uint32_t one, std::uint32_t other) const {
    return other < tokens_.size() && tokens_[one].turn == tokens_[other].turn;
  }

  std::optional<unsigned> month_at(std::uint32_t token) const {
    const auto* found = std::find_if(std::begin(kMonths), std::end(kMonths),
                                     [&](const MonthName& month) { return month.name == word(token); });
    if (found == std::end(kMonths)) return std::nullopt;
    // "May" and "march" are words as well: a day stands behind the month, or they are written like names.
    const bool is_word = found->name == "may" || found->name == "march";
    if (is_word && !(same_turn(token, token + 1) && day_at(token + 1).day > 0) && !tokens_[token].capital)
      return std::nullopt;
    if (found->name == "may" && tokens_[token].opens_sentence) return std::nullopt;
    return found->month;
  }

  const Holiday* holiday_at(std::uint32_t token) const {
    for (const Holiday& holiday : kHolidays) {
      if (holiday.words[0] != word(token)) continue;
      if (holiday.words[1].empty()) return &holiday;
      if (same_turn(token, token + 1) && word(token + 1) == holiday.words[1]) return &holiday;
    }
    return nullptr;
  }

  struct Day {
    unsigned day = 0;  // 0: none
    std::uint32_t words = 0;
  };

  // "second", "2nd", "15", "twenty-first".
  Day day_at(std::uint32_t token) const {
    const std::string_view text = word(token);
    if (!text.empty() && text.front() >= '0' && text.front() <= '9') {
      unsigned day = 0;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), day);
      const std::string_view rest(read.ptr, static_cast<std::size_t>(text.data() + text.size() - read.ptr));
      const bool ordinal = rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
      return ordinal && day >= 1 && day <= 31 ? Day{day, 1} : Day{};
    }
    const unsigned tens = text == "twenty" ? 20 : text == "thirty" ? 30 : 0;
    if (tens > 0) {
      const unsigned ones = same_turn(token, token + 1) ? ordinal(word(token + 1)) : 0;
      return ones >= 1 && ones <= 9 && tens + ones <= 31 ? Day{tens + ones, 2} : Day{tens, 1};
    }
    if (text == "thirtieth") return {30, 1};
    const unsigned day = ordinal(text);
    return day > 0 ? Day{day, 1} : Day{};
  }

  static unsigned ordinal(std::string_view text) {
    const auto* found = std::find(std::begin(kOrdinals), std::end(kOrdinals), text);
    return found == std::end(kOrdinals) ? 0 : static_cast<unsigned>(found - std::begin(kOrdinals)) + 1;
  }

  void add_month(std::uint32_t token, unsigned month) {
    std::uint32_t behind = token + 1;
    if (same_turn(token, behind) && word(behind) == "the") ++behind;
    if (same_turn(token, behind) && !tokens_[behind].opens_sentence) {
      if (const Day day = day_at(behind); day.day > 0) return add(token, behind + day.words, month, day.day);
    }
    // "The twelfth of October", "the second week of October", "early October".
    constexpr std::uint32_t kReach = 4;
    for (std::uint32_t back = 1; back <= kReach && token >= back && same_turn(token, token - back); ++back) {
      const std::uint32_t at = token - back;
      if (tokens_[at + 1].opens_sentence) break;
      const bool of_week = word(at + 1) == "week";
      const auto* part = std::find_if(std::begin(kParts), std::end(kParts),
                                      [&](const PartOfMonth& known) { return known.word == word(at); });
      if (part != std::end(kParts) && (of_week || ordinal(word(at)) == 0))
        return add(at, token + 1, month, part->day);
      if (word(at + 1) != "of" && word(at + 1) != "de") continue;
      if (const Day day = day_at(at); day.day > 0) return add(at, token + 1, month, day.day);
    }
    add(token, token + 1, month, kSomeDay);
  }

  void add(std::uint32_t first, std::uint32_t last, unsigned month, unsigned day) {
    add_nearest(first, last, [month, day](std::chrono::year year) -> std::optional<sys_days> {
      const std::chrono::year_month_day date{year, std::chrono::month{month}, std::chrono::day{day}};
      return date.ok() ? std::optional<sys_days>(date) : std::nullopt;
    });
  }

  // The first of its kind that has not passed for long.
  template <class DayIn>
  void add_nearest(std::uint32_t first, std::uint32_t last, DayIn day_in) {
    const std::chrono::year now = std::chrono::year_month_day{today_}.year();
    for (const int ahead : {-1, 0, 1}) {
      const std::optional<sys_days> date = day_in(now + std::chrono::years{ahead});
      if (!date) continue;
      const int distance = static_cast<int>((*date - today_).count());
      if (distance < -kJustPassedDays) continue;
      dates_.push_back({.first = first, .last = last, .days_ahead = distance});
      return;
    }
  }

  const std::vector<Token>& tokens_;
  sys_days today_;
  std::vector<CalendarDate> dates_;
};

}  // namespace

std::vector<CalendarDate> find_calendar_dates(const Conversation& conversation) {
  const auto& today = conversation.input().date;
  if (!today) return {};
  return DateFinder(conversation, *today).find();
}

}  // namespace calltracker::llm::offline
